"""The working days of this country (packs/calendar), read once."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from phongtrao.lib.working_days import WorkingDays

PACK = Path(__file__).resolve().parent.parent / "packs" / "calendar" / "days_off.yaml"


@cache
def working_days() -> WorkingDays:
    pack: dict[str, Any] = yaml.safe_load(PACK.read_text(encoding="utf-8"))
    years = pack["years"]
    return WorkingDays(
        off=frozenset(date.fromisoformat(day) for row in years for day in row["free"]),
        worked=frozenset(date.fromisoformat(day) for row in years for day in row["worked"]),
        fixed=frozenset((int(day[:2]), int(day[3:])) for day in pack["fixed"]),
        years=frozenset(row["year"] for row in years),
    )


def after_working_days(day: date, count: int) -> date:
    """The day ``count`` working days later: weekends, holidays and Tết are none."""
    return working_days().after(day, count)
