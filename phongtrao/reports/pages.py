"""The numbers of a plan as a page prints them: each with the rows it is the sum of."""

from dataclasses import dataclass
from datetime import date

from phongtrao.plans.models import Assignment
from phongtrao.reports.facts import STATES, LateFacts, ObstacleFacts, PlanFacts, TaskFacts

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
