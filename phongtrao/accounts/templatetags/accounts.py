"""``{% load accounts %}``: what the pages of allauth, which are not our views, need to know."""

from django import template
from django.conf import settings

from phongtrao.accounts.demo_signins import DEMO_SIGNINS, DemoSignIn

register = template.Library()


@register.simple_tag
def demo_signins() -> list[DemoSignIn]:
    """Nobody unless this is a demo."""
    return list(DEMO_SIGNINS.values()) if settings.DEMO else []
