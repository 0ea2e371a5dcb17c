"""The shipped rules and rubrics (packs/councils, packs/rubrics), added after every migration.

What is there stays as the office has it.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps.registry import Apps
from django.apps.registry import apps as installed

PACKS = Path(__file__).resolve().parent.parent / "packs"


def add_missing(*, apps: Apps = installed, using: str = "default", **_signal: Any) -> None:
    """Rows of the packs whose keys are not there yet. Takes what ``post_migrate`` hands over."""
    try:
        rules: Any = apps.get_model("councils", "CouncilRule")
        rubrics: Any = apps.get_model("councils", "Rubric")
        versions: Any = apps.get_model("councils", "RubricVersion")
    except LookupError:  # the migration went back to before there were any
        return
    rules.objects.using(using).bulk_create(
        (rules(**row) for row in read_rules()), ignore_conflicts=True
    )
    for row in read_rubrics():
        rubric, is_new = rubrics.objects.using(using).get_or_create(
            key=row["key"],
            owner=None,
            defaults={key: row[key] for key in ("title", "basis", "needs_check")},
        )
        if is_new:
            versions.objects.using(using).create(rubric=rubric, number=1, data=row["data"])


@cache
def read_rules() -> tuple[dict[str, Any], ...]:
    """The rules as fields of ``CouncilRule``."""
    return tuple(
        _said(row) | {"of": of, "position": place * 10} | _days(row)
        for of in ("composition", "voting")
        for place, row in enumerate(_read(PACKS / "councils" / f"{of}.yaml")["rules"])
    )


@cache
def read_rubrics() -> tuple[dict[str, Any], ...]:
    return tuple(_said(_read(path)) for path in sorted((PACKS / "rubrics").glob("*.yaml")))


def _said(row: dict[str, Any]) -> dict[str, Any]:
    said = {key: row[key] for key in ("key", "title", "basis", "data")}
    return said | {"needs_check": row.get("check", False)}


def _days(row: dict[str, Any]) -> dict[str, Any]:
    return {"valid_from": row.get("valid_from"), "valid_to": row.get("valid_to")}


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
