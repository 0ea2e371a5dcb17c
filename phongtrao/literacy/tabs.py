"""The parts of this app's pages, each for who may see it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phongtrao.literacy.access.common import keeps_literacy
from phongtrao.literacy.access.results import reads_board
from phongtrao.web.shell import everybody

NAV: dict[str, Any] = {"nav": "literacy"}
# The name of its page, what it is called, who may; none asks the database.
PARTS: tuple[tuple[str, str | Promise, Callable[[AbstractBaseUser], bool]], ...] = (
    ("home", _("Của tôi"), everybody),
    ("courses", _("Khóa học, học liệu"), everybody),
    ("banks", _("Câu hỏi, bài kiểm tra"), keeps_literacy),
    ("results", _("Kết quả, xác nhận"), keeps_literacy),
    ("board", _("Số liệu"), reads_board),
    ("frameworks", _("Khung, nhóm"), keeps_literacy),
)


def tabs_of(active: str, user: AbstractBaseUser) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse(f"literacy:{name}"), "active": name == active}
        for name, label, may in PARTS
        if may(user)
    ]
