"""The shipped regimes and the list of fields (packs/research), added after every migration.

What is there stays as the office has it.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps.registry import Apps
from django.apps.registry import apps as installed

PACKS = Path(__file__).resolve().parent.parent / "packs" / "research"


@dataclass(frozen=True, slots=True)
class Field:
    key: str
    label: str
    is_industry4: bool = False


def add_missing(*, apps: Apps = installed, using: str = "default", **_signal: Any) -> None:
    """Regimes of the packs whose keys are not there yet. Takes what ``post_migrate`` hands over."""
    try:
        regimes: Any = apps.get_model("research", "Regime")
        versions: Any = apps.get_model("research", "RegimeVersion")
    except LookupError:  # the migration went back to before there were any
        return
    for row in read_regimes():
        said = {name: row[name] for name in ("title", "basis", "valid_from")}
        said |= {"valid_to": row.get("valid_to"), "needs_check": row.get("check", False)}
        regime, is_new = regimes.objects.using(using).get_or_create(
            key=row["key"], owner=None, defaults=said
        )
        if is_new:
            versions.objects.using(using).create(regime=regime, number=1, data=row["data"])


@cache
def read_regimes() -> tuple[dict[str, Any], ...]:
    return tuple(_read(path) for path in sorted(PACKS.glob("[0-9]*.yaml")))


@cache
def fields() -> tuple[Field, ...]:
    rows = _read(PACKS / "fields.yaml")["fields"]
    return tuple(Field(row["key"], row["label"], row.get("industry4", False)) for row in rows)


@cache
def sources() -> dict[str, str]:
    return {row["key"]: row["label"] for row in _read(PACKS / "fields.yaml")["sources"]}


def field_labels() -> dict[str, str]:
    return {field.key: field.label for field in fields()}


@dataclass(frozen=True, slots=True)
class Prize:
    key: str
    label: str
    rank: int  # the best is 1


@cache
def prizes() -> tuple[Prize, ...]:
    """Of contests of students, the best first."""
    rows = _read(PACKS / "contests.yaml")["prizes"]
    return tuple(Prize(row["key"], row["label"], at) for at, row in enumerate(rows, start=1))


def prize_label(key: str) -> str:
    return next((one.label for one in prizes() if one.key == key), key)


@cache
def contest_fields() -> dict[str, str]:
    return {row["key"]: row["label"] for row in _read(PACKS / "contests.yaml")["fields"]}


@cache
def contests_need_check() -> bool:
    """Whether fields and prizes are still to be compared with the rules of the contest."""
    return bool(_read(PACKS / "contests.yaml").get("check"))


def industry4() -> list[str]:
    """Keys of the fields that count as “Công nghiệp 4.0”. S0-25"""
    return [field.key for field in fields() if field.is_industry4]


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
