"""Socket: why a unit should be inspected before others. Apps above register in ``ready()`` what they know.

>>> risk.register("assessments", gaps)   # (units, today) → unit → marks; a fixed number of queries

The weight of a mark is a convention of ours, to be checked by each office: it ranks, it does not judge.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models import Unit


class Sign(Enum):
    LATE = _("Chậm")
    SILENT = _("Im lặng")
    OVERSTATING = _("Báo cao hơn thực tế")


@dataclass(frozen=True, slots=True)
class Mark:
    """One reason, in words a person can check; ``weight`` from 1 to 10."""

    sign: Sign
    weight: int
    words: str


Provider = Callable[[QuerySet[Unit], date], Mapping[int, list[Mark]]]
_PROVIDERS: dict[str, Provider] = {}


def register(app: str, provider: Provider) -> None:
    if _PROVIDERS.setdefault(app, provider) is not provider:
        raise ValueError(f"risks of {app!r} are registered twice")


def providers() -> list[Provider]:
    return list(_PROVIDERS.values())
