"""Moving the years of a plan when another year's is drafted from it. No database.

A year of the old plan moves; what only looks like one stays: the year in the number of a decree
(152/2025/NĐ-CP), years before or after the plan, a programme's span (2025–2030).
"""

import re
from datetime import date

from phongtrao.lib.periods import PartialDate, parse_partial

_YEAR = re.compile(
    r"(?P<first>(?:19|20|21)\d{2})(?P<dash>\s?[-–]\s?)(?P<last>(?:19|20|21)\d{2})(?!\d)"
    r"|(?<!\d)(?P<one>(?:19|20|21)\d{2})(?!\d|/\D|-\D)"
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
