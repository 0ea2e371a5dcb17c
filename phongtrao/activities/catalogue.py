"""The kinds of activity that are shipped, added after every migration; what is there stays as it is."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps.registry import Apps
from django.apps.registry import apps as installed

FILE = Path(__file__).resolve().parent.parent / "packs" / "activities" / "kinds.yaml"


def add_missing(*, apps: Apps = installed, using: str = "default", **_signal: Any) -> None:
    """Kinds whose keys are not there yet. Takes what ``post_migrate`` hands over."""
    try:
        kinds: Any = apps.get_model("activities", "ActivityKind")
    except LookupError:  # the migration went back to before there were any
        return
    rows = kinds.objects.using(using)
    rows.bulk_create([kinds(**one) for one in shipped_kinds()], ignore_conflicts=True)


@cache
def shipped_kinds() -> tuple[Mapping[str, Any], ...]:
    """Fields of ``ActivityKind`` by name, in the order of the file."""
    pack = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        {
            "key": one["key"],
            "name": one["name"],
            "group": pack["groups"][one["group"]],
            "fields": one.get("fields", []),
            "quantity": one.get("quantity", ""),
            "needs_evidence": one.get("evidence", False),
            "basis": one.get("basis", ""),
            "to_check": one.get("check", False),
            "position": place,
        }
        for place, one in enumerate(pack["kinds"])
    )
