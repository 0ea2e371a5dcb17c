"""The periods a unit may report on, with the school year as this province starts it."""

from datetime import date

from django.conf import settings

from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import MonthDay, Period, PeriodKind, containing, parse_period

KINDS = (
    PeriodKind.QUARTER,
    PeriodKind.MONTH,
    PeriodKind.CALENDAR_YEAR,
    PeriodKind.SCHOOL_YEAR,
)


def school_year_start() -> MonthDay:
    return MonthDay(*settings.SCHOOL_YEAR_STARTS)


def read_period(key: str) -> Period:
    """The period of a key; BadInput if it is none."""
    return parse_period(key, starts=school_year_start())


def report_periods(today: date) -> list[Period]:
    """This and the previous period of each kind; the first is the default: the quarter of today."""
    current = [containing(today, kind, starts=school_year_start()) for kind in KINDS]
    return [period for now in current for period in (now, now.previous())]


def period_label(key: str) -> str:
    """“Quý I/2026”; the key itself where it is no period any more."""
    try:
        return read_period(key).label
    except BadInput:
        return key
