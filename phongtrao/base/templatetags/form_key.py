"""``{% load form_key %}{% form_key %}``: the hidden field that makes a resent form one record."""

from uuid import UUID, uuid4

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def form_key(context: Context) -> SafeString:
    """A fresh key; a form that comes back with errors keeps the one it was sent with."""
    request = context.get("request")
    sent = request.POST.get("form_key", "") if request else ""
    return format_html('<input type="hidden" name="form_key" value="{}">', _valid(sent) or uuid4())


def _valid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
