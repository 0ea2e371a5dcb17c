"""The parts of this app's pages, each for who may see it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phongtrao.activities.access.activities import keeps_kinds, reads_activities

NAV: dict[str, Any] = {"nav": "activities"}
# The name of its page, what it is called, who may; none asks the database.
PARTS: tuple[tuple[str, str | Promise, Callable[[AbstractBaseUser], bool]], ...] = (
    ("activities", _("Danh sách"), reads_activities),
    ("kinds", _("Các loại"), keeps_kinds),
)


def tabs_of(active: str, user: AbstractBaseUser) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse(f"activities:{name}"), "active": name == active}
        for name, label, may in PARTS
        if may(user)
    ]
