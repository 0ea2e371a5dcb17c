"""Stretches of days that targets, measurements and reports are about."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date, roman
from phongtrao.lib.periods.partial import MonthDay, last_day_of_month
from phongtrao.lib.words import say as _


class PeriodKind(StrEnum):
    SCHOOL_YEAR = "school_year"
    CALENDAR_YEAR = "calendar_year"
    QUARTER = "quarter"
    MONTH = "month"
    CAMPAIGN = "campaign"


# The ministry's yearly frame opens the school year on 5/9, staff return on 1/9: each province
# decides, so every function that needs it takes it as a parameter.
SCHOOL_YEAR_START = MonthDay(9, 1)
_QUARTERS = (1, 2, 3, 4)
_MONTHS_IN_QUARTER = 3
_ONE_DAY = timedelta(days=1)
_DASH = "–"

_KEY = re.compile(
    r"SY(?P<school_year>\d{4})"
    r"|(?P<year>\d{4})(?:Q(?P<quarter>[1-4])|-(?P<month>\d{2}))?"
    r"|(?P<start>\d{4}-\d{2}-\d{2})/(?P<end>\d{4}-\d{2}-\d{2})"
)


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``end``, both inclusive. ``name`` is what a campaign calls itself.

    Make it with the functions below; they know where each kind begins and ends.
    """

    kind: PeriodKind
    start: date
    end: date
    name: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a period ends after it starts")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def key(self) -> str:
        """Short ASCII name, sortable inside its kind; parse_period reads it back.

        SY2025, 2026, 2026Q1, 2026-01, 2026-03-01/2026-05-19.
        """
        year = f"{self.start.year:04}"
        match self.kind:
            case PeriodKind.SCHOOL_YEAR:
                return f"SY{year}"
            case PeriodKind.CALENDAR_YEAR:
                return year
            case PeriodKind.QUARTER:
                return f"{year}Q{_quarter_of(self.start)}"
            case PeriodKind.MONTH:
                return f"{year}-{self.start.month:02}"
            case PeriodKind.CAMPAIGN:
                return f"{self.start.isoformat()}/{self.end.isoformat()}"

    @property
    def label(self) -> str:
        """What it is called on screens and papers: “Năm học 2025–2026”, “Quý I/2026”."""
        year = self.start.year
        match self.kind:
            case PeriodKind.SCHOOL_YEAR:
                return _("Năm học {year}").format(year=f"{year}{_DASH}{year + 1}")
            case PeriodKind.CALENDAR_YEAR:
                return _("Năm {year}").format(year=year)
            case PeriodKind.QUARTER:
                return _("Quý {quarter}/{year}").format(
                    quarter=roman(_quarter_of(self.start)), year=year
                )
            case PeriodKind.MONTH:
                return _("Tháng {month}/{year}").format(month=f"{self.start.month:02}", year=year)
            case PeriodKind.CAMPAIGN:
                return self.name or _("Đợt từ {start} đến {end}").format(
                    start=format_date(self.start), end=format_date(self.end)
                )

    def next(self) -> "Period":
        """The period of the same kind that starts the day after; ValueError for a campaign."""
        return self._neighbour(self.end + _ONE_DAY)

    def previous(self) -> "Period":
        """The period of the same kind that ends the day before; ValueError for a campaign."""
        return self._neighbour(self.start - _ONE_DAY)

    def _neighbour(self, day: date) -> "Period":
        starts = MonthDay(self.start.month, self.start.day)
        return containing(day, self.kind, starts=starts)


def school_year(year: int, *, starts: MonthDay = SCHOOL_YEAR_START) -> Period:
    """The school year that begins in ``year``."""
    start, after = starts.in_year(year), starts.in_year(year + 1)
    return Period(PeriodKind.SCHOOL_YEAR, start, after - _ONE_DAY)


def calendar_year(year: int) -> Period:
    return Period(PeriodKind.CALENDAR_YEAR, date(year, 1, 1), date(year, 12, 31))


def quarter(year: int, number: int) -> Period:
    """Quarter 1 to 4 of a calendar year; ValueError otherwise."""
    if number not in _QUARTERS:
        raise ValueError(f"no quarter {number}")
    last = number * _MONTHS_IN_QUARTER
    start = date(year, last - _MONTHS_IN_QUARTER + 1, 1)
    return Period(PeriodKind.QUARTER, start, last_day_of_month(year, last))


def quarters(year: int) -> tuple[Period, ...]:
    """The four quarters of a calendar year."""
    return tuple(quarter(year, number) for number in _QUARTERS)


def month(year: int, number: int) -> Period:
    return Period(PeriodKind.MONTH, date(year, number, 1), last_day_of_month(year, number))


def campaign(start: date, end: date, name: str = "") -> Period:
    """A drive with its own dates (đợt thi đua); ValueError if it ends before it starts."""
    return Period(PeriodKind.CAMPAIGN, start, end, name)


def containing(day: date, kind: PeriodKind, *, starts: MonthDay = SCHOOL_YEAR_START) -> Period:
    """The period of that kind in which the day lies; ``starts`` counts for school years only.

    ValueError for campaigns: their dates follow from nothing.
    """
    match kind:
        case PeriodKind.SCHOOL_YEAR:
            began = day >= starts.in_year(day.year)
            return school_year(day.year if began else day.year - 1, starts=starts)
        case PeriodKind.CALENDAR_YEAR:
            return calendar_year(day.year)
        case PeriodKind.QUARTER:
            return quarter(day.year, _quarter_of(day))
        case PeriodKind.MONTH:
            return month(day.year, day.month)
        case PeriodKind.CAMPAIGN:
            raise ValueError("a campaign has no neighbours and contains no day by rule")


def parse_period(key: str, *, starts: MonthDay = SCHOOL_YEAR_START) -> Period:
    """Read back Period.key; BadInput if it is none."""
    found = _KEY.fullmatch(key)
    if found and key.isascii():
        try:
            return _of_key(found, starts)
        except (ValueError, OverflowError):  # 2026-13, 0000
            pass
    said = _("“{key}” không phải là kỳ báo cáo. Hãy chọn lại kỳ trong danh sách.")
    raise BadInput(said.format(key=key))


def _of_key(found: re.Match[str], starts: MonthDay) -> Period:
    if found["school_year"]:
        return school_year(int(found["school_year"]), starts=starts)
    if found["start"]:
        return campaign(date.fromisoformat(found["start"]), date.fromisoformat(found["end"]))
    year = int(found["year"])
    if found["quarter"]:
        return quarter(year, int(found["quarter"]))
    return month(year, int(found["month"])) if found["month"] else calendar_year(year)


def _quarter_of(day: date) -> int:
    return (day.month - 1) // _MONTHS_IN_QUARTER + 1
