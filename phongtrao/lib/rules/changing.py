"""A rule with other numbers: its thresholds in reading order, and the rule with some of them changed.

>>> [one.value for one in thresholds(clause)]
[Fraction(2, 1), Fraction(1, 1)]
>>> with_thresholds(clause, {0: Fraction(3)})
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count

from phongtrao.lib.rules.clauses import (
    AllOf,
    AllOrAny,
    AnyOf,
    Clause,
    Count,
    Meets,
    Share,
    SomeOf,
    Streak,
    When,
    inside,
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number of a rule; ``clause``: where it stands, ``is_percent``: of a share."""

    place: int
    clause: Clause
    value: Fraction
    is_percent: bool = False


def thresholds(clause: Clause) -> list[Threshold]:
    """Every number somebody might change, in reading order: counts, percentages, years of a higher level."""
    found: list[Threshold] = []
    numbers = count()

    def note(leaf: Clause, value: Fraction) -> Fraction:
        found.append(Threshold(next(numbers), leaf, value, isinstance(leaf, Share)))
        return value

    _mapped(clause, note)
    return found


def with_thresholds(clause: Clause, values: Mapping[int, Fraction]) -> Clause:
    """The rule with other numbers at some places of ``thresholds``; all else as it was."""
    numbers = count()
    return _mapped(clause, lambda _leaf, value: values.get(next(numbers), value))


def _mapped(clause: Clause, change: Callable[[Clause, Fraction], Fraction]) -> Clause:
    match clause:
        case Count():
            return replace(clause, threshold=change(clause, clause.threshold))
        case Share():
            return replace(clause, percent=change(clause, clause.percent))
        case Streak():
            among = (
                replace(one, at_least=int(change(clause, Fraction(one.at_least))))
                for one in clause.among
            )
            return replace(clause, among=tuple(among))
    return mapped(clause, lambda part: _mapped(part, change))


def mapped(clause: Clause, change: Callable[[Clause], Clause]) -> Clause:
    """The clause with every clause right inside it changed."""
    match clause:
        case AllOf() | AnyOf() | SomeOf() | AllOrAny():
            return replace(clause, parts=tuple(map(change, clause.parts)))
        case When():
            return replace(
                clause, condition=change(clause.condition), requires=change(clause.requires)
            )
        case Meets() if clause.requires:
            return replace(clause, requires=change(clause.requires))
    return clause


def leaves(clause: Clause) -> Iterator[Clause]:
    """The clauses that have none inside, in reading order."""
    parts = inside(clause)
    if not parts:
        yield clause
    for part in parts:
        yield from leaves(part)
