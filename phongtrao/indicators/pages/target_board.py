"""All targets that hold for a unit, where each stands: two roll-ups at most, one for each line."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from phongtrao.indicators.access.definitions import visible_targets
from phongtrao.indicators.models import Target
from phongtrao.indicators.pages.definitions import population_words
from phongtrao.indicators.pages.totals import Asked, Goal, Reading
from phongtrao.indicators.queries.paths import paths_of
from phongtrao.indicators.queries.totals import Counting, board, periods_with_numbers, year_of
from phongtrao.lib.periods import Period
from phongtrao.orgs.models import Line, SchoolLevel, Unit


@dataclass(frozen=True, slots=True)
class TargetRow:
    """``period``: the last one anybody measured or was asked in; None before the first."""

    target: Target
    whom: str
    goal: Goal
    period: Period | None
    reading: Reading | None


@dataclass(frozen=True, eq=False)
class TargetBoard:
    asked: Asked
    rows: tuple[TargetRow, ...]

    @classmethod
    def build(cls, asked: Asked) -> "TargetBoard":
        """Targets of the unit and of those above it; of these what the unit itself comes to."""
        steps = [*_steps(asked.unit.admin_path), *_steps(asked.unit.prof_path)]
        seen = visible_targets(asked.user).filter(unit__in=steps, indicator__ended_on=None)
        targets = list(seen.order_by("indicator__sort_key", "indicator", "position", "year", "pk"))
        paths = paths_of(targets)
        goals = {
            target.pk: Goal(target.indicator, target, tuple(paths[target.pk])) for target in targets
        }
        found: dict[int, TargetRow] = {}
        for line in Line:
            on_line = [goals[target.pk] for target in targets if target.line == line]
            if on_line:
                found |= _read(asked, on_line, line)
        return cls(asked, tuple(found[target.pk] for target in targets if target.pk in found))


def _steps(path: str) -> list[int]:
    return [int(step) for step in path.split("/") if step]


def _read(asked: Asked, goals: Sequence[Goal], line: str) -> dict[int, TargetRow]:
    targets = [goal.target for goal in goals if goal.target]
    names = dict(SchoolLevel.objects.values_list("code", "name"))
    periods = periods_with_numbers({goal.indicator.pk for goal in goals}, asked.day)
    countings = [Counting.of_target(target) for target in targets]
    line = Line.ADMIN if asked.unit.kind == Unit.Kind.COMMUNE else line
    try:
        found = board(asked.unit, countings, day=asked.day, periods=periods, line=line)
    except KeyError:
        raise Http404 from None
    rows = {}
    for at, (target, goal) in enumerate(zip(targets, goals, strict=True)):
        totals = [found.total(at, period) for period in range(len(periods))]
        whom = target.scope or population_words(target, names)
        values = [found.value(at, total) for total in totals]
        years = [year_of(period) for period in periods]
        begun = goal.begun(zip(years, values, strict=True))
        known = [place for place, total in enumerate(totals) if total.measured]
        last = known[-1] if known else len(periods) - 1
        if last < 0:
            rows[target.pk] = TargetRow(target, whom, goal, None, None)
            continue
        reading = Reading(begun, totals[last], values[last], years[last])
        rows[target.pk] = TargetRow(target, whom, begun, periods[last], reading)
    return rows
