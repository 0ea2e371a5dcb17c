"""The socket of what keeps a room or an outside body from ending: work there that is still open.

>>> register(Hold("plans.handover", _("phần việc đang giao"), open_parts, field="room"))

``rows()`` is what is open anywhere; ``field`` its key to the unit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from phongtrao.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Hold:
    key: str  # “app.model”
    label: str | Promise  # what is counted, as in “2 phần việc đang giao”
    rows: Callable[[], QuerySet[Any]]
    field: str = "unit"


HOLDS: dict[str, Hold] = {}


def register(hold: Hold) -> None:
    HOLDS[hold.key] = hold


def count_holds(unit: Unit) -> list[tuple[str, int]]:
    """(what, how many) of what is open there, without what is not; one query a hold."""
    counts = [(hold, hold.rows().filter(**{hold.field: unit}).count()) for hold in HOLDS.values()]
    return [(str(hold.label), count) for hold, count in counts if count]
