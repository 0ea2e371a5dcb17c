"""Moving the years of a plan, a round or a request when another year's is drafted from it. No database.

A year of the old plan moves; what only looks like one stays: the year in the number of a decree
(152/2025/NĐ-CP), years before or after the plan, a programme's span (2025–2030).
"""

import re
from collections.abc import Collection
from datetime import date

from phongtrao.lib.periods import PartialDate, PeriodKind, campaign, containing, parse_partial
from phongtrao.plans.periods import read_period, school_year_start

_YEAR = re.compile(
    r"(?P<first>(?:19|20|21)\d{2})(?P<dash>\s?[-–]\s?)(?P<last>(?:19|20|21)\d{2})(?!\d)"
    r"|(?<!\d)(?P<one>(?:19|20|21)\d{2})(?!\d|/\D|-\D)"
)
_TITLE_YEAR = re.compile(
    r"(?<![\d/])(?P<first>\d{4})(?:(?P<dash>\s*[-–]\s*)(?P<second>\d{4}))?(?!\d)"
)


def move_years(text: str, by: int, within: range | None = None) -> str:
    """Every year of the text later ``by`` years; only those ``within``, when that is said."""

    def moved(found: re.Match[str]) -> str:
        years = [int(part) for part in (found["one"], found["first"], found["last"]) if part]
        is_span = len(years) > 1 and years[1] - years[0] > 1
        if is_span or (within is not None and not any(year in within for year in years)):
            return found[0]
        said = [str(year + by) for year in years]
        return f"{said[0]}{found['dash']}{said[1]}" if len(said) > 1 else said[0]

    return _YEAR.sub(moved, text)


def later_title(title: str, years: Collection[int]) -> str:
    """The title a year on: “năm học 2025-2026” and “năm 2026”, where they name one of these years.

    The year of a date in it (05/9/2026), of other years and of a programme (2021-2026) stays.
    """

    def later(found: re.Match[str]) -> str:
        first, dash, second = found.group("first", "dash", "second")
        if second is None:
            return str(int(first) + 1) if int(first) in years else first
        is_school_year = int(second) == int(first) + 1
        named = is_school_year and (int(first) in years or int(second) in years)
        return f"{second}{dash}{int(second) + 1}" if named else found[0]

    return _TITLE_YEAR.sub(later, title)


def move_period(key: str, by: int) -> str:
    """The same period later ``by`` years, as keys; BadInput if it is none."""
    period = read_period(key)
    start = move_day(period.start, by)
    if period.kind == PeriodKind.CAMPAIGN:
        return campaign(start, move_day(period.end, by)).key
    return containing(start, period.kind, starts=school_year_start()).key


def move_day(day: date, by: int) -> date:
    """The same day later ``by`` years; 29/2 becomes 28/2."""
    try:
        return day.replace(year=day.year + by)
    except ValueError:
        return day.replace(year=day.year + by, day=28)


def move_value(value: str, by: int) -> str:
    """A partial date later ``by`` years; what comes round every year stays. 29/2 becomes 28/2."""
    if not value:
        return value
    said = parse_partial(value)
    if said.year is None:
        return value
    if said.day is None:
        return str(PartialDate(said.year + by, said.month))
    return move_day(said.first_day(), by).isoformat()
