"""The socket for rows that belong to a unit: which of them go on with its heir when it ends.

>>> register(Carrier("plans.assignment", _("việc đang làm"), open_work, same=("task",)))

What is over stays with the unit it was done in: the past is not rewritten. ``rows()`` gives what is
open; ``field`` is its key to the unit. Where the heir already has a row with the same ``same``, the
former's stays behind and the preview says so (``same=()``: a unit has one at most); ``left`` says what becomes of it there, so that nobody
is chased for it. ``join`` hands what a row that stays holds to the heir's row instead, and ``part`` takes it
back. What never goes on but matters to who decides is named by ``register_staying``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

# (the former's row, the heir's) → what ``part`` has to know, as plain JSON.
Join = Callable[[Any, Any], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Carrier:
    key: str  # “app.model.field”
    label: str | Promise  # what is counted, as in “12 việc đang làm”
    rows: Callable[[], QuerySet[Any]]
    field: str = "unit"
    same: tuple[str, ...] | None = None
    # What is written on rows that stay behind; as it was before, once the act is undone.
    left: Mapping[str, Any] = made(default_factory=dict)
    join: Join | None = None
    part: Callable[[Any, Mapping[str, Any]], None] | None = None  # (the former's row, that)


@dataclass(frozen=True, slots=True)
class Staying:
    """Rows that are never carried, named in the preview: the past, books, decisions."""

    key: str
    label: str | Promise
    rows: Callable[[], QuerySet[Any]]
    field: str = "unit"


CARRIERS: dict[str, Carrier] = {}
STAYING: dict[str, Staying] = {}


def register(carrier: Carrier) -> None:
    CARRIERS[carrier.key] = carrier


def register_staying(staying: Staying) -> None:
    STAYING[staying.key] = staying
