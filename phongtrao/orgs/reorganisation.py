"""The socket for rows that belong to a unit: which of them go on with its heir when it ends.

>>> register(Carrier("plans.assignment", _("việc đang làm"), open_work, same=("task",)))

What is over stays with the unit it was done in: the past is not rewritten. ``rows()`` gives what is
open; ``field`` is its key to the unit. Where the heir already has a row with the same ``same``, the
former's stays behind and the preview says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Carrier:
    key: str  # “app.model.field”
    label: str | Promise  # what is counted, as in “12 việc đang làm”
    rows: Callable[[], QuerySet[Any]]
    field: str = "unit"
    same: tuple[str, ...] = ()


CARRIERS: dict[str, Carrier] = {}


def register(carrier: Carrier) -> None:
    CARRIERS[carrier.key] = carrier
