"""The path to a goal: where an indicator should stand in a year, and whether it does.

Between the baseline and the target the path is straight, unless milestones (targets of years between) bend
it. Before the first point there is none: nothing was promised yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Track(StrEnum):
    REACHED = "reached"  # what the goal itself asks
    ON = "on"  # what the path asks of the year
    OFF = "off"
    UNKNOWN = "unknown"  # nothing measured, or no path yet


@dataclass(frozen=True, slots=True)
class Point:
    year: int
    value: Decimal


def expected(points: Iterable[Point], year: int) -> Decimal | None:
    """What the path asks of the year; after its last point that point's value. None before the first.

    >>> expected([Point(2025, Decimal(50)), Point(2030, Decimal(95))], 2027)
    Decimal('68')
    """
    ordered = sorted(points, key=lambda point: point.year)
    before = [point for point in ordered if point.year <= year]
    after = [point for point in ordered if point.year > year]
    if not before:
        return None
    if not after:
        return before[-1].value
    last, following = before[-1], after[0]
    way = (following.value - last.value) * (year - last.year)
    return last.value + way / (following.year - last.year)


def meets(value: Decimal, comparator: str, goal: Decimal) -> bool:
    """“>”, “>=”, “=”, “<=”, “<” as the paper has it. KeyError for another sign."""
    return {
        ">": value > goal,
        ">=": value >= goal,
        "=": value == goal,
        "<=": value <= goal,
        "<": value < goal,
    }[comparator]


def track(
    value: Decimal | None, comparator: str, points: Iterable[Point], year: int, *, falls: bool
) -> Track:
    """Where a value of a year stands against the last point (the goal) and the path to it.

    ``falls``: less is better. On the way the path's own value is enough, whatever the comparator:
    “above 95” asks of a year between no more than the line does.
    """
    ordered = sorted(points, key=lambda point: point.year)
    if value is None or not ordered:
        return Track.UNKNOWN
    if meets(value, comparator, ordered[-1].value):
        return Track.REACHED
    asked = expected(ordered, year)
    if asked is None:
        return Track.UNKNOWN
    if year >= ordered[-1].year:
        return Track.OFF
    return Track.ON if (value <= asked if falls else value >= asked) else Track.OFF


def share_needed(
    numerator: Decimal, denominator: Decimal, comparator: str, goal: Decimal
) -> int | None:
    """How many more units must say yes until the share meets the goal (0 to 1); None: not even all.

    >>> share_needed(Decimal(80), Decimal(100), ">", Decimal("0.95"))
    16
    """
    left = int(denominator - numerator)
    more = range(max(left, 0) + 1) if denominator else range(0)
    return next((n for n in more if meets((numerator + n) / denominator, comparator, goal)), None)
