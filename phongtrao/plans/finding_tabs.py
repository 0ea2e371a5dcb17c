"""Socket: the parts of the room “Kiểm tra”; apps above add theirs in ``ready()``.

>>> register(Part("inspections", _("Cuộc kiểm tra"), "activities:inspections", reads_inspections))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phongtrao.plans.access.findings import reads_findings

FINDINGS = "findings"


@dataclass(frozen=True, slots=True)
class Part:
    key: str
    label: str | Promise
    url_name: str
    may: Callable[[AbstractBaseUser], bool]  # asks nothing of the database beyond the grants


_PARTS = {FINDINGS: Part(FINDINGS, _("Nhận xét, kiến nghị"), "plans:finding_list", reads_findings)}


def register(part: Part) -> None:
    if _PARTS.setdefault(part.key, part) is not part:
        raise ValueError(f"part {part.key!r} of inspection is registered twice")


def tabs_of(active: str, user: AbstractBaseUser) -> list[dict[str, Any]]:
    return [
        {"label": part.label, "url": reverse(part.url_name), "active": part.key == active}
        for part in _PARTS.values()
        if part.may(user)
    ]
