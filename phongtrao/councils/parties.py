"""Who has a hand in a case, as its kind says it (``kinds.CaseKind.parties``)."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Parties:
    """Who has a hand in a case. ``people`` by id → ground (``Conflict.Ground``: author, coauthor …);
    ``units`` the case comes from; ``since`` the day from which a past at these units still counts.
    """

    people: dict[int, str] = field(default_factory=dict)
    units: frozenset[int] = frozenset()
    since: date | None = None
