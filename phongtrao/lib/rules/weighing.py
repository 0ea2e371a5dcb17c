"""What a tally of one subject comes to in a window: a lowest and a highest number, and why they differ.

They are equal unless something is not known: a year that is over and has no rating, or years before the
day since which a register is complete.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final, Protocol

from phongtrao.lib.facts import Fact
from phongtrao.lib.periods import Period
from phongtrao.lib.rules.asking import Days
from phongtrao.lib.rules.catalogue import CATALOGUE, Kind
from phongtrao.lib.rules.tallies import Tally
from phongtrao.lib.rules.windows import Occasion, Window

HIGHEST: Final = 10**7  # more than anybody has of anything that is counted
GRAIN: Final = Decimal("0.0001")  # numbers of facts are weighed to four places
_A_DAY = timedelta(days=1)


class Record(Protocol):
    """What is known of one subject."""

    def facts(self, tally: Tally, days: Days, /) -> Sequence[Fact] | None:
        """The facts of the tally's name and parameters, whatever their level, on these days at least;
        None where nobody publishes them, so that they are unknown."""

    def declared(self, statement: str, /) -> bool | None:
        """What was confirmed of the statement; None where nobody has said."""

    def complete_since(self, fact: str, /) -> date | None:
        """Since when all facts of this name are kept; None: always."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a tally comes to: between ``low`` and ``high``."""

    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()
    is_known: bool = True


def weigh(tally: Tally, record: Record, occasion: Occasion, window: Window) -> Weighed:
    """The tally in the window; not ``is_known`` where nobody publishes it or no window can be told."""
    if CATALOGUE[tally.fact].kind == Kind.YEARLY:
        return _years_of_level(tally, record, occasion, window)
    whole, days = window.days(occasion), _days(record, occasion, window)
    known = None if whole is None else record.facts(tally, whole)
    if days is None or known is None:
        missing = window.after.fact if known is not None and window.after else tally.fact
        return Weighed(missing=(missing,), is_known=False)
    is_whole = CATALOGUE[tally.fact].is_lasting and window.after is None
    inside = [fact for fact in known if is_whole or is_between(fact, days)]
    match CATALOGUE[tally.fact].kind:
        case Kind.AMOUNT:
            return _amount(tally, inside)
        case Kind.BEST:
            return _best(tally, inside, days[0], record.complete_since(tally.fact))
        case Kind.TOTAL:
            return _total(inside)
    return _events(tally, inside, days[0], record.complete_since(tally.fact))


def _days(record: Record, occasion: Occasion, window: Window) -> Days | None:
    """The days of the window for this subject: one that begins after an award begins with its own day."""
    days = window.days(occasion)
    if window.after is None or days is None:
        return days
    earned = record.facts(window.after, days)
    if earned is None:
        return None
    latest = max((fact.date for fact in earned if fact.date and is_between(fact, days)), default=None)  # fmt: skip
    if latest is None:
        return None if record.complete_since(window.after.fact) else days
    return latest + _A_DAY, days[1]


def _events(tally: Tally, facts: Sequence[Fact], start: date, complete: date | None) -> Weighed:
    counted = tuple(fact for fact in facts if reaches(fact, tally))
    return _whole_or_open(tally, counted, Fraction(len(counted)), start=start, complete=complete)


def _whole_or_open(
    tally: Tally, facts: tuple[Fact, ...], low: Fraction, *, start: date, complete: date | None
) -> Weighed:
    """As much as one likes where the register begins after the window does."""
    if complete is None or start >= complete:
        return Weighed(low, low, facts)
    return Weighed(low, Fraction(HIGHEST), facts, (f"{tally.fact}:-{complete.year}",))


def _amount(tally: Tally, facts: Sequence[Fact]) -> Weighed:
    """The latest number; of several on its day the highest, and none of them if one is not told."""
    last = max((fact.date or date.min for fact in facts), default=None)
    latest = [fact for fact in facts if (fact.date or date.min) == last]
    if not latest or any(fact.value is None for fact in latest):
        return Weighed(missing=(tally.fact,), is_known=False)
    chosen = max(latest, key=lambda fact: number(fact.value))
    found = number(chosen.value)
    return Weighed(found, found, (chosen,))


def _best(tally: Tally, facts: Sequence[Fact], start: date, complete: date | None) -> Weighed:
    """Two tasks with 60 and 20 % are not a share of 20: one that is enough is enough."""
    told = [fact for fact in facts if fact.value is not None]
    best = tuple(sorted(told, key=lambda fact: number(fact.value))[-1:])
    found = number(best[0].value) if best else Fraction(0)
    return _whole_or_open(tally, best, found, start=start, complete=complete)


def _total(facts: Sequence[Fact]) -> Weighed:
    told = tuple(fact for fact in facts if fact.value is not None)
    found = sum((number(fact.value) for fact in told), Fraction(0))
    return Weighed(found, found, told)


# ------------------------------------------------------------------ years


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a yearly fact. Rated, but with no level: nothing was due. ``is_over``: on the day of the
    question; a year that is not may have its rating already (schools rate in June), and then counts."""

    year: int
    facts: tuple[Fact, ...]
    is_over: bool

    @property
    def rated(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.value is not None)

    @property
    def is_asked(self) -> bool:
        return bool(self.rated) or (self.is_over and not self.facts)

    def reaches(self, tally: Tally) -> bool | None:
        """Whether every rating of it reaches the level; None without any."""
        return all(reaches(fact, tally) for fact in self.rated) if self.rated else None


def years_of(
    tally: Tally, record: Record, occasion: Occasion, window: Window
) -> tuple[Year, ...] | None:
    """The years of the window with their facts; None where nobody publishes them."""
    periods = {year: occasion.days_of(year) for year in window.years(occasion)}
    if not periods:
        return ()
    days = min(one.start for one in periods.values()), max(one.end for one in periods.values())
    known = record.facts(tally, days)
    if known is None:
        return None
    return tuple(
        Year(year, _facts_in(known, period), period.end <= occasion.on)
        for year, period in periods.items()
    )


def _facts_in(facts: Sequence[Fact], period: Period) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.date is not None and fact.date in period)


def _years_of_level(tally: Tally, record: Record, occasion: Occasion, window: Window) -> Weighed:
    """Years of a level; a year that is over and has no rating may still turn out to have been one."""
    years = years_of(tally, record, occasion, window)
    if not years:
        return Weighed(missing=(tally.fact,), is_known=False)
    reached = [year for year in years if year.reaches(tally)]
    lacking = [year.year for year in years if year.is_over and not year.facts]
    facts = tuple(fact for year in reached for fact in year.rated)
    low = Fraction(len(reached))
    return Weighed(low, low + len(lacking), facts, named(tally.fact, lacking))


# ------------------------------------------------------------------ facts


def number(value: Any) -> Fraction:
    """A fact's number to four places; halves go up, as PostgreSQL rounds."""
    return Fraction(Decimal(str(value)).quantize(GRAIN, ROUND_HALF_UP))


def reaches(fact: Fact, tally: Tally) -> bool:
    if not tally.level:
        return True
    return fact.value is not None and fact.value >= CATALOGUE[tally.fact].rank(tally.level)


def is_between(fact: Fact, days: Days) -> bool:
    return fact.date is None or days[0] <= fact.date <= days[1]


def named(fact: str, years: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{fact}:{year}" for year in years)
