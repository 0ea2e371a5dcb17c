"""From cells of units to totals of everybody above them; what one change makes of them.

``Rolled`` keeps the cells beside the totals, so that a changed number is told to its ancestors alone and
a “what if” is the same change on a copy of one indicator.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from phongtrao.indicators.rolling.cells import SCALE, Cells, Mask, Numbers
from phongtrao.indicators.rolling.ground import Former, Ground
from phongtrao.indicators.rolling.rules import How, Rule, Total, as_typed

Counts = NDArray[np.int32]
_LIMIT = 2.0**63


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Who counts and who was asked: masks that fit (indicators, periods, columns), a 1 where it is the
    same for all. ``within``: the population, whose numbers count; ``due``: those of it that stood in the
    period and should have a number."""

    within: Mask
    due: Mask

    @classmethod
    def of(cls, columns: Sequence[bool]) -> "Asked":
        """Whose numbers count, the same for all indicators and periods; all of them are asked."""
        mask = np.array(columns, np.bool_)[None, None]
        return cls(mask, mask)

    def part(self, indicators: slice, columns: Sequence[int] | slice = slice(None)) -> "Asked":
        return Asked(*(_fitting(mask, indicators, columns) for mask in (self.within, self.due)))


def _fitting(mask: Mask, indicators: slice, columns: Sequence[int] | slice) -> Mask:
    mask = mask[indicators] if mask.shape[0] > 1 else mask
    return mask[..., columns] if mask.shape[-1] > 1 else mask


EVERYBODY = Asked(np.ones((1, 1, 1), np.bool_), np.ones((1, 1, 1), np.bool_))


@dataclass(slots=True, eq=False)
class Totals:
    """Four arrays (indicators, periods, units of the forest); how many fits into 32 bits."""

    numerators: Numbers
    denominators: Numbers
    measured: Counts
    missing: Counts

    def arrays(self) -> tuple[NDArray[Any], ...]:
        return self.numerators, self.denominators, self.measured, self.missing


@dataclass(frozen=True, eq=False)
class Rolled:
    """``at`` answers for one unit; ``change`` takes a new number in."""

    ground: Ground
    rules: tuple[Rule, ...]
    cells: Cells
    asked: Asked
    totals: Totals

    def at(self, unit: int, indicator: int = 0, period: int = 0) -> Total:
        """The total of a unit that stands, by the numbers of indicator and period. KeyError otherwise."""
        place = (indicator, period, self.ground.forest.place[unit])
        numerator, denominator, measured, missing = (a[place] for a in self.totals.arrays())
        rule = self.rules[indicator]
        return Total(rule, as_typed(numerator), as_typed(denominator), int(measured), int(missing))

    def own(self) -> Totals:
        """What each column says for itself: (indicators, periods, columns), held on where the rule says so."""
        return _shares(self.ground, self.cells, self.rules, self.asked)

    def change(
        self, unit: int, cell: tuple[int, int] | None, indicator: int = 0, period: int = 0
    ) -> None:
        """A unit's number is another (None: no number any more): its ancestors follow."""
        self.change_all(unit, {(indicator, period): cell})

    def change_all(self, unit: int, cells: dict[tuple[int, int], tuple[int, int] | None]) -> None:
        """Many numbers of one unit at once: {(indicator, period): cell}.

        Formers are looked at again, whose last number held on until the unit reported.
        """
        column = self.ground.column[unit]
        columns = [column, *self.ground.formers_of(column)]
        before = self._of(columns)
        for (indicator, period), cell in cells.items():
            self.cells.put((indicator, period, column), cell)
        for at, (old, new) in enumerate(zip(before, self._of(columns), strict=True)):
            self._tell(columns, at, new - old)

    def _of(self, columns: list[int]) -> tuple[Numbers, ...]:
        shares = _shares(self.ground, self.cells, self.rules, self.asked, columns=columns)
        return shares.arrays()

    def _tell(self, columns: list[int], array: int, differences: Numbers) -> None:
        totals, forest = self.totals.arrays()[array], self.ground.forest
        adds_up = np.array([rule.how is not How.LATEST for rule in self.rules])
        for at, column in enumerate(columns):
            counted = self.ground.nodes_of(column)
            if column < len(forest):
                totals[~adds_up, :, column] += differences[~adds_up, :, at]
            for node, weight in zip(counted.nodes, counted.weights, strict=True):
                for above in forest.upwards(int(node)):
                    totals[adds_up, :, above] += differences[adds_up, :, at] * weight


def roll_up(
    ground: Ground, cells: Cells, rules: Sequence[Rule], asked: Asked = EVERYBODY
) -> Rolled:
    """Totals of every unit, one indicator after the other so that little memory is needed beside them.

    OverflowError where a sum does not fit into 63 bits (nine hundred thousand billions).
    """
    shape = (len(rules), cells.known.shape[1], len(ground.forest))
    totals = Totals(
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int32),
        np.zeros(shape, np.int32),
    )
    for at, rule in enumerate(rules):
        one = slice(at, at + 1)
        shares = _shares(ground, cells.part(one), (rule,), asked.part(one))
        for sums, own in zip(totals.arrays(), shares.arrays(), strict=True):
            sums[one] = _added(ground, own, rule)
    return Rolled(ground, tuple(rules), cells, asked, totals)


def _added(ground: Ground, own: Numbers, rule: Rule) -> Numbers:
    if np.abs(own).sum(axis=-1, dtype=np.float64).max(initial=0) >= _LIMIT:
        raise OverflowError("the sum of an indicator does not fit into 63 bits")
    ahead = len(ground.forest)
    nodes = own[..., :ahead].copy()
    if rule.how is How.LATEST:
        return nodes
    for at, former in enumerate(ground.formers, start=ahead):
        nodes[..., former.counted.nodes] += own[..., at, None] * former.counted.weights
    return ground.forest.sums(nodes)


def _shares(
    ground: Ground,
    cells: Cells,
    rules: Sequence[Rule],
    asked: Asked,
    *,
    columns: list[int] | None = None,
) -> Totals:
    """What each column adds to whoever counts it; all columns, or those named.

    A number that holds on is a number: its unit is not missing.
    """
    every = slice(0, len(rules))
    carried = _carried(ground, cells, rules, columns)
    seen = asked.part(every, slice(None) if columns is None else columns)
    counts = carried.known & seen.within
    missing = ~carried.known & seen.due & seen.within
    numerators, denominators = _in_one(carried, rules)
    return Totals(
        np.where(counts, numerators, 0),
        np.where(counts, denominators, 0),
        counts.astype(np.int32),
        missing.astype(np.int32),
    )


def _in_one(cells: Cells, rules: Sequence[Rule]) -> tuple[Numbers, Numbers]:
    """Of a mean, the unit's own quotient (rounded to ten-thousandths) over one; else as they are."""
    is_mean = np.array([rule.how is How.MEAN for rule in rules])[:, None, None]
    if not is_mean.any():
        return cells.numerators, cells.denominators
    by = np.where(cells.denominators == 0, SCALE, cells.denominators)
    half = np.abs(by) // 2
    quotients = _times_scale_over(cells.numerators, by, half)
    own = np.where(is_mean, quotients, cells.numerators)
    return own, np.where(is_mean, SCALE, cells.denominators)


def _times_scale_over(numbers: Numbers, by: Numbers, half: Numbers) -> Numbers:
    """numbers × 10⁴ ÷ by, rounded half up, without leaving 63 bits on the way."""
    whole, rest = np.divmod(numbers, by)
    quotients: Numbers = whole * SCALE + (rest * SCALE + half) // by
    return quotients


def _carried(
    ground: Ground, cells: Cells, rules: Sequence[Rule], columns: list[int] | None
) -> Cells:
    """With the last known number held on where the rule says so."""
    every = slice(0, len(rules))
    on = np.array([rule.cumulative for rule in rules])[:, None]
    found = cells.part(every, slice(None) if columns is None else columns)
    if not on.any():
        return found
    found = found.copy()
    may = _may_hold_on(ground, cells, columns)
    for period in range(1, found.known.shape[1]):
        before = (slice(None), period - 1)
        now = (slice(None), period)
        takes = on & ~found.known[now] & found.known[before] & may[now]
        for array in (found.numerators, found.denominators):
            np.copyto(array[now], array[before], where=takes)
        np.logical_or(found.known[now], takes, out=found.known[now])
    return found


def _may_hold_on(ground: Ground, cells: Cells, columns: list[int] | None) -> Mask:
    """A former's last number holds until one of those that follow it has a number of its own."""
    width = ground.width if columns is None else len(columns)
    may = np.ones((*cells.known.shape[:2], width), np.bool_)
    for place, former in _formers_among(ground, columns):
        said: Mask = np.any(cells.known[..., list(former.followers)], axis=-1)
        said[:, : former.ended] = False
        may[..., place] = ~np.logical_or.accumulate(said, axis=-1)
    return may


def _formers_among(ground: Ground, columns: list[int] | None) -> Iterator[tuple[int, Former]]:
    """(place among the columns, the former): of all columns, or of those named."""
    ahead = len(ground.forest)
    if columns is None:
        yield from enumerate(ground.formers, start=ahead)
    else:
        named = ((at, column - ahead) for at, column in enumerate(columns) if column >= ahead)
        yield from ((at, ground.formers[former]) for at, former in named)
