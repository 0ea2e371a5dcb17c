"""The path to a target: its baseline, the targets of years between, the target itself."""

from collections.abc import Collection

from phongtrao.indicators.models import Indicator, Target
from phongtrao.indicators.rolling import Point

Paths = dict[int, list[Point]]


def paths_of(targets: Collection[Target]) -> Paths:
    """{target: the points up to it}; targets of the same indicator, unit and scope for years before are
    its milestones. One query."""
    rows = Target.objects.filter(indicator__in={target.indicator_id for target in targets})
    found: Paths = {}
    siblings = list(rows)
    for target in targets:
        same = [
            Point(one.year, one.value)
            for one in siblings
            if (one.indicator_id, one.unit_id, one.scope)
            == (target.indicator_id, target.unit_id, target.scope)
            and one.year <= target.year
        ]
        found[target.pk] = [*_baseline(target.indicator), *same]
    return found


def _baseline(indicator: Indicator) -> list[Point]:
    if indicator.baseline is None or indicator.baseline_year is None:
        return []
    return [Point(indicator.baseline_year, indicator.baseline)]
