"""A rule asked of one subject: a verdict for every clause, with the facts it rests on.

The facts come from a ``Record``; who fills it (awards, from ``lib.facts``) is no matter here, and
a population is evaluated elsewhere, by the same definition. A year that is not over yet is left out
and named, never counted as failed; a rating nobody has entered is unknown, never failed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from phongtrao.lib.facts import Fact
from phongtrao.lib.rules.catalogue import CATALOGUE, Kind
from phongtrao.lib.rules.clauses import (
    AllOf,
    AllOrAny,
    AnyOf,
    Clause,
    Count,
    Declared,
    Group,
    Rule,
    Share,
    Sign,
    SomeOf,
    Streak,
    Tally,
)
from phongtrao.lib.rules.outcomes import Outcome, outcome_of, settle
from phongtrao.lib.rules.windows import Occasion, Window

HUNDRED = 100


class Record(Protocol):
    """What is known of one subject."""

    def facts(self, tally: Tally, /) -> Sequence[Fact] | None:
        """The facts of the tally's name and parameters, whatever their level and day; None where
        nobody publishes them, so that they are unknown."""

    def declared(self, statement: str, /) -> bool | None:
        """What was confirmed of the statement; None where nobody has said."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of one clause.

    ``facts``: what it rests on; ``missing``: the catalogue names, statements or years whose lack
    leaves it undecided; ``left_out``: years not over yet, or in which nothing was due; ``found``: the
    number reached, where there is one; ``year``: the year asked, for a part of a yearly clause.
    """

    outcome: Outcome
    clause: Clause
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()
    left_out: tuple[int, ...] = ()
    found: Fraction | None = None
    year: int | None = None
    parts: "tuple[Verdict, ...]" = ()


def decide(rule: Rule | Clause, record: Record, occasion: Occasion) -> Verdict:
    """The verdict of a rule or clause on one subject; never raises for what is not known."""
    clause = rule.requires if isinstance(rule, Rule) else rule
    match clause:
        case Count() | Share():
            return _yearly(clause, record, occasion)
        case Streak():
            return _streak(clause, record, occasion)
        case Declared():
            answer = record.declared(clause.statement)
            missing = (clause.statement,) if answer is None else ()
            return Verdict(outcome_of(answer), clause, missing=missing)
    return _group(clause, [decide(part, record, occasion) for part in clause.parts])


def needed_of(clause: Group) -> tuple[int, ...]:
    """How many parts each reading of a group needs; two numbers while a reading is open."""
    every = len(clause.parts)
    match clause:
        case AllOf() | AllOrAny(meant="all"):
            return (every,)
        case AnyOf() | AllOrAny(meant="any"):
            return (1,)
        case SomeOf():
            return (clause.needed,)
    return (every, 1)


def _group(clause: Group, parts: list[Verdict]) -> Verdict:
    outcomes = [part.outcome for part in parts]
    readings = {settle(needed, outcomes) for needed in needed_of(clause)}
    outcome = readings.pop() if len(readings) == 1 else Outcome.UNDECIDABLE
    open_parts = (part for part in parts if part.outcome == Outcome.UNDECIDABLE)
    missing = [name for part in open_parts for name in part.missing]
    if outcome != Outcome.UNDECIDABLE:
        missing = []
    return Verdict(outcome, clause, missing=_unique(missing), parts=tuple(parts))


# ------------------------------------------------------------------ numbers


def _yearly(clause: Count | Share, record: Record, occasion: Occasion) -> Verdict:
    if not clause.each_year:
        return _once(clause, record, occasion, clause.window)
    due, ahead = _due_years(clause.window, occasion)
    parts = [
        _once(clause, record, occasion, Window.of_years(year, year), year=year) for year in due
    ]
    outcome = settle(len(parts), [part.outcome for part in parts])
    if not parts:  # no year is over yet: nothing failed, nothing shown
        outcome = Outcome.UNDECIDABLE
    missing = _unique(name for part in parts for name in part.missing)
    kept = missing if outcome == Outcome.UNDECIDABLE else ()
    return Verdict(outcome, clause, missing=kept, left_out=ahead, parts=tuple(parts))


def _once(
    clause: Count | Share,
    record: Record,
    occasion: Occasion,
    window: Window,
    *,
    year: int | None = None,
) -> Verdict:
    """The clause over one window as a whole: the number, at its lowest and its highest."""
    tallies = (clause.tally,) if isinstance(clause, Count) else (clause.part, clause.whole)
    weighed = [_weigh(tally, record, occasion, window) for tally in tallies]
    facts = tuple(fact for one in weighed for fact in one.facts)
    missing = _unique(name for one in weighed for name in one.missing)
    number, sign = _number_of(clause, weighed), clause.sign
    if number is None:
        return Verdict(Outcome.UNDECIDABLE, clause, facts, missing, year=year)
    low, high = number
    threshold = clause.threshold if isinstance(clause, Count) else clause.percent
    outcome = outcome_of(_compare(sign, low, high, threshold))
    kept = missing if outcome == Outcome.UNDECIDABLE else ()
    return Verdict(outcome, clause, facts, kept, found=low, year=year)


def _number_of(
    clause: Count | Share, weighed: "list[_Weighed]"
) -> tuple[Fraction, Fraction] | None:
    part = weighed[0]
    if not all(one.is_known for one in weighed):
        return None
    if isinstance(clause, Count):
        return part.low, part.high
    whole = weighed[1]
    if not whole.low:  # a share of nothing is no share
        return None
    return part.low * HUNDRED / whole.high, part.high * HUNDRED / whole.low


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What a tally comes to: between ``low`` and ``high``, equal unless years are unknown."""

    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()
    is_known: bool = True


def _weigh(tally: Tally, record: Record, occasion: Occasion, window: Window) -> _Weighed:
    known, days = record.facts(tally), window.days(occasion)
    if known is None or days is None:
        return _Weighed(missing=(tally.fact,), is_known=False)
    inside = tuple(fact for fact in known if _is_between(fact, days))
    match CATALOGUE[tally.fact].kind:
        case Kind.AMOUNT:
            return _amount(tally, inside)
        case Kind.BEST:
            return _best(inside)
        case Kind.YEARLY:
            return _years_of_level(tally, inside, occasion, window)
    counted = tuple(fact for fact in inside if _reaches(fact, tally))
    return _Weighed(Fraction(len(counted)), Fraction(len(counted)), counted)


def _amount(tally: Tally, facts: Sequence[Fact]) -> _Weighed:
    latest = max(facts, key=lambda fact: fact.date or date.min, default=None)
    if latest is None or latest.value is None:
        return _Weighed(missing=(tally.fact,), is_known=False)
    number = Fraction(str(latest.value))
    return _Weighed(number, number, (latest,))


def _best(facts: Sequence[Fact]) -> _Weighed:
    """Two tasks with 60 and 20 % are not a share of 20: one that is enough is enough."""
    told = [fact for fact in facts if fact.value is not None]
    if not told:
        return _Weighed()
    best = max(told, key=lambda fact: Fraction(str(fact.value)))
    number = Fraction(str(best.value))
    return _Weighed(number, number, (best,))


def _years_of_level(
    tally: Tally, facts: Sequence[Fact], occasion: Occasion, window: Window
) -> _Weighed:
    """Years of a level; a year that is over and has no rating may still turn out to have been one."""
    reached = tuple(fact for fact in facts if _reaches(fact, tally))
    due, _ahead = _due_years(window, occasion)
    lacking = [year for year in due if not any(_is_of(fact, year, occasion) for fact in facts)]
    low = Fraction(len(reached))
    return _Weighed(low, low + len(lacking), reached, _named(tally.fact, lacking))


def _compare(sign: Sign, low: Fraction, high: Fraction, threshold: Fraction) -> bool | None:
    """Whether it holds for every number from ``low`` to ``high``; None where it depends."""
    if sign == Sign.EXACTLY:
        if low == high:
            return low == threshold
        return None if low <= threshold <= high else False
    at_low, at_high = sign.holds(low, threshold), sign.holds(high, threshold)
    return at_low if at_low == at_high else None


# ------------------------------------------------------------------ years in a row


def _streak(clause: Streak, record: Record, occasion: Occasion) -> Verdict:
    tally = Tally(clause.fact, level=clause.level)
    known = record.facts(tally)
    due, ahead = _due_years(clause.window, occasion)
    if known is None or not due:
        missing: tuple[str, ...] = (clause.fact,) if known is None else ()
        return Verdict(Outcome.UNDECIDABLE, clause, missing=missing, left_out=ahead)
    of_year = {year: [fact for fact in known if _is_of(fact, year, occasion)] for year in due}
    exempt = [year for year, facts in of_year.items() if _is_exempt(facts)]
    asked = [year for year in due if year not in exempt]
    years = [_year_of_streak(clause, tally, of_year[year], year) for year in asked]
    higher = [_once(count, record, occasion, clause.window) for count in _counts_among(clause)]
    parts = [*years, *higher]
    outcomes = [part.outcome for part in parts] + [Outcome.UNDECIDABLE] * (not asked)
    outcome = settle(len(outcomes), outcomes)
    missing = _unique(name for part in parts for name in part.missing)
    kept = missing if outcome == Outcome.UNDECIDABLE else ()
    left_out = tuple(sorted((*exempt, *ahead)))
    return Verdict(outcome, clause, missing=kept, left_out=left_out, parts=tuple(parts))


def _year_of_streak(clause: Streak, tally: Tally, facts: Sequence[Fact], year: int) -> Verdict:
    """One year: every rating of it must reach the level; without any it is unknown."""
    rated = tuple(fact for fact in facts if fact.value is not None)
    answer = all(_reaches(fact, tally) for fact in rated) if rated else None
    missing = _named(clause.fact, [] if rated else [year])
    return Verdict(outcome_of(answer), clause, rated, missing, year=year)


def _counts_among(clause: Streak) -> list[Count]:
    """“trong đó ít nhất 02 năm …” as counts of their own."""
    return [
        Count(
            Tally(clause.fact, level=one.level),
            Sign.AT_LEAST,
            Fraction(one.at_least),
            clause.window,
        )
        for one in clause.among
    ]


def _is_exempt(facts: Sequence[Fact]) -> bool:
    """Rated, but with no level: nothing was due from this subject in that year."""
    return bool(facts) and all(fact.value is None for fact in facts)


# ------------------------------------------------------------------ facts and years


def _reaches(fact: Fact, tally: Tally) -> bool:
    if not tally.level:
        return True
    return fact.value is not None and fact.value >= CATALOGUE[tally.fact].rank(tally.level)


def _is_between(fact: Fact, days: tuple[date, date]) -> bool:
    return fact.date is None or days[0] <= fact.date <= days[1]


def _is_of(fact: Fact, year: int, occasion: Occasion) -> bool:
    return fact.date is not None and fact.date in occasion.days_of(year)


def _due_years(window: Window, occasion: Occasion) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The years of a window that are over on the day of the question, and those that are not."""
    years = window.years(occasion)
    due = tuple(year for year in years if occasion.days_of(year).end <= occasion.on)
    return due, tuple(year for year in years if year not in due)


def _named(fact: str, years: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{fact}:{year}" for year in years)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
