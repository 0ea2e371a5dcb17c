"""The working days of this country, as the office keeps them year by year (shipped: packs/calendar)."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from phongtrao.lib.working_days import WorkingDays
from phongtrao.orgs.models import YearOff

PACK = Path(__file__).resolve().parent.parent / "packs" / "calendar" / "days_off.yaml"


@cache
def read_pack() -> dict[str, Any]:
    pack: dict[str, Any] = yaml.safe_load(PACK.read_text(encoding="utf-8"))
    return pack


def fixed_days() -> frozenset[tuple[int, int]]:
    """(month, day) of those without work in any year."""
    return frozenset((int(day[:2]), int(day[3:])) for day in read_pack()["fixed"])


def working_days(instead: YearOff | None = None) -> WorkingDays:
    """``instead``: a year as it would be, not saved yet."""
    years = {row.year: row for row in YearOff.objects.all()}
    if instead:
        years[instead.year] = instead
    return WorkingDays(
        off=frozenset(day for row in years.values() for day in row.free),
        worked=frozenset(day for row in years.values() for day in row.worked),
        fixed=fixed_days(),
        years=frozenset(years),
    )


def after_working_days(day: date, count: int) -> date:
    """The day ``count`` working days later: weekends, holidays and Tết are none."""
    return working_days().after(day, count)
