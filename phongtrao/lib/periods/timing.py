"""When a task is due: the kinds of timing that plans use, with their dates and their sentence.

“Before 15/12” counts 15/12 as the last good day: a report that arrives on the day is on time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date, roman
from phongtrao.lib.periods.partial import PartialDate, day_in_month, parse_partial
from phongtrao.lib.words import say as _


class TimingKind(StrEnum):
    DATE = "date"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    YEARLY = "yearly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"  # a day of the last month of every quarter
    CONTINUOUS = "continuous"
    SEPARATE_PLAN = "separate_plan"
    PHASE = "phase"


# Which parts of the partial date each kind needs: year, month, day.
_PARTS = {
    TimingKind.DATE: (True, True, True),
    TimingKind.MONTH: (True, True, False),
    TimingKind.QUARTER: (True, True, False),
    TimingKind.YEAR: (True, False, False),
    TimingKind.YEARLY: (False, True, True),
    TimingKind.MONTHLY: (False, False, True),
    TimingKind.QUARTERLY: (False, False, True),
}
_UNDATED = frozenset({TimingKind.CONTINUOUS, TimingKind.SEPARATE_PLAN})
_MONTHS_IN_QUARTER = 3
_MONTHS = range(1, 13)
_RECURRING = frozenset({TimingKind.YEARLY, TimingKind.MONTHLY, TimingKind.QUARTERLY})


@dataclass(frozen=True, slots=True)
class Timing:
    """One timing rule. Make it with the class methods; a wrong mixture is a ValueError.

    ``when``: the partial date of the dated kinds (a quarter is its last month, as in the plan
    schema). ``start``, ``end``: the days of a phase, inclusive.
    """

    kind: TimingKind
    when: PartialDate | None = None
    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        when = self.when or PartialDate(year=1)
        parts = (when.year is not None, when.month is not None, when.day is not None)
        if (self.kind in _PARTS) is not (self.when is not None):
            raise ValueError(f"{self.kind} and {self.when} do not go together")
        if self.when and parts != _PARTS[self.kind]:
            raise ValueError(f"{self.when} is not the date of a {self.kind}")
        if self.kind is TimingKind.QUARTER and (when.month or 0) % _MONTHS_IN_QUARTER:
            raise ValueError("a quarter is written as its last month")
        if self.kind is TimingKind.PHASE:
            if not self.start or not self.end or self.end < self.start:
                raise ValueError("a phase has a start and, not before it, an end")
        elif self.start or self.end:
            raise ValueError("only a phase has a start and an end")

    @classmethod
    def on(cls, day: date) -> "Timing":
        return cls(TimingKind.DATE, PartialDate(day.year, day.month, day.day))

    @classmethod
    def in_month(cls, year: int, month: int) -> "Timing":
        return cls(TimingKind.MONTH, PartialDate(year, month))

    @classmethod
    def in_quarter(cls, year: int, quarter: int) -> "Timing":
        return cls(TimingKind.QUARTER, PartialDate(year, quarter * _MONTHS_IN_QUARTER))

    @classmethod
    def in_year(cls, year: int) -> "Timing":
        return cls(TimingKind.YEAR, PartialDate(year))

    @classmethod
    def yearly(cls, month: int, day: int) -> "Timing":
        return cls(TimingKind.YEARLY, PartialDate(None, month, day))

    @classmethod
    def monthly(cls, day: int) -> "Timing":
        return cls(TimingKind.MONTHLY, PartialDate(None, None, day))

    @classmethod
    def quarterly(cls, day: int) -> "Timing":
        return cls(TimingKind.QUARTERLY, PartialDate(None, None, day))

    @classmethod
    def continuous(cls) -> "Timing":
        return cls(TimingKind.CONTINUOUS)

    @classmethod
    def separate_plan(cls) -> "Timing":
        return cls(TimingKind.SEPARATE_PLAN)

    @classmethod
    def phase(cls, start: date, end: date) -> "Timing":
        return cls(TimingKind.PHASE, start=start, end=end)

    @property
    def is_recurring(self) -> bool:
        """Whether it falls due again and again."""
        return self.kind in _RECURRING

    @property
    def key(self) -> str:
        """ASCII text that parse_timing reads back: “date:2025-08-20”, “continuous”."""
        if self.kind in _UNDATED:
            return str(self.kind)
        return f"{self.kind}:{self.when or f'{self.start}/{self.end}'}"

    def due_dates(self, start: date, end: date) -> list[date]:
        """Return every day from ``start`` to ``end``, inclusive, on which it falls due, in order.

        A month, quarter, year or phase is due on its last day. Continuous work and work with a
        plan of its own fall due never. 29/2, and the 31st, mean the last day of a shorter month.
        """
        return [day for day in self._all_between(start, end) if start <= day <= end]

    def next_due(self, after: date) -> date | None:
        """Return the first due date later than ``after``; None if there is none."""
        # Whatever recurs falls due within two calendar years.
        last = date(min(after.year + 1, date.max.year), 12, 31)
        return next((day for day in self._all_between(after, last) if day > after), None)

    def sentence(self) -> str:
        """Say it as documents do, always in Vietnamese: it goes into “Thời gian thực hiện”."""
        match self.kind:
            case TimingKind.CONTINUOUS:
                return "Thường xuyên"
            case TimingKind.SEPARATE_PLAN:
                return "Theo kế hoạch riêng"
            case TimingKind.PHASE:
                return self._phase_sentence()
            case _:
                return _dated_sentence(self.kind, self.when or PartialDate(year=1))

    def _all_between(self, start: date, end: date) -> Iterator[date]:
        """Due dates in the years of the span: a few too many, in order."""
        if self.kind in _UNDATED:
            return
        if self.end:
            yield self.end
        elif self.when and not self.is_recurring:
            yield self.when.last_day()
        elif self.when:
            for year in range(start.year, end.year + 1):
                for month in self._months(self.when):
                    yield day_in_month(year, month, self.when.day or 1)

    def _months(self, when: PartialDate) -> range:
        """The months of a year in which what recurs falls due."""
        if when.month:
            return range(when.month, when.month + 1)
        steps = _MONTHS_IN_QUARTER if self.kind is TimingKind.QUARTERLY else 1
        return range(steps, _MONTHS.stop, steps)

    def _phase_sentence(self) -> str:
        start, end = self.start or date.min, self.end or date.max
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            years = f"Giai đoạn {start.year}–{end.year}"
            return years if start.year < end.year else f"Năm {end.year}"
        return f"Từ {format_date(start)} đến {format_date(end)}"


def parse_timing(key: str) -> Timing:
    """Read back Timing.key; BadInput if it is none."""
    kind, __, rest = key.partition(":")
    try:
        if kind == TimingKind.PHASE:
            start, end = rest.split("/")
            return Timing.phase(date.fromisoformat(start), date.fromisoformat(end))
        return Timing(TimingKind(kind), parse_partial(rest) if rest else None)
    except ValueError:
        said = _("“{key}” không phải là thời gian thực hiện. Hãy chọn lại.")
        raise BadInput(said.format(key=key)) from None


def _dated_sentence(kind: TimingKind, when: PartialDate) -> str:
    year, month, day = when.year or 0, when.month or 0, when.day or 0
    return {
        TimingKind.DATE: f"Chậm nhất ngày {day:02}/{month:02}/{year}",
        TimingKind.MONTH: f"Tháng {month:02}/{year}",
        TimingKind.QUARTER: f"Quý {roman(month // _MONTHS_IN_QUARTER or 1)}/{year}",
        TimingKind.YEAR: f"Năm {year}",
        TimingKind.YEARLY: f"Trước ngày {day:02}/{month:02} hằng năm",
        TimingKind.MONTHLY: f"Trước ngày {day:02} hằng tháng",
        TimingKind.QUARTERLY: f"Trước ngày {day:02} tháng cuối mỗi quý",
    }[kind]
