"""Time as offices count it: periods, partial dates and the timing of tasks.

School year and calendar year live side by side (DESIGN.md §6): ``period`` is a stretch of days
that reports and targets are about, ``timing`` is when a task is due, ``partial`` the notation
both share with the reader of plans.
"""

from phongtrao.lib.periods.partial import MonthDay, PartialDate, last_day_of_month, parse_partial
from phongtrao.lib.periods.period import (
    SCHOOL_YEAR_START,
    Period,
    PeriodKind,
    calendar_year,
    campaign,
    containing,
    month,
    parse_period,
    quarter,
    quarters,
    school_year,
)
from phongtrao.lib.periods.timing import Timing, TimingKind, parse_timing

__all__ = [
    "SCHOOL_YEAR_START",
    "MonthDay",
    "PartialDate",
    "Period",
    "PeriodKind",
    "Timing",
    "TimingKind",
    "calendar_year",
    "campaign",
    "containing",
    "last_day_of_month",
    "month",
    "parse_partial",
    "parse_period",
    "parse_timing",
    "quarter",
    "quarters",
    "school_year",
]
