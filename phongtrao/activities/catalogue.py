"""Kinds of activity and checklists that are shipped, added after every migration; what is there stays as it is."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps.registry import Apps
from django.apps.registry import apps as installed

PACKS = Path(__file__).resolve().parent.parent / "packs" / "activities"


def add_missing(*, apps: Apps = installed, using: str = "default", **_signal: Any) -> None:
    """Those whose keys are not there yet. Takes what ``post_migrate`` hands over."""
    for name, shipped in (("ActivityKind", shipped_kinds), ("Checklist", shipped_checklists)):
        try:
            model: Any = apps.get_model("activities", name)
        except LookupError:  # the migration went back to before there were any
            continue
        rows = model.objects.using(using)
        rows.bulk_create([model(**one) for one in shipped()], ignore_conflicts=True)


@cache
def shipped_kinds() -> tuple[Mapping[str, Any], ...]:
    """Fields of ``ActivityKind`` by name, in the order of the file."""
    pack = _read("kinds.yaml")
    return tuple(
        {
            "key": one["key"],
            "name": one["name"],
            "group": pack["groups"][one["group"]],
            "fields": one.get("fields", []),
            "quantity": one.get("quantity", ""),
            "needs_evidence": one.get("evidence", False),
            "has_participants": "people" in one,
            "has_score": "score" in one.get("people", ()),
            "has_certificate": "certificate" in one.get("people", ()),
            "basis": one.get("basis", ""),
            "to_check": one.get("check", False),
            "position": place,
        }
        for place, one in enumerate(pack["kinds"])
    )


@cache
def shipped_checklists() -> tuple[Mapping[str, Any], ...]:
    """Fields of ``Checklist`` by name."""
    return tuple(
        {
            "key": one["key"],
            "title": one["title"],
            "basis": one["basis"],
            "valid_from": one["valid_from"],
            "to_check": one.get("check", False),
            "lines": one["lines"],
        }
        for one in _read("checklists.yaml")["checklists"]
    )


def _read(name: str) -> Any:
    return yaml.safe_load((PACKS / name).read_text(encoding="utf-8"))
