"""What indicators are computed from: the tasks of plans at a unit that fall due in a year, and the
targets of the year. S1-52.

A task counts as everywhere (``plans.queries.tally``): what was dropped is nobody's, what was given by two
masters counts once, what a unit set itself does not count here. Early is done on a day before its due day.
A target is exceeded where the accepted number of the year is better than what the path to the target asks
of that year; reaching it is not exceeding it. Without a baseline there is no path before the target's own
year: where a unit began is for its page to draw, not to be judged by.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from phongtrao.indicators.checks import Number
from phongtrao.indicators.models import Indicator, Measurement, Target
from phongtrao.indicators.queries.paths import paths_of
from phongtrao.indicators.rolling import expected
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.periods import read_period
from phongtrao.plans.queries import tally
from phongtrao.plans.queries.entries import entries

C = Indicator.Computed
COUNTS_NOTHING = {Plan.Status.DRAFT}
EARLY = tally.DONE & Q(done_on__lt=F("due_on"))
SHARED = {Indicator.Rolling.RATIO, Indicator.Rolling.MEAN}  # what asks the same of one and of all
FULFILS = {C.TASKS_DONE: tally.DONE, C.TASKS_EARLY: EARLY}


@dataclass(frozen=True, slots=True)
class Share:
    """Of one unit: how many of how many."""

    unit: int
    fulfilled: int
    counted: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A number of a unit beside what the year asks; ``better``: exceeded."""

    target: Target
    measurement: Measurement
    value: Decimal
    asked: Decimal

    @property
    def better(self) -> bool:
        falls = self.target.indicator.direction == Indicator.Direction.DOWN
        return self.value < self.asked if falls else self.value > self.asked


def shares(indicator: Indicator, year: int, today: date) -> list[Share]:
    """Of every unit of the owner with something to count."""
    if indicator.computed_from == C.TARGETS_BEYOND:
        return _of_targets(judged_numbers(indicator, year))
    of_unit = work_of_year(indicator, year, today).order_by().values("unit")
    fulfils = FULFILS[C(indicator.computed_from)]
    counted = of_unit.annotate(counted=Count("pk"), fulfilled=Count("pk", filter=fulfils))
    rows = counted.values_list("unit", "fulfilled", "counted")
    return [Share(*row) for row in rows]


def work_of_year(indicator: Indicator, year: int, today: date) -> QuerySet[Any, Any]:
    """Entries that count: of the plans the indicator belongs to, of all where it names none."""
    owner = indicator.owner
    rows = Assignment.objects.filter(below(owner, "unit__"), task__local_to=None)
    rows = rows.exclude(task__plan__status__in=COUNTS_NOTHING)
    if plans := list(indicator.plans.values_list("pk", flat=True)):
        rows = rows.filter(task__plan__in=plans)
    return entries(rows, today).filter(tally.COUNTED, due_on__year=year)


def judged_numbers(
    indicator: Indicator, year: int, units: Sequence[int] | None = None
) -> list[Judged]:
    """The accepted numbers of the year that a target asks something of: each by the unit's own target, else
    by the owner's."""
    asking = _asking(indicator, year, units)
    own = {(one.indicator_id, one.scope, one.unit_id) for one, _goal in asking}
    numbers = _numbers_of_year({one.indicator_id for one, _goal in asking}, year, units)
    found = []
    for target, goal in asking:
        rows = numbers.get(target.indicator_id, ())
        meant = _meant(target, indicator.owner, [row.unit_id for row in rows])
        for row in rows:
            is_own = row.unit_id == target.unit_id
            if row.unit_id not in meant or not (
                is_own or (target.indicator_id, target.scope, row.unit_id) not in own
            ):
                continue
            number = Number(row.numerator, row.denominator)
            value = number.value(is_percent=target.indicator.is_percent)
            if value is not None:
                found.append(Judged(target, row, value, goal))
    return found


def _asking(
    indicator: Indicator, year: int, units: Sequence[int] | None
) -> list[tuple[Target, Decimal]]:
    """Targets of the owner, and what units below made of them, with what the path asks of the year."""
    owner = indicator.owner
    localised = Q(below(owner, "unit__"), derived_from__isnull=False)
    if units is not None:
        localised &= Q(unit__in=units)
    targets = Target.objects.filter(Q(unit=owner) | localised, indicator__computed_from="")
    if plans := list(indicator.plans.values_list("pk", flat=True)):
        targets = targets.filter(indicator__plans__in=plans).distinct()
    rows = list(targets.select_related("indicator").order_by("indicator", "year", "pk"))
    set_here = {(one.indicator_id, one.scope) for one in rows if one.unit_id == owner.pk}
    rows = [one for one in rows if (one.indicator_id, one.scope) in set_here]
    paths = paths_of(rows)
    asked = ((one, expected(paths[one.pk], year)) for one in _nearest(rows, year))
    return [(one, goal) for one, goal in asked if goal is not None]


def _meant(target: Target, owner: Unit, units: Collection[int]) -> set[int]:
    """Those of the units. What is added up is asked of the whole: five thousand of a province are not asked
    of each school, but what a school made of it for itself is asked of the school."""
    if target.unit_id != owner.pk or target.indicator.rolling not in SHARED:
        return {target.unit_id} & set(units)
    if not units:
        return set()
    rows = Unit.objects.filter(below(target.unit, ""), target.population(), pk__in=units)
    return set(rows.values_list("pk", flat=True))


def _of_targets(judged: Iterable[Judged]) -> list[Share]:
    counts: dict[int, list[int]] = {}
    for one in judged:
        mine = counts.setdefault(one.measurement.unit_id, [0, 0])
        mine[0] += one.better
        mine[1] += 1
    return [Share(unit, better, number) for unit, (better, number) in counts.items()]


def _nearest(targets: Sequence[Target], year: int) -> list[Target]:
    """Of each indicator, scope and unit the first target that is not past, else the last: one path, asked
    once."""
    found: dict[tuple[int, str, int], Target] = {}
    for target in targets:
        key = target.indicator_id, target.scope, target.unit_id
        if key not in found or found[key].year < year:
            found[key] = target
    return list(found.values())


def _numbers_of_year(
    indicators: Iterable[int], year: int, units: Sequence[int] | None
) -> dict[int, list[Measurement]]:
    """The wholes of each indicator; of a unit with several periods that ended in the year the last."""
    rows = Measurement.objects.counted().filter(indicator__in=indicators)
    if units is not None:
        rows = rows.filter(unit__in=units)
    keys = rows.values_list("period", flat=True).distinct()
    ends = {key: read_period(key).end for key in keys}
    inside = [key for key, end in ends.items() if end.year == year]
    last: dict[tuple[int, int], Measurement] = {}
    for row in rows.filter(period__in=inside).select_related("unit"):
        key = row.indicator_id, row.unit_id
        if key not in last or ends[last[key].period] < ends[row.period]:
            last[key] = row
    found: dict[int, list[Measurement]] = {}
    for row in last.values():
        found.setdefault(row.indicator_id, []).append(row)
    return found


def below(unit: Unit, prefix: str) -> Q:
    """At or below, on either line."""
    said = [(f"{prefix}{line}_path__startswith", path) for line, path in _paths(unit)]
    return Q(*said, _connector=Q.OR)


def _paths(unit: Unit) -> list[tuple[str, str]]:
    return [("admin", unit.admin_path), ("prof", unit.prof_path)]
