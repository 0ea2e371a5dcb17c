"""What a check of an import found besides faults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q

from phongtrao.orgs.imports import access
from phongtrao.orgs.models import Import, Unit

MOST_NOTES = 5_000  # changes and twins told one by one; the counts are of all


@dataclass(frozen=True, slots=True)
class Note:
    """What would change in a row, or whom it resembles; ``place`` as in ``Rows``."""

    place: int
    message: str
    column: str = ""


@dataclass(slots=True)
class Findings:
    new: int = 0
    changed: int = 0
    same: int = 0
    loose: int = 0  # files of the zip that no row names
    roles: int = 0  # held at units that people of the list leave
    changes: list[Note] = field(default_factory=list)
    twins: list[Note] = field(default_factory=list)
    stored: Mapping[str, int] = field(default_factory=dict)  # what the list's ``store`` gave
    staged: Any = None  # what the list's own ``write`` is handed


@dataclass(frozen=True, slots=True)
class Reach:
    """The units whose lists the user may import."""

    condition: Q
    by: AbstractBaseUser | None
    act: int

    @classmethod
    def of(cls, act: Import, by: AbstractBaseUser) -> "Reach":
        return cls(access.reach(by, act.kind), by, act.pk)

    def units(self) -> list[int]:
        return list(Unit.objects.filter(self.condition).values_list("pk", flat=True))
