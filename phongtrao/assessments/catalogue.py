"""The shipped index sets (packs/indexsets), added after every migration; what is there stays as it is."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps.registry import Apps
from django.apps.registry import apps as installed
from django.utils import timezone

from phongtrao.assessments.rows import Row, rows_of_pack
from phongtrao.assessments.trees import criteria_of

PACKS = Path(__file__).resolve().parent.parent / "packs" / "indexsets"


def add_missing(*, apps: Apps = installed, using: str = "default", **_signal: Any) -> None:
    """Sets whose keys are not there yet, each with its first edition. Takes what ``post_migrate`` hands over."""
    try:
        sets: Any = apps.get_model("assessments", "IndexSet")
        editions: Any = apps.get_model("assessments", "Edition")
        criteria: Any = apps.get_model("assessments", "Criterion")
    except LookupError:  # the migration went back to before there were any
        return
    for pack in read_packs():
        made, is_new = sets.objects.using(using).get_or_create(
            key=pack["key"], owner=None, defaults=pack["heading"]
        )
        if is_new:
            edition = editions.objects.using(using).create(
                index_set=made,
                number=1,
                status="issued",
                rules=pack["rules"],
                issued_at=timezone.now(),
            )
            criteria.objects.using(using).bulk_create(criteria_of(criteria, edition, pack["rows"]))


@cache
def read_packs() -> tuple[dict[str, Any], ...]:
    return tuple(_pack(path) for path in sorted(PACKS.glob("*.yaml")))


def _pack(path: Path) -> dict[str, Any]:
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    heading = {name: raw[name] for name in ("kind", "title", "basis", "source")}
    heading["needs_check"] = bool(raw.get("check"))
    rows: list[Row] = list(rows_of_pack(raw["criteria"]))
    return {"key": raw["key"], "heading": heading, "rules": raw["rules"], "rows": rows}
