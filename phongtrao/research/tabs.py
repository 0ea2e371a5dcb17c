"""The parts of this app's pages."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phongtrao.web.shell import everybody

NAV: dict[str, Any] = {"nav": "research"}
PARTS = (
    ("tasks", _("Nhiệm vụ"), everybody),
    ("money", _("Kinh phí theo lĩnh vực"), everybody),
    ("regimes", _("Quy trình"), everybody),
    ("contests", _("Cuộc thi của học sinh"), everybody),
    ("supports", _("Hỗ trợ"), everybody),
)


def tabs_of(active: str, user: AbstractBaseUser) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse(f"research:{name}"), "active": name == active}
        for name, label, may in PARTS
        if may(user)
    ]
