"""What is prepared for everybody: a column is one whole number of each subject.

Counts are plain, amounts are ten-thousandths (``SCALE``), yearly levels are the set of (year, level) that
was seen, a bit for each.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from phongtrao.lib.rules.asking import Ask, Days
from phongtrao.lib.rules.windows import Calendar, Occasion

SCALE: Final = 10_000
UNKNOWN: Final = -1  # of LATEST: no number is told
_BITS: Final = 60


class Take(StrEnum):
    """What becomes of the facts of one subject."""

    COUNT = "count"
    TOTAL = "total"
    BEST = "best"
    LATEST = "latest"
    YEARS = "years"
    LAST = "last"  # the last day, counted from the first of all; nought for none


@dataclass(frozen=True, slots=True)
class Earned:
    """The last day of these facts, of those until a day."""

    ask: Ask
    until: date


@dataclass(frozen=True, slots=True)
class Column:
    """One number of each subject, said by what it asks; equal columns are prepared once.

    ``days``: which facts; None where the provider was asked about the days. ``level``: from which place
    up. ``after``: only facts later than the last of these. ``first``, ``levels``, ``calendar``: of YEARS,
    the first year and how many levels there are.
    """

    ask: Ask
    take: Take
    days: Days | None = None
    level: int = 0
    after: Earned | None = None
    first: int = 0
    levels: int = 0
    calendar: Calendar = "year"

    @property
    def slots(self) -> int:
        """How many years of so many levels (and of none) a number holds."""
        return _BITS // (self.levels + 1)

    def shift(self, year: int) -> int:
        """Where the bits of a year begin; the lowest of them: rated, with no level."""
        return (year - self.first) * (self.levels + 1)

    def starts(self) -> list[date]:
        """First days of its years, and the first day after them."""
        at = Occasion(date.min, self.first, calendar=self.calendar)
        return [at.days_of(self.first + number).start for number in range(self.slots + 1)]


def first_of(year: int, levels: int) -> int:
    """The first year of the column that holds ``year``: every window asks for the same columns."""
    slots = _BITS // (levels + 1)
    return year // slots * slots
