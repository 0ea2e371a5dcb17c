"""Levels of ratings, kinds of leave, forms of discipline: read from packs/people, never from code."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from phongtrao.lib.text import fold

FOLDER = Path(__file__).resolve().parent.parent / "packs" / "people"


@dataclass(frozen=True, slots=True)
class RatingLevel:
    level: int  # 4 is the best: what rules compare
    name: str
    also: tuple[str, ...]  # other ways offices write it


@dataclass(frozen=True, slots=True)
class LeaveKind:
    key: str
    name: str
    counts: bool  # its days are working time
    needs_check: bool  # “cần kiểm tra”: no text in force was found for it
    basis: str = ""


@dataclass(frozen=True, slots=True)
class DisciplineForm:
    key: str
    name: str
    severity: int  # 1 is the lightest: what rules compare
    months: int  # proposed length
    needs_check: bool
    is_for_units: bool  # may be decided against a unit as a whole


@cache
def rating_levels() -> dict[int, RatingLevel]:
    """{level: what it is called}, the best first."""
    rows = _read("rating_levels")["levels"]
    return {
        row["level"]: RatingLevel(row["level"], row["name"], tuple(row["also"])) for row in rows
    }


@cache
def leave_kinds() -> dict[str, LeaveKind]:
    return {
        row["key"]: LeaveKind(
            row["key"], row["name"], row["counts"], row.get("check", False), row.get("basis", "")
        )
        for row in _read("leave_kinds")["kinds"]
    }


@cache
def discipline_forms() -> dict[str, DisciplineForm]:
    return {
        row["key"]: DisciplineForm(
            row["key"],
            row["name"],
            row["severity"],
            row["months"],
            row.get("check", False),
            row.get("units", False),
        )
        for row in _read("discipline_forms")["forms"]
    }


def discipline_forms_of_units() -> dict[str, DisciplineForm]:
    return {key: form for key, form in discipline_forms().items() if form.is_for_units}


def read_level(text: str) -> int | None:
    """The level as an office writes it (“HTTNV”, “hoàn thành tốt nhiệm vụ”, “3”); None: unknown."""
    return _levels_by_name().get(fold(text))


@cache
def _levels_by_name() -> dict[str, int]:
    return {
        fold(name): level.level
        for level in rating_levels().values()
        for name in (level.name, str(level.level), *level.also)
    }


def _read(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))
