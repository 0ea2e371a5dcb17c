"""The board of a plan: units × tasks, a state in every cell; by unit, or summed by commune."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, CharField, Count, F, Func, QuerySet, Value
from django.db.models.functions import Cast

from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Plan, TaskParty
from phongtrao.plans.queries.entries import WORST_FIRST
from phongtrao.plans.queries.status import with_progress

State = Assignment.Progress
NOBODYS = (State.DECLINED, State.JOINED, State.ENDED)


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A task as the head of a column: “II.3”, and what it says."""

    task: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit, or all units of one commune. ``cells``: task → states with their counts.

    What was declined has its cell, and is nobody's work any more: totals leave it out.
    """

    unit: int
    name: str
    units: int
    cells: dict[int, Counter[str]]

    def total(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for states in self.cells.values():
            for state, n in states.items():
                found[state] += n
        return found


def heads_of(plan: Plan) -> list[ColumnHead]:
    """The plan's tasks in order; the label says section and number, as the paper does."""
    tasks = plan.tasks.standing().order_by("position", "pk")
    rows = tasks.values_list("pk", "section", "ordinal", "text")
    return [
        ColumnHead(pk, label_of(section, ordinal, place), text)
        for place, (pk, section, ordinal, text) in enumerate(rows, start=1)
    ]


def label_of(section: str, ordinal: str, place: int) -> str:
    """“II. Thông tin” and “3” → “II.3”; without numbers, the place in the plan."""
    head, dot, _rest = section.partition(".")
    number = ordinal.strip(" .") or str(place)
    return f"{head}.{number}" if dot and len(head) <= len("XXVIII") else number


def board_units(rows: QuerySet[Assignment]) -> QuerySet[Unit]:
    """The units that have any of these assignments, in order."""
    return Unit.objects.filter(pk__in=rows.order_by().values("unit")).order_by("sort_key", "pk")


def rows_by_unit(
    rows: QuerySet[Assignment], units: list[Unit], today: date | None = None
) -> list[BoardRow]:
    """The board's rows for these units; one query."""
    cells: dict[int, dict[int, Counter[str]]] = defaultdict(dict)
    # One counter a state, shared by all cells in it: thousands of them cost half the page's time.
    single = {state.value: Counter((state.value,)) for state in State}
    found = with_progress(rows.filter(unit__in=units), today).order_by()
    for unit, task, state in found.values_list("unit_id", "task_id", "state"):
        cells[unit][task] = single[state]
    return [BoardRow(unit.pk, unit.name, 1, cells[unit.pk]) for unit in units]


def coordinated(rows: QuerySet[Assignment]) -> set[tuple[int, int]]:
    """(task, unit) of the work in which the unit only joins in; the rest it leads. S2-05."""
    joint = rows.filter(part=TaskParty.Role.COORDINATOR).order_by()
    return set(joint.values_list("task_id", "unit_id"))


def communes_of(rows: QuerySet[Assignment]) -> list[tuple[int, int]]:
    """(unit above on the administrative line, how many units) of these assignments, by name."""
    units = Unit.objects.filter(pk__in=rows.order_by().values("unit"))
    counted = dict(
        units.annotate(above=_above("admin_path")).values_list("above").annotate(n=Count("pk"))
    )
    order = Unit.objects.filter(pk__in=counted).order_by("sort_key", "pk")
    return [(pk, counted[pk]) for pk in order.values_list("pk", flat=True)]


def rows_by_commune(
    rows: QuerySet[Assignment], communes: list[tuple[int, int]], today: date | None = None
) -> list[BoardRow]:
    """One row for all units right below each of these; two queries."""
    names = dict(Unit.objects.filter(pk__in=[pk for pk, _n in communes]).values_list("pk", "name"))
    cells: dict[int, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    found = with_progress(rows, today).order_by().annotate(above=_above("unit__admin_path"))
    found = found.filter(above__in=names)
    for above, task, state, n in found.values_list("above", "task_id", "state").annotate(
        n=Count("pk")
    ):
        cells[above][task][state] = n
    return [BoardRow(pk, names[pk], n, dict(cells[pk])) for pk, n in communes]


def counted_in(states: Counter[str]) -> int:
    """How much work these are: all but what was declined, joined to the heir's, or ended."""
    return states.total() - sum(states[gone] for gone in NOBODYS)


def worst(states: Counter[str]) -> str:
    """The state that needs looking at first; empty when there is none."""
    return next((state for state in WORST_FIRST if states.get(state)), "")


def filter_states(
    rows: QuerySet[Assignment], state: str, today: date | None = None
) -> QuerySet[Assignment]:
    """Assignments whose automatic or overridden state is this one."""
    return with_progress(rows, today).filter(state=state)


def _above(field: str) -> Cast:
    """The last but one step of a path: the unit right above."""
    step = Func(F(field), Value(r"(\d+)/\d+/$"), function="substring", output_field=CharField())
    return Cast(step, BigIntegerField())
