"""The path to a target: its baseline, the targets of years between, the target itself."""

from collections import defaultdict
from collections.abc import Collection

from phongtrao.indicators.models import Indicator, Target
from phongtrao.indicators.rolling import Point

Paths = dict[int, list[Point]]


def paths_of(targets: Collection[Target]) -> Paths:
    """{target: the points up to it}; targets of the same indicator, unit and scope for years before are
    its milestones. One query."""
    rows = Target.objects.filter(indicator__in={target.indicator_id for target in targets})
    found: Paths = {}
    siblings: dict[tuple[int, int, str], list[Target]] = defaultdict(list)
    for one in rows:
        siblings[one.indicator_id, one.unit_id, one.scope].append(one)
    for target in targets:
        same = [
            Point(one.year, one.value)
            for one in siblings[target.indicator_id, target.unit_id, target.scope]
            if one.year <= target.year
        ]
        path = [*_baseline(target.indicator, target.year), *same]
        found[target.pk] = sorted(path, key=lambda point: point.year)
    return found


def _baseline(indicator: Indicator, until: int) -> list[Point]:
    """None from the goal's own year on: the path ends with the goal."""
    if indicator.baseline is None or indicator.baseline_year is None:
        return []
    if indicator.baseline_year >= until:
        return []
    return [Point(indicator.baseline_year, indicator.baseline)]
