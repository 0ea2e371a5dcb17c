"""``{% load accounts %}``: what the pages of allauth, which are not our views, need to know."""

from typing import NamedTuple

from django import template
from django.conf import settings
from django.urls import reverse

from phongtrao.accounts import oidc
from phongtrao.accounts.demo_signins import DEMO_SIGNINS, DemoSignIn

register = template.Library()


class Gate(NamedTuple):
    name: str
    url: str


@register.simple_tag
def gateway() -> Gate | None:
    """The province's own door, where there is one."""
    if not oidc.is_on():
        return None
    return Gate(settings.OIDC_NAME, reverse("openid_connect_login", args=[oidc.PROVIDER]))


@register.simple_tag
def demo_signins() -> list[DemoSignIn]:
    """Nobody unless this is a demo."""
    return list(DEMO_SIGNINS.values()) if settings.DEMO else []
