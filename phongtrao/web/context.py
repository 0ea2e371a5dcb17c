"""What ``base.html`` prints around every page."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse

from phongtrao.base.http import wants_part
from phongtrao.web.models import Work
from phongtrao.web.queries import running_works_of
from phongtrao.web.shell import SOCKETS, Banner, NavItem, UnitChoice, menu_for, nav_for

SEARCH = "/tim-kiem/"  # served by the highest app; the box stands on every page


@dataclass(frozen=True)
class Shell:
    """Asked by the template piece by piece, so that a page without a shell costs no query."""

    request: HttpRequest
    user: AbstractBaseUser

    @cached_property
    def nav(self) -> tuple[NavItem, ...]:
        return nav_for(self.user)

    @cached_property
    def sections(self) -> frozenset[str]:
        """Keys of the parts of the menu the reader has: a way back leads there only if it can be gone."""
        return frozenset(item.key for item in self.nav)

    @cached_property
    def menu(self) -> tuple[NavItem, ...]:
        return menu_for(self.user)

    search_url = SEARCH

    @cached_property
    def units(self) -> list[UnitChoice]:
        if SOCKETS.units is None:
            return []
        return list(SOCKETS.units[0](self.user, self.request.session))

    @cached_property
    def banner(self) -> Banner | None:
        return SOCKETS.banner(self.user) if SOCKETS.banner else None

    @property
    def banner_url(self) -> str:
        return reverse(self.banner.url_name) if self.banner else ""

    @property
    def current_unit(self) -> UnitChoice | None:
        return next((unit for unit in self.units if unit.current), None)

    @property
    def units_url(self) -> str:
        return reverse(SOCKETS.units[1]) if SOCKETS.units else ""

    @cached_property
    def unread(self) -> int:
        return SOCKETS.bell[0](self.user) if SOCKETS.bell else 0

    @property
    def bell_url(self) -> str:
        return reverse(SOCKETS.bell[1]) if SOCKETS.bell else ""

    @cached_property
    def works(self) -> list[Work]:
        """The user's own long work that still runs."""
        return running_works_of(self.user)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Nothing for parts, and nothing for those who are not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or wants_part(request):
        return {"shell": None}
    return {"shell": Shell(request, user)}
