"""The time a clause looks at: a year, some years in a row, a stretch of years, all until a day.

>>> Window.last_years(5).years(Occasion(on=date(2026, 3, 1), year=2025))
(2021, 2022, 2023, 2024, 2025)
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from phongtrao.lib.periods import Period, calendar_year, school_year
from phongtrao.lib.rules.tallies import Tally

Calendar = Literal["year", "school"]
FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST_YEARS = 60  # of a working life; more is a slip of the pen


class Reach(StrEnum):
    """The kinds of window; the words are those of the data form."""

    EVER = "ever"  # everything until the day of the question
    DAY = "day"  # the day of the question alone: what is under way then
    YEAR = "year"  # the year that is assessed
    PERIOD = "period"  # the period of the movement or round
    LAST_YEARS = "last_years"  # so many years in a row, the assessed one the last
    YEARS = "years"  # named years, both inclusive
    UNTIL = "until"  # everything until a named day
    BEFORE = "before_last_years"  # everything before the last so many years
    SINCE_LAST = "since_last"  # after the last time something was earned, an award mostly


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a rule is asked.

    ``on``: the day that decides; ``year``: the last year assessed (a school year by the year it
    begins in); ``period``: first and last year of the movement or round, where there is one.
    """

    on: date
    year: int
    period: tuple[int, int] | None = None
    calendar: Calendar = "year"

    def days_of(self, year: int) -> Period:
        return school_year(year) if self.calendar == "school" else calendar_year(year)


@dataclass(frozen=True, slots=True)
class Window:
    """A window; made by the functions below, which check what they are given (ValueError)."""

    reach: Reach = Reach.EVER
    first: int = 0  # year; of LAST_YEARS and BEFORE: how many
    last: int = 0
    day: date | None = None
    after: Tally | None = None  # of SINCE_LAST: what was earned

    @classmethod
    def last_years(cls, count: int) -> "Window":
        return cls(Reach.LAST_YEARS, first=_checked(count))

    @classmethod
    def before_last_years(cls, count: int) -> "Window":
        return cls(Reach.BEFORE, first=_checked(count))

    @classmethod
    def since_last(cls, earned: Tally) -> "Window":
        return cls(Reach.SINCE_LAST, after=earned)

    @classmethod
    def of_years(cls, first: int, last: int) -> "Window":
        if not (0 <= last - first < MOST_YEARS and FIRST_YEAR <= first <= LAST_YEAR):
            raise ValueError(f"the years {first} to {last} are no period")
        return cls(Reach.YEARS, first, last)

    @classmethod
    def until(cls, day: date) -> "Window":
        return cls(Reach.UNTIL, day=day)

    @property
    def has_years(self) -> bool:
        """Whether it is made of years, so that something can be asked of each of them."""
        return self.reach in (Reach.YEAR, Reach.PERIOD, Reach.LAST_YEARS, Reach.YEARS)

    def years(self, occasion: Occasion) -> tuple[int, ...]:
        """The years it is made of; none where it is not, or where no period is known."""
        match self.reach:
            case Reach.YEAR:
                return (occasion.year,)
            case Reach.LAST_YEARS:
                return tuple(range(occasion.year - self.first + 1, occasion.year + 1))
            case Reach.YEARS:
                return tuple(range(self.first, self.last + 1))
            case Reach.PERIOD if occasion.period:
                return tuple(range(occasion.period[0], occasion.period[1] + 1))
        return ()

    def days(self, occasion: Occasion) -> tuple[date, date] | None:
        """First and last day it looks at, never after the day of the question; None if unknown or all to come.

        SINCE_LAST begins with another day for everybody: whoever weighs it knows ``after``.
        """
        if self.reach == Reach.BEFORE:
            end = occasion.days_of(occasion.year - self.first).end
            return date.min, min(end, occasion.on)
        if self.reach == Reach.DAY:
            return occasion.on, occasion.on
        if not self.has_years:
            return date.min, min(self.day or occasion.on, occasion.on)
        years = self.years(occasion)
        if not years:
            return None
        first, last = occasion.days_of(years[0]), occasion.days_of(years[-1])
        if first.start > occasion.on:  # all of it is still to come
            return None
        return first.start, min(last.end, occasion.on)


def _checked(count: int) -> int:
    if not 1 <= count <= MOST_YEARS:
        raise ValueError(f"years in a row go from 1 to {MOST_YEARS}, not {count}")
    return count


EVER = Window()
DAY = Window(Reach.DAY)
YEAR = Window(Reach.YEAR)
PERIOD = Window(Reach.PERIOD)
