"""Which days are worked, and the day so many working days later. Days without work come in as data.

>>> week = WorkingDays(frozenset({date(2026, 9, 2)}))
>>> week.after(date(2026, 9, 1), 1)
datetime.date(2026, 9, 3)
"""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday without the days ``off``, and the weekend days ``worked`` in their place.

    ``fixed``: (month, day) without work in any year. ``years``: those whose moving days (Tết) are known.
    """

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    fixed: frozenset[tuple[int, int]] = frozenset()
    years: frozenset[int] = frozenset()

    def is_worked(self, day: date) -> bool:
        if day in self.worked:
            return True
        return day.weekday() < SATURDAY and not self._is_off(day)

    def after(self, day: date, count: int) -> date:
        """The day ``count`` working days later; the day itself is not counted."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_worked(day)
        return day

    def off_between(self, first: date, last: date) -> list[date]:
        """Days off after ``first`` up to ``last`` that are no weekend: why a clock ends later than expected."""
        days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        return [day for day in days if day.weekday() < SATURDAY and not self.is_worked(day)]

    def knows(self, first: date, last: date) -> bool:
        """Whether the moving days of all years between are known."""
        return all(year in self.years for year in range(first.year, last.year + 1))

    def _is_off(self, day: date) -> bool:
        return day in self.off or (day.month, day.day) in self.fixed
