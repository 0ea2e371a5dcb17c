"""The parts of this app's pages, each for who may see it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phongtrao.similarity.access.groups import looks_at_groups
from phongtrao.similarity.access.index import tends_index
from phongtrao.similarity.access.references import adds_references
from phongtrao.similarity.access.thresholds import reads_thresholds

NAV: dict[str, Any] = {"nav": "similarity"}
# The name of its page, what it is called, who may; none asks the database.
PARTS: tuple[tuple[str, str | Promise, Callable[[AbstractBaseUser], bool]], ...] = (
    ("groups", _("Nhóm trùng"), looks_at_groups),
    ("thresholds", _("Ngưỡng"), reads_thresholds),
    ("references", _("Văn bản tham chiếu"), adds_references),
    ("index", _("Tình trạng kho"), tends_index),
)


def tabs_of(active: str, user: AbstractBaseUser) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse(f"similarity:{name}"), "active": name == active}
        for name, label, may in PARTS
        if may(user)
    ]


def sees_similarity(user: AbstractBaseUser) -> bool:
    return any(may(user) for _name, _label, may in PARTS)
