"""A rule decided for everybody at once, over arrays; as ``deciding`` decides it for one.

An outcome is two arrays: ``met``, and ``possible`` (met, or not decidable). Nothing is guessed: what
nobody publishes is possible and not met.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from math import gcd
from operator import and_, or_
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from phongtrao.lib.facts import Subject
from phongtrao.lib.rules.asking import Ask, Days, ask_of
from phongtrao.lib.rules.catalogue import CATALOGUE, Kind
from phongtrao.lib.rules.clauses import (
    AllOf,
    Among,
    AnyOf,
    Clause,
    Count,
    Declared,
    Group,
    Meets,
    Share,
    SomeOf,
    Streak,
    When,
)
from phongtrao.lib.rules.deciding import HUNDRED, needed_of, years_asked
from phongtrao.lib.rules.population.columns import SCALE, UNKNOWN, Column, Earned, Take, first_of
from phongtrao.lib.rules.population.prepared import Numbers, Prepared
from phongtrao.lib.rules.tallies import Sign, Tally
from phongtrao.lib.rules.weighing import HIGHEST
from phongtrao.lib.rules.windows import Occasion, Window

Mask = NDArray[np.bool_]
_ROOM = 2**61  # two of them still fit
_TAKES = {Kind.TOTAL: Take.TOTAL, Kind.BEST: Take.BEST, Kind.AMOUNT: Take.LATEST}


@dataclass(frozen=True, slots=True)
class Asked:
    """Of whom a rule is asked, and when.

    ``complete_since``: names of facts whose register is whole from a day on only. ``said``: the answer
    taken for statements somebody confirms, None for nobody said; a preview takes them as confirmed.
    """

    subject: Subject
    occasion: Occasion
    complete_since: Mapping[str, date] = field(default_factory=dict)
    said: Callable[[Declared], bool | None] = lambda _statement: None


class Answers(NamedTuple):
    """Of every subject: whether it is met, whether it could be, and how many conditions stand between
    (``deciding.distance``)."""

    met: Mask
    possible: Mask
    distance: Numbers

    @property
    def undecided(self) -> Mask:
        return self.possible & ~self.met

    @property
    def near(self) -> Mask:
        """Not met, and one condition short of it."""
        return np.equal(self.distance, 1)


class Weights(NamedTuple):
    """A tally of every subject between ``low`` and ``high``, in parts of ``scale``."""

    low: Numbers
    high: Numbers
    known: Mask
    scale: int = SCALE


def evaluate(clause: Clause, prepared: Prepared, asked: Asked) -> Answers:
    """The clause for everybody; KeyError where it needs a column that was not prepared."""
    return _Evaluation(asked, len(prepared), prepared.numbers).answer(clause)


def columns_of(clause: Clause, asked: Asked) -> list[Column]:
    """What has to be prepared to evaluate the clause: it is evaluated on nobody, and listened to."""
    heard: dict[Column, None] = {}

    def hear(column: Column) -> Numbers:
        heard[column] = None
        return np.empty(0, np.int64)

    _Evaluation(asked, 0, hear).answer(clause)
    return list(heard)


@dataclass(frozen=True, slots=True)
class _Evaluation:
    asked: Asked
    size: int
    numbers: Callable[[Column], Numbers]
    seen: dict[tuple[Column, int], Numbers] = field(default_factory=dict)

    def answer(self, clause: Clause) -> Answers:
        match clause:
            case Count() | Share():
                return self._yearly(clause)
            case Streak():
                return self._streak(clause)
            case Declared():
                return self._constant(self.asked.said(clause))
            case When() | Meets():
                return self._inner(clause)
        return _group(clause, [self.answer(part) for part in clause.parts])

    def _inner(self, clause: When | Meets) -> Answers:
        if isinstance(clause, Meets):
            return self.answer(clause.requires) if clause.requires else self._constant(None)
        touched, then = self.answer(clause.condition), self.answer(clause.requires)
        met, possible = ~touched.possible | then.met, ~touched.met | then.possible
        return Answers(met, possible, np.where(possible, 0, then.distance))

    def _constant(self, answer: bool | None) -> Answers:  # noqa: FBT001 -- it is the value itself
        return _leaf(np.full(self.size, answer is True), np.full(self.size, answer is not False))

    # -------------------------------------------------------------- numbers

    def _yearly(self, clause: Count | Share) -> Answers:
        if not clause.each_year:
            return self._once(clause, clause.window)
        years, _left_out = years_asked(clause, self.asked.occasion)
        if not years:
            return self._constant(None)
        return _every(
            [
                self._once(clause, Window.of_years(year, year), is_over=is_over)
                for year, is_over in years
            ]
        )

    def _once(self, clause: Count | Share, window: Window, *, is_over: bool = True) -> Answers:
        if isinstance(clause, Count):
            tally = self._weigh(clause.tally, window)
            if not is_over:
                tally = tally._replace(high=self._unlimited(tally.scale))
            top, bottom = clause.threshold.as_integer_ratio()
            low, high = (_times(one, bottom) for one in (tally.low, tally.high))
            return _known(_compare(clause.sign, low, high, top * tally.scale), tally.known)
        part, whole = self._weigh(clause.part, window), self._weigh(clause.whole, window)
        top, bottom = clause.percent.as_integer_ratio()
        common = gcd(part.scale, whole.scale)
        share, of = HUNDRED * bottom * whole.scale // common, top * part.scale // common
        # part.low ÷ whole.high ≤ the share ≤ part.high ÷ whole.low
        low = _minus(_times(part.low, share), _times(whole.high, of))
        high = _minus(_times(part.high, share), _times(whole.low, of))
        held = _compare(clause.sign, low, high, 0)
        return _known(held, part.known & whole.known & (whole.low > 0))

    def _weigh(self, tally: Tally, window: Window) -> Weights:
        kind = CATALOGUE[tally.fact].kind
        if kind == Kind.YEARLY:
            return self._years_of_level(tally, window)
        days = window.days(self.asked.occasion)
        ask = self._ask(tally, days)
        if ask is None or days is None:
            return self._unknown()
        column = self._column(tally, ask, days)
        unsure: Mask = np.zeros(self.size, np.bool_)
        if window.after is not None:
            earned = self._ask(window.after, days)
            if earned is None:
                return self._unknown()
            column = self._column(tally, ask, days, after=Earned(earned, days[1]))
            if window.after.fact in self.asked.complete_since:
                unsure = self.numbers(Column(earned, Take.LAST, days)) == 0
        found = self.numbers(column)
        if kind in {Kind.EVENTS, Kind.BEST}:
            scale = 1 if kind == Kind.EVENTS else SCALE
            complete = self.asked.complete_since.get(tally.fact)
            high = (
                found
                if complete is None
                else self._high(found, days, column, complete, scale=scale)
            )
            return Weights(found, high, ~unsure, scale)
        return Weights(found, found, (found != UNKNOWN) & ~unsure)

    def _unlimited(self, scale: int) -> Numbers:
        return np.full(self.size, HIGHEST * scale, np.int64)

    def _high(
        self, low: Numbers, days: Days, column: Column, complete: date, *, scale: int
    ) -> Numbers:
        """As many as one likes where the register begins after the window does."""
        unlimited = self._unlimited(scale)
        if column.after is None:
            return low if days[0] >= complete else unlimited
        last = self.numbers(Column(column.after.ask, Take.LAST, days))
        return np.where(last >= (complete - date.min).days - 1, low, unlimited)

    def _unknown(self) -> Weights:
        nothing = np.zeros(self.size, np.int64)
        return Weights(nothing, nothing, np.zeros(self.size, np.bool_))

    def _ask(self, tally: Tally, days: Days | None) -> Ask | None:
        asked = self.asked
        return ask_of(tally, asked.subject, days, asked.occasion.on) if days else None

    def _column(self, tally: Tally, ask: Ask, days: Days, *, after: Earned | None = None) -> Column:
        known = CATALOGUE[tally.fact]
        take = _TAKES.get(known.kind, Take.COUNT)
        level = known.rank(tally.level) if tally.level and take == Take.COUNT else 0
        return Column(ask, take, None if known.is_lasting else days, level, after)

    # -------------------------------------------------------------- years

    def _years_of_level(self, tally: Tally, window: Window) -> Weights:
        years = self._years(tally, window)
        if not years:
            return self._unknown()
        low, lacking = (
            _how_many([one.reached for one in years]),
            _how_many([one.lacking for one in years]),
        )
        return Weights(low, low + lacking, np.ones(self.size, np.bool_), scale=1)

    def _streak(self, clause: Streak) -> Answers:
        years = self._years(Tally(clause.fact, level=clause.level), clause.window)
        if not years:
            return self._constant(None)
        each = [_leaf(~year.failed & ~year.lacking, ~year.failed) for year in years]
        none_asked = ~reduce(or_, [year.rated | year.lacking for year in years])
        each.append(_leaf(~none_asked, np.ones(self.size, np.bool_)))
        return _every([*each, *(self._higher(clause, one) for one in clause.among)])

    def _higher(self, clause: Streak, among: Among) -> Answers:
        weights = self._weigh(Tally(clause.fact, level=among.level), clause.window)
        held = _compare(Sign.AT_LEAST, weights.low, weights.high, among.at_least)
        return _known(held, weights.known)

    def _years(self, tally: Tally, window: Window) -> "list[_Year]":
        """Each year of the window; empty where nobody publishes them or no window can be told."""
        occasion, levels = self.asked.occasion, len(CATALOGUE[tally.fact].levels)
        too_low = sum(1 << place for place in range(1, CATALOGUE[tally.fact].rank(tally.level)))
        found = []
        for year in window.years(occasion):
            column = self._column_of(tally, year, levels)
            if column is None:
                return []
            seen = self._seen(column, year)
            rated, failed = seen > 1, (seen & too_low) != 0
            lacking = (seen == 0) & (occasion.days_of(year).end <= occasion.on)
            found.append(_Year(rated, rated & ~failed, failed, lacking))
        return found

    def _seen(self, column: Column, year: int) -> Numbers:
        """The bits of a year: the lowest for rated with no level, then one for each level; taken out once."""
        if (column, year) not in self.seen:
            bits = self.numbers(column) >> column.shift(year) & ((1 << column.levels + 1) - 1)
            self.seen[column, year] = bits.astype(np.int16)
        return self.seen[column, year]

    def _column_of(self, tally: Tally, year: int, levels: int) -> Column | None:
        """The column that holds a year; all years of its stretch are asked for at once."""
        calendar = self.asked.occasion.calendar
        stretch = Column(Ask("", ()), Take.YEARS, first=first_of(year, levels), levels=levels, calendar=calendar)  # fmt: skip
        starts = stretch.starts()
        bare = Tally(tally.fact, tally.where)
        ask = self._ask(bare, (starts[0], starts[-1]))
        if ask is None:
            return None
        return Column(
            ask, Take.YEARS, first=stretch.first, levels=levels, calendar=stretch.calendar
        )


class _Year(NamedTuple):
    """One year of everybody: rated at all, every rating high enough, one too low, over without any."""

    rated: Mask
    reached: Mask
    failed: Mask
    lacking: Mask


# ------------------------------------------------------------------ answers


def _leaf(met: Mask, possible: Mask) -> Answers:
    return Answers(met, possible, (~possible).astype(np.int16))


def _every(parts: Sequence[Answers]) -> Answers:
    """All of them; each that fails is a condition of its own."""
    met = reduce(and_, [part.met for part in parts])
    possible = reduce(and_, [part.possible for part in parts])
    return Answers(met, possible, reduce(np.add, [part.distance for part in parts]))


def _group(clause: Group, parts: Sequence[Answers]) -> Answers:
    match clause:
        case AllOf():
            return _every(parts)
        case AnyOf():
            return _some(parts, 1, 1)
        case SomeOf():
            return _some(parts, clause.needed, clause.needed)
    readings = needed_of(clause)
    return _some(parts, max(readings), min(readings))


def _some(parts: Sequence[Answers], for_met: int, for_possible: int) -> Answers:
    """So many of them; while a reading is open, the stricter decides what is met, the other what is not."""
    met = _how_many([part.met for part in parts]) >= for_met
    possible = _how_many([part.possible for part in parts]) >= for_possible
    each = np.sort([part.distance for part in parts], axis=0)
    return Answers(met, possible, np.where(possible, 0, each[:for_possible].sum(axis=0)))


def _known(held: tuple[Mask, Mask], known: Mask) -> Answers:
    met, possible = held
    return _leaf(met & known, possible | ~known)


def _compare(sign: Sign, low: Numbers, high: Numbers, threshold: int) -> tuple[Mask, Mask]:
    """Whether it holds for every number from ``low`` to ``high``, and whether for any."""
    match sign:
        case Sign.AT_LEAST:
            return low >= threshold, high >= threshold
        case Sign.MORE_THAN:
            return low > threshold, high > threshold
        case Sign.AT_MOST:
            return high <= threshold, low <= threshold
        case Sign.LESS_THAN:
            return high < threshold, low < threshold
    return (low == threshold) & (high == threshold), (low <= threshold) & (threshold <= high)


def _how_many(masks: Sequence[Mask]) -> Numbers:
    return reduce(np.add, [mask.astype(np.int16) for mask in masks])


def _times(numbers: Numbers, factor: int) -> Numbers:
    """Whole numbers times a whole number: in 64 bits, or as Python's own where a rule has one too large."""
    if factor == 1:
        return numbers
    highest = int(np.abs(numbers).max(initial=0))
    is_large = max(highest, 1) * factor > _ROOM
    product: Numbers = numbers.astype(object if is_large else np.int64) * factor
    return product


def _minus(one: Numbers, other: Numbers) -> Numbers:
    if object in (one.dtype, other.dtype):
        one, other = one.astype(object), other.astype(object)
    difference: Numbers = one - other
    return difference
