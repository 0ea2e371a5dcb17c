"""Who stands where within a cluster. Names of those the user opens; the places count everybody."""

from dataclasses import dataclass

from phongtrao.indicators.access.totals import opened_among
from phongtrao.indicators.models import Indicator
from phongtrao.indicators.pages.totals import Reading, Result
from phongtrao.orgs.models import Cluster, ClusterSeat


@dataclass(frozen=True, slots=True)
class Place:
    place: int
    name: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Ranking:
    """``of``: how many have a number; the best first, the equal share a place."""

    cluster: Cluster
    of: int
    lines: tuple[Place, ...]


def rankings(result: Result) -> list[Ranking]:
    """Of the clusters of the day that have members at or below the unit; three queries."""
    if not result.board.periods:
        return []
    forest = result.board.rolled.ground.forest.place
    seats = ClusterSeat.objects.as_of(result.asked.day).filter(unit__in=list(forest))
    members: dict[Cluster, dict[int, str]] = {}
    for seat in seats.select_related("cluster", "unit").order_by("cluster__code", "pk"):
        members.setdefault(seat.cluster, {})[seat.unit_id] = seat.unit.name
    named = {unit for units in members.values() for unit in units}
    opened = opened_among(result.asked.user, named)
    found = [_ranked(result, cluster, units, opened) for cluster, units in members.items()]
    return [one for one in found if one.lines]


def _ranked(result: Result, cluster: Cluster, units: dict[int, str], opened: set[int]) -> Ranking:
    last = {unit: result.readings(unit=unit)[-1] for unit in units}
    known = [(one.value, unit) for unit, one in last.items() if one.value is not None]
    rises = result.goal.indicator.direction == Indicator.Direction.UP
    values = sorted((value for value, _unit in known), reverse=rises)
    lines = [
        Place(values.index(value) + 1, units[unit], last[unit])
        for value, unit in known
        if unit in opened
    ]
    return Ranking(cluster, len(known), tuple(sorted(lines, key=lambda line: line.place)))
