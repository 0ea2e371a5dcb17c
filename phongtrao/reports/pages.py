"""The numbers of a plan as a page prints them: each with the rows it is the sum of."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from phongtrao.lib.numbers import format_date
from phongtrao.plans.models import Assignment
from phongtrao.reports.comparison import Cell, Part, compare_facts
from phongtrao.reports.facts import STATES, LateFacts, ObstacleFacts, PlanFacts, TaskFacts
from phongtrao.reports.models import PlanReport

SHOWN_ROWS = 50  # on screen; the workbook holds all of them
KINDS = {"late": "late", "due_soon": "due"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, and the tasks whose numbers add up to it."""

    key: str
    label: str
    value: int
    kind: str
    rows: tuple[tuple[TaskFacts, int], ...]


@dataclass(frozen=True, slots=True)
class LateRow:
    row: LateFacts
    due_on: date | None


@dataclass(frozen=True, slots=True)
class FiguresPage:
    facts: PlanFacts
    figures: tuple[Figure, ...]
    late: tuple[LateRow, ...]
    more_late: int
    obstacles: tuple[ObstacleFacts, ...]
    more_obstacles: int
    as_of: date

    @classmethod
    def build(cls, facts: PlanFacts) -> "FiguresPage":
        late = tuple(
            LateRow(row, date.fromisoformat(row.due_on) if row.due_on else None)
            for row in facts.late[:SHOWN_ROWS]
        )
        return cls(
            facts=facts,
            figures=tuple(_figure(facts, state) for state in STATES),
            late=late,
            more_late=len(facts.late) - len(late),
            obstacles=facts.obstacles[:SHOWN_ROWS],
            more_obstacles=max(0, len(facts.obstacles) - SHOWN_ROWS),
            as_of=date.fromisoformat(facts.as_of),
        )


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of the comparison as the page prints it: each cell with its head.

    Heads say whether their column holds nothing but numbers; rows begin with the address they open.
    """

    part: Part
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, tuple[tuple[str, bool, Cell], ...]], ...]
    more: int

    @classmethod
    def of(cls, part: Part) -> "ShownPart":
        columns = zip(
            part.heads, zip(*(line.cells for line in part.lines), strict=True), strict=False
        )
        heads = tuple(
            (head, all(isinstance(cell, int) for cell in cells)) for head, cells in columns
        )
        rows = tuple(
            (line.url, tuple((*head, cell) for head, cell in zip(heads, line.cells, strict=True)))
            for line in part.lines[:SHOWN_ROWS]
        )
        return cls(part, heads, rows, max(0, len(part.lines) - SHOWN_ROWS))


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """The older version is always the left side, whichever page one came from."""

    before: PlanReport
    after: PlanReport
    parts: tuple[Part, ...]

    @classmethod
    def build(cls, one: PlanReport, other: PlanReport) -> "ComparisonPage":
        before, after = sorted((one, other), key=lambda report: report.paper.version)
        sides = (PlanFacts.from_json(report.paper.facts) for report in (before, after))
        return cls(before, after, compare_facts(*sides))

    @property
    def title(self) -> str:
        return self.after.paper.title

    @property
    def said(self) -> str:
        words = _("Phiên bản %(n)d (số liệu đến %(day)s) so với phiên bản %(m)d (%(other)s)")
        return words % {
            "n": self.after.paper.version,
            "day": format_date(self.after.as_of),
            "m": self.before.paper.version,
            "other": format_date(self.before.as_of),
        }

    @property
    def shown(self) -> list[ShownPart]:
        return [ShownPart.of(part) for part in self.parts]


def _figure(facts: PlanFacts, state: str) -> Figure:
    rows = tuple(
        (task, getattr(task.counts, state)) for task in facts.tasks if getattr(task.counts, state)
    )
    return Figure(
        key=state,
        label=str(Assignment.Progress(state).label),
        value=getattr(facts.counts, state),
        kind=KINDS.get(state, ""),
        rows=rows,
    )
