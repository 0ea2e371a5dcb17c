"""A rule asked of one subject: a verdict for every clause, with the facts it rests on.

The facts come from a ``Record``; who fills it (awards, from ``lib.facts``) is no matter here, and
a population is evaluated elsewhere, by the same definition. A year that is not over yet is left out
and named, never counted as failed, but of so many years in a row it is open until something is there
(``years_asked``); a rating nobody has entered is unknown, never failed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

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
    Meets,
    Rule,
    Share,
    SomeOf,
    Streak,
    When,
    facts_named,
)
from phongtrao.lib.rules.outcomes import Outcome, outcome_of, settle
from phongtrao.lib.rules.tallies import Sign, Tally
from phongtrao.lib.rules.weighing import HIGHEST, Record, Weighed, Year, named, weigh, years_of
from phongtrao.lib.rules.windows import Occasion, Reach, Window

HUNDRED = 100


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
        case When():
            return _when(clause, record, occasion)
        case Meets():
            return _meets(clause, record, occasion)
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


def _when(clause: When, record: Record, occasion: Occasion) -> Verdict:
    """Met by whom the condition does not touch."""
    condition = decide(clause.condition, record, occasion)
    if condition.outcome == Outcome.NOT_MET:
        return Verdict(Outcome.MET, clause, parts=(condition,))
    asked = decide(clause.requires, record, occasion)
    outcome = asked.outcome
    if outcome == Outcome.NOT_MET and condition.outcome == Outcome.UNDECIDABLE:
        outcome = Outcome.UNDECIDABLE
    lacking = condition.missing if asked.outcome == Outcome.NOT_MET else asked.missing
    missing = lacking if outcome == Outcome.UNDECIDABLE else ()
    return Verdict(outcome, clause, missing=missing, parts=(condition, asked))


def _meets(clause: Meets, record: Record, occasion: Occasion) -> Verdict:
    """A rule that was not put in is not known (``linking.link`` puts it in)."""
    if clause.requires is None:
        return Verdict(Outcome.UNDECIDABLE, clause, missing=(clause.key,))
    inner = decide(clause.requires, record, occasion)
    return replace(inner, clause=clause, facts=(), found=None, parts=(inner,))


def distance(verdict: Verdict) -> int:
    """How many conditions would have to turn for a verdict that is not met; 0 for any other.

    Each year of what is asked yearly is one; of a choice, the nearest way counts.
    """
    if verdict.outcome != Outcome.NOT_MET:
        return 0
    parts = [distance(part) for part in verdict.parts]
    match verdict.clause:
        case AllOf() | AnyOf() | SomeOf() | AllOrAny():
            return sum(sorted(parts)[: min(needed_of(verdict.clause))])
        case When():
            return parts[-1]
    return sum(parts) or 1


# ------------------------------------------------------------------ numbers


def _yearly(clause: Count | Share, record: Record, occasion: Occasion) -> Verdict:
    if not clause.each_year:
        return _once(clause, record, occasion, clause.window)
    asked, left_out = years_asked(clause, occasion)
    parts = [
        _once(clause, record, occasion, Window.of_years(year, year), year=year, is_over=is_over)
        for year, is_over in asked
    ]
    outcome = settle(len(parts), [part.outcome for part in parts])
    if not parts:  # no year is over yet: nothing failed, nothing shown
        outcome = Outcome.UNDECIDABLE
    missing = _unique(name for part in parts for name in part.missing)
    kept = missing if outcome == Outcome.UNDECIDABLE else ()
    return Verdict(outcome, clause, missing=kept, left_out=left_out, parts=tuple(parts))


def _once(
    clause: Count | Share,
    record: Record,
    occasion: Occasion,
    window: Window,
    *,
    year: int | None = None,
    is_over: bool = True,
) -> Verdict:
    """The clause over one window as a whole: the number, at its lowest and its highest.

    Of a ``year`` that is not over, what is there is the lowest.
    """
    tallies = (clause.tally,) if isinstance(clause, Count) else (clause.part, clause.whole)
    weighed = [weigh(tally, record, occasion, window) for tally in tallies]
    facts = tuple(fact for one in weighed for fact in one.facts)
    missing = _unique(name for one in weighed for name in one.missing)
    number, sign = _number_of(clause, weighed), clause.sign
    if number is None:  # a share of nothing lacks what it is a share of
        lacking = missing or tuple(facts_named(clause)[-1:])
        return Verdict(Outcome.UNDECIDABLE, clause, facts, lacking, year=year)
    low, high = number
    if year is not None and not is_over:
        high, missing = (
            Fraction(HIGHEST),
            _unique([*missing, *named(facts_named(clause)[0], [year])]),
        )
    threshold = clause.threshold if isinstance(clause, Count) else clause.percent
    outcome = outcome_of(_compare(sign, low, high, threshold))
    kept = missing if outcome == Outcome.UNDECIDABLE else ()
    return Verdict(outcome, clause, facts, kept, found=low, year=year)


def _number_of(
    clause: Count | Share, weighed: Sequence[Weighed]
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
    known = years_of(tally, record, occasion, clause.window)
    if not known:
        return Verdict(Outcome.UNDECIDABLE, clause, missing=(clause.fact,))
    asked = [year for year in known if year.is_asked]
    years = [_year_of_streak(clause, tally, year) for year in asked]
    higher = [_once(count, record, occasion, clause.window) for count in _counts_among(clause)]
    parts = [*years, *higher]
    outcomes = [part.outcome for part in parts] + [Outcome.UNDECIDABLE] * (not asked)
    outcome = settle(len(outcomes), outcomes)
    missing = _unique(name for part in parts for name in part.missing)
    kept = missing if outcome == Outcome.UNDECIDABLE else ()
    left_out = tuple(year.year for year in known if not year.is_asked)
    return Verdict(outcome, clause, missing=kept, left_out=left_out, parts=tuple(parts))


def _year_of_streak(clause: Streak, tally: Tally, year: Year) -> Verdict:
    missing = () if year.rated else named(clause.fact, [year.year])
    answer = outcome_of(year.reaches(tally))
    return Verdict(answer, clause, year.rated, missing, year=year.year)


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


def due_years(window: Window, occasion: Occasion) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The years of a window that are over on the day of the question, and those that are not."""
    years = window.years(occasion)
    due = tuple(year for year in years if occasion.days_of(year).end <= occasion.on)
    return due, tuple(year for year in years if year not in due)


def years_asked(
    clause: Count | Share, occasion: Occasion
) -> tuple[tuple[tuple[int, bool], ...], tuple[int, ...]]:
    """The years a yearly clause is asked of, each with whether it is over, and those left out.

    “03 năm liên tục” is so many years: one of them that is not over is asked too, and what is counted may
    still come in it.
    """
    due, ahead = due_years(clause.window, occasion)
    is_row = clause.window.reach == Reach.LAST_YEARS
    if is_row and isinstance(clause, Count) and _may_grow(clause.tally):
        return tuple((year, year in due) for year in (*due, *ahead)), ()
    return tuple((year, True) for year in due), ahead


def _may_grow(tally: Tally) -> bool:
    known = CATALOGUE[tally.fact]
    return known.kind == Kind.EVENTS and not known.is_lasting


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
