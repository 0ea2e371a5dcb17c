"""Pieces of the shell that are the same on page after page, drawn once per process and language.

They depend on the items one may see and on nothing else of the request, so that what is remembered
is as small as the number of kinds of reader.
"""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from phongtrao.web.shell import NavItem

KINDS_OF_READER = 256


def nav_links(items: tuple[NavItem, ...], active: str) -> SafeString:
    """The main navigation; ``active``: the key of the item one stands in."""
    return _links("web/components/nav.html", get_language(), items, active)


def menu_links(items: tuple[NavItem, ...]) -> SafeString:
    """The links of the user menu."""
    return _links("web/components/menu_links.html", get_language(), items, "")


def fixed(template: str) -> SafeString:
    """A piece of the shell that only differs by language."""
    return _fixed(template, get_language())


# The language is among the arguments because the words of the items are lazy.
@lru_cache(maxsize=KINDS_OF_READER)
def _links(
    template: str, _language: str | None, items: tuple[NavItem, ...], active: str
) -> SafeString:
    return render_to_string(template, {"items": items, "active": active})


@lru_cache(maxsize=KINDS_OF_READER)
def _fixed(template: str, _language: str | None) -> SafeString:
    return render_to_string(template)
