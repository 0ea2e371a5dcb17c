"""``{% load audit %}``: the history of an object, inside its page or as a tab of it.

{% history plan %}       a section that fetches the lines when it comes into view; without
                         JavaScript it is a link to the same lines as a page
{% history_url plan %}   the address of that page, for a tab or a menu
"""

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse

register = template.Library()


@register.simple_tag
def history_url(subject: Model) -> str:
    kind = subject._meta.label_lower  # noqa: SLF001 -- Django's documented name
    return reverse("audit:history", args=[kind, subject.pk])


@register.inclusion_tag("audit/history_tab.html")
def history(subject: Model) -> dict[str, Any]:
    return {"url": history_url(subject)}
