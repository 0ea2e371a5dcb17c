"""Dates of which only a part is known, in the notation of the plan schema (partial ISO 8601).

2025, 2025-08, 2025-08-20; --12-15 for every year on 15/12; ---20 for the 20th of every month.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from phongtrao.lib.errors import BadInput
from phongtrao.lib.words import say as _

_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
    r"|--(?P<yearly_month>\d{2})-(?P<yearly_day>\d{2})"
    r"|---(?P<monthly_day>\d{2})"
)
_LEAP_YEAR = 2024


def last_day_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def day_in_month(year: int, month: int, day: int) -> date:
    """Return that day, or the month's last if it is shorter: 29/2 is 28/2 in a common year."""
    return date(year, month, min(day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day of every year; 29/2 is allowed and means 28/2 in common years."""

    month: int
    day: int

    def __post_init__(self) -> None:
        date(_LEAP_YEAR, self.month, self.day)

    def in_year(self, year: int) -> date:
        return day_in_month(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """Year, month, day: the known ones. ValueError for a combination that means nothing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        known = (self.year is not None, self.month is not None, self.day is not None)
        if known in {(False, False, False), (False, True, False), (True, False, True)}:
            raise ValueError("a partial date is y, y-m, y-m-d, m-d or d")
        # A leap year and a long month stand in for what is not known.
        date(
            _LEAP_YEAR if self.year is None else self.year,
            1 if self.month is None else self.month,
            1 if self.day is None else self.day,
        )

    @property
    def is_recurring(self) -> bool:
        return self.year is None

    def __str__(self) -> str:
        month, day = f"{self.month:02}" if self.month else "", f"{self.day:02}" if self.day else ""
        if self.year is None:
            return f"--{month}-{day}" if month else f"---{day}"
        return "-".join(part for part in (f"{self.year:04}", month, day) if part)

    def first_day(self) -> date:
        """First day it can mean; ValueError for a recurring one."""
        return date(self._known_year(), self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """Last day it can mean: the due date of “2025” is 31/12/2025; ValueError if recurring."""
        year, month = self._known_year(), self.month or 12
        return date(year, month, self.day) if self.day else last_day_of_month(year, month)

    def _known_year(self) -> int:
        if self.year is None:
            raise ValueError(f"{self} has no year")
        return self.year


def parse_partial(text: str) -> PartialDate:
    """Read “2025”, “2025-08”, “2025-08-20”, “--12-15” or “---20”; BadInput otherwise."""
    found = _WRITTEN.fullmatch(text)
    if found and text.isascii():
        year, month, day = found["year"], found["month"], found["day"]
        month = month or found["yearly_month"]
        day = day or found["yearly_day"] or found["monthly_day"]
        try:
            return PartialDate(*(int(part) if part else None for part in (year, month, day)))
        except ValueError:  # 2025-13
            pass
    said = _("“{text}” không phải là mốc thời gian. Hãy nhập, ví dụ, 2025-08-20.")
    raise BadInput(said.format(text=text))
