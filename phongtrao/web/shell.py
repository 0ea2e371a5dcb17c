"""Sockets of the page shell: apps above plug in from ``AppConfig.ready()``; the shell only prints.

>>> register_nav(NavItem("plans", _("Kế hoạch"), "plans:list", icon="clipboard-list", order=20))
>>> register_bell(count_unread, "notifications:list")
>>> register_units(units_of, "orgs:switch_unit")
>>> register_banner(place_of)
>>> register_menu(MenuItem("profile", _("Tài khoản của tôi"), "accounts:profile", icon="user"))

A view says where it stands with ``{"nav": "plans"}`` in its context.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils.functional import Promise

Text = str | Promise


def everybody(_user: Any) -> bool:
    return True


# Compared by identity: each is registered once, and what is drawn of them is remembered.
@dataclass(frozen=True, slots=True, eq=False)
class NavItem:
    """One entry of the main navigation. ``may`` is asked on every full page: no slow queries.

    ``order``: its tens are the room it stands in, see ``frame.ROOMS``.
    """

    key: str
    label: Text
    url_name: str
    icon: str = "circle"
    order: int = 50
    may: Callable[[Any], bool] = everybody


@dataclass(frozen=True, slots=True, eq=False)
class MenuItem(NavItem):
    """One entry of the user menu."""


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit the user may act for; the provider marks the chosen one as current."""

    pk: int
    label: str
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Banner:
    """One sentence above every page about how one is working, and the button that changes it.

    The button posts ``value`` and ``next`` (address to return to) to ``url_name``.
    """

    text: str
    action: str
    value: str
    url_name: str
    is_on: bool = True


BannerProvider = Callable[[Any], Banner | None]
UnitProvider = Callable[[Any, SessionBase], Sequence[UnitChoice]]


@dataclass(slots=True)
class Sockets:
    nav: dict[str, NavItem] = field(default_factory=dict)
    menu: dict[str, MenuItem] = field(default_factory=dict)
    bell: tuple[Callable[[Any], int], str] | None = None
    units: tuple[UnitProvider, str] | None = None
    banner: BannerProvider | None = None


SOCKETS = Sockets()


def register_nav(item: NavItem) -> None:
    SOCKETS.nav[item.key] = item


def register_menu(item: MenuItem) -> None:
    SOCKETS.menu[item.key] = item


def register_bell(count: Callable[[Any], int], url_name: str) -> None:
    """``count(user)``: how many unread notices; one query."""
    SOCKETS.bell = (count, url_name)


def register_units(provider: UnitProvider, url_name: str) -> None:
    """``provider(user, session)``: the units the user may act for, at most one query.

    The switcher posts ``unit`` (pk) and ``next`` (address to return to) to ``url_name``.
    """
    SOCKETS.units = (provider, url_name)


def register_banner(provider: BannerProvider) -> None:
    """``provider(user)``: asked on every full page, so no query of its own."""
    SOCKETS.banner = provider


def nav_for(user: Any) -> tuple[NavItem, ...]:
    return _allowed(SOCKETS.nav.values(), user)


def menu_for(user: Any) -> tuple[NavItem, ...]:
    return _allowed(SOCKETS.menu.values(), user)


def _allowed(items: Any, user: Any) -> tuple[NavItem, ...]:
    return tuple(sorted((item for item in items if item.may(user)), key=lambda item: item.order))
