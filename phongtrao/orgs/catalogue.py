"""The shipped lists: types of units and levels of schooling (packs/units), words about people (packs/people),
days off (packs/calendar).

What is missing is added after every migration; what is there stays as the office has it.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps.registry import Apps
from django.apps.registry import apps as installed

from phongtrao.orgs.working_days import read_pack

PACKS = Path(__file__).resolve().parent.parent / "packs" / "units"
PEOPLE = PACKS.parent / "people"


@cache
def read_packs() -> tuple[dict[str, Any], ...]:
    """Every file as plain values, the oldest first."""
    paths = sorted(PACKS.glob("*.yaml"))
    return tuple(yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths)


def add_missing(*, apps: Apps = installed, using: str = "default", **_signal: Any) -> None:
    """Rows of the packs whose codes are not there yet. Takes what ``post_migrate`` hands over.

    After migrations, because a flush between tests and a fresh installation end with them too, and
    no unit can be written before the levels are there.
    """
    try:
        levels, types = apps.get_model("orgs", "SchoolLevel"), apps.get_model("orgs", "UnitType")
        terms, years = apps.get_model("orgs", "Term"), apps.get_model("orgs", "YearOff")
    except LookupError:  # the migration went back to before there were any
        return
    for pack in read_packs():
        levels.objects.using(using).bulk_create(
            (_level(levels, row, place) for place, row in enumerate(pack["levels"])),
            ignore_conflicts=True,
        )
        types.objects.using(using).bulk_create(
            (_type(types, row, place) for place, row in enumerate(pack["types"])),
            ignore_conflicts=True,
        )

    terms.objects.using(using).bulk_create(
        (terms(**row, position=place * 10) for place, row in enumerate(read_terms())),
        ignore_conflicts=True,
    )
    years.objects.using(using).bulk_create(
        (_year(years, row) for row in read_pack()["years"]), ignore_conflicts=True
    )


@cache
def read_terms() -> tuple[dict[str, Any], ...]:
    """The lists about people as fields of ``Term``, in the order of the packs."""
    ratings, leaves, forms = (
        yaml.safe_load((PEOPLE / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in ("rating_levels", "leave_kinds", "discipline_forms")
    )
    return (
        *(
            {"of": "rating", "key": str(row["level"]), "rank": row["level"], "also": row["also"]}
            | _said(row, ratings)
            for row in ratings["levels"]
        ),
        *(
            {"of": "leave", "key": row["key"], "counts": row["counts"]} | _said(row, {})
            for row in leaves["kinds"]
        ),
        *(
            {
                "of": "discipline",
                "key": row["key"],
                "rank": row["severity"],
                "months": row["months"],
                "is_for_units": row.get("units", False),
            }
            | _said(row, forms)
            for row in forms["forms"]
        ),
    )


def _said(row: dict[str, Any], pack: dict[str, Any]) -> dict[str, Any]:
    basis = row.get("basis", pack.get("source", ""))
    return {"name": row["name"], "basis": basis, "needs_check": row.get("check", False)}


def _year(model: Any, row: dict[str, Any]) -> Any:
    free, worked = ([date.fromisoformat(day) for day in row[name]] for name in ("free", "worked"))
    needs_check = row.get("check", False)
    return model(
        year=row["year"], free=free, worked=worked, basis=row["basis"], needs_check=needs_check
    )


def _level(model: Any, row: dict[str, Any], place: int) -> Any:
    needs_check = row.get("check", False)
    return model(
        code=row["code"],
        name=row["name"],
        contains=row["contains"],
        position=place * 10,
        needs_check=needs_check,
    )


def _type(model: Any, row: dict[str, Any], place: int) -> Any:
    return model(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        levels=row.get("levels", []),
        valid_from=_day(row.get("valid_from")),
        valid_to=_day(row.get("valid_to")),
        basis=row.get("basis", ""),
        position=place * 10,
        needs_check=row.get("check", False),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
