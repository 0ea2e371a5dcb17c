"""The facts of a consolidated report: what is frozen with the paper, and never changes afterwards.

Counted the day the report is made; kept as JSON, so the fields hold plain values only: dates as
ISO text. ``PlanFacts.from_json`` reads back what ``to_json`` gave.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from phongtrao.lib.numbers import mean_percent

# The states of the progress, in the order in which a report names them.
STATES = ("done", "on_time", "due_soon", "late", "stale", "not_started")


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands on a report besides its facts; the office types it once and finds it again."""

    symbol: str = ""  # BC-SGDĐT
    place: str = ""  # Sông Ngân
    capacity: str = ""  # KT. GIÁM ĐỐC
    position: str = ""  # PHÓ GIÁM ĐỐC
    signer: str = ""
    recipients: tuple[str, ...] = ()
    filing: str = "VT"  # Lưu: VT, VP


@dataclass(frozen=True, slots=True)
class Counts:
    """Assignments by state; ``percent`` is their mean progress, rounded down."""

    done: int = 0
    on_time: int = 0
    due_soon: int = 0
    late: int = 0
    stale: int = 0
    not_started: int = 0
    percent: int = 0

    @property
    def total(self) -> int:
        return sum(getattr(self, state) for state in STATES)


def add_up(counts: Iterable[Counts]) -> Counts:
    """The mean over assignments, not over tasks: a task at one unit weighs less than one at forty."""
    rows = list(counts)
    sums = {state: sum(getattr(row, state) for row in rows) for state in STATES}
    total = sum(sums.values())
    weighed = sum(row.percent * row.total for row in rows)
    return Counts(**sums, percent=mean_percent(weighed, total))


@dataclass(frozen=True, slots=True)
class BasisFacts:
    """A document the plan is based on; ``kind`` in words. A law is named without number and issuer."""

    kind: str
    is_law: bool
    number: str
    issued_on: str
    issuer: str
    abstract: str


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """``below``: what plans below have derived from it, in no other number."""

    pk: int
    section: str
    ordinal: str
    text: str
    leads: str
    timing: str
    counts: Counts
    below: Counts = field(default_factory=Counts)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "TaskFacts":
        # Reports frozen before derived work was printed have no such numbers.
        below = Counts(**data.get("below", {}))
        return cls(**{**data, "counts": Counts(**data["counts"]), "below": below})


@dataclass(frozen=True, slots=True)
class LateFacts:
    """One assignment past its day. ``group`` is the unit above it on the administrative line."""

    assignment: int
    group: str
    unit: str
    ordinal: str
    task: str
    due_on: str
    percent: int


@dataclass(frozen=True, slots=True)
class ObstacleFacts:
    report: int
    unit: str
    task: str
    text: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    plan: int
    title: str
    number: str
    issued_on: str
    owner: str
    superior: str
    period: str
    period_label: str
    as_of: str
    units: int
    declined: int
    waiting: int  # not yet accepted
    counts: Counts
    tasks: tuple[TaskFacts, ...] = ()
    late: tuple[LateFacts, ...] = ()
    obstacles: tuple[ObstacleFacts, ...] = ()
    letter: Letter = field(default_factory=Letter)
    # One movement of a plan that serves several; empty for the whole plan. S1-01
    movement: str = ""
    unplaced: int = 0  # tasks of the plan on no movement's contents: in no movement's report
    below: Counts = field(default_factory=Counts)  # of plans below, each once; not in ``counts``
    bases: tuple[BasisFacts, ...] = ()  # in the order in which they are printed
    activities: tuple[str, ...] = ()  # what units did, as the writer accepted it

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "PlanFacts":
        tasks = (TaskFacts.from_json(row) for row in data["tasks"])
        letter = data["letter"]
        return cls(
            **{
                **data,
                "counts": Counts(**data["counts"]),
                "tasks": tuple(tasks),
                "late": tuple(LateFacts(**row) for row in data["late"]),
                "below": Counts(**data.get("below", {})),
                "activities": tuple(data.get("activities", ())),
                "bases": tuple(BasisFacts(**row) for row in data.get("bases", ())),
                "obstacles": tuple(ObstacleFacts(**row) for row in data["obstacles"]),
                "letter": Letter(**{**letter, "recipients": tuple(letter["recipients"])}),
            }
        )
