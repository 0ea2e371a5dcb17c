"""The shipped form of a report (packs/forms), added after every migration, and what a new round begins with.

What is there stays as the office has it.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps.registry import Apps
from django.apps.registry import apps as installed

from phongtrao.documents.fields import Field, write_fields

PACKS = Path(__file__).resolve().parent.parent / "packs"
Item = dict[str, Any]  # {"key", "label"}; of a theme also "levels", without it for all


def add_missing(*, apps: Apps = installed, using: str = "default", **_signal: Any) -> None:
    """Forms of the packs whose keys are not there yet. Takes what ``post_migrate`` hands over."""
    try:
        forms: Any = apps.get_model("documents", "Form")
        versions: Any = apps.get_model("documents", "FormVersion")
    except LookupError:  # the migration went back to before there were any
        return
    for pack in read_forms():
        said = {"title": pack["title"], "basis": pack["basis"], "needs_check": pack["check"]}
        form, is_new = forms.objects.using(using).get_or_create(
            key=pack["key"], owner=None, defaults=said
        )
        if is_new:
            boxes = write_fields(pack["fields"])
            versions.objects.using(using).create(form=form, number=1, fields=boxes)


@cache
def read_forms() -> tuple[dict[str, Any], ...]:
    """Each pack with its boxes as ``Field``, keyed by their places."""
    found = (_read(path) for path in sorted((PACKS / "forms").glob("*.yaml")))
    return tuple({**pack, "fields": [*_boxes(pack["fields"])]} for pack in found)


@cache
def round_defaults() -> dict[str, list[Item]]:
    """Themes, areas, tags and checklist of a new round. S0-35 to S0-39, S1-39."""
    found: dict[str, list[Item]] = _read(PACKS / "initiatives" / "round.yaml")
    return found


def _boxes(rows: list[dict[str, Any]]) -> list[Field]:
    return [
        Field(key=f"o{place}", is_required=row.pop("required", True), **row)
        for place, row in enumerate(rows, start=1)
    ]


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
