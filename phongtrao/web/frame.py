"""Pieces of the shell that are the same on page after page, drawn once per process and language.

They depend on the items one may see and on nothing else of the request, so that what is remembered
is as small as the number of kinds of reader.
"""

from functools import lru_cache
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from phongtrao.web.shell import NavItem, Text

KINDS_OF_READER = 256
FEW = 9  # entries that are taken in at a glance, without captions
# By the tens of an entry's order; what has no caption follows the room before it.
ROOMS: dict[int, Text] = {
    1: _("Phong trào, kế hoạch"),
    3: _("Sáng kiến, hội đồng"),
    4: _("Văn thư"),
    5: _("Tổ chức"),
    6: _("Đo lường"),
    8: _("Quản trị"),
}


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
    return render_to_string(template, {"rooms": _rooms(items), "items": items, "active": active})


def _rooms(items: tuple[NavItem, ...]) -> list[tuple[Text, list[NavItem]]]:
    """The entries room by room, each with its caption; few of them stand in one."""
    if len(items) <= FEW:
        return [("", list(items))]
    parts = groupby(
        items, key=lambda item: max((r for r in ROOMS if r <= item.order // 10), default=0)
    )
    return [(ROOMS.get(room, ""), list(part)) for room, part in parts]


@lru_cache(maxsize=KINDS_OF_READER)
def _fixed(template: str, _language: str | None) -> SafeString:
    return render_to_string(template)
