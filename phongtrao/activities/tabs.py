"""The parts of this app's pages, each for who may see it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phongtrao.activities.access.activities import keeps_kinds, reads_activities, reads_below
from phongtrao.activities.access.registers import reads_registers

NAV: dict[str, Any] = {"nav": "activities"}
# The name of its page, what it is called, who may; none asks the database.
PARTS: tuple[tuple[str, str | Promise, Callable[[AbstractBaseUser], bool]], ...] = (
    ("activities", _("Danh sách"), reads_activities),
    ("heat", _("Lịch"), reads_activities),
    ("quiet", _("Chưa có hoạt động"), reads_below),
    ("themes", _("Truyền thông"), reads_registers),
    ("registers", _("Đội ngũ"), reads_registers),
    ("kinds", _("Các loại"), keeps_kinds),
)


def tabs_of(active: str, user: AbstractBaseUser) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse(f"activities:{name}"), "active": name == active}
        for name, label, may in PARTS
        if may(user)
    ]
