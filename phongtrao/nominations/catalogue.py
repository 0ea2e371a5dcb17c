"""The shipped base salaries (packs/nominations), added after every migration; what is there stays."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps.registry import Apps
from django.apps.registry import apps as installed

PACK = Path(__file__).resolve().parent.parent / "packs" / "nominations" / "base_salary.yaml"


def add_missing(*, apps: Apps = installed, using: str = "default", **_signal: Any) -> None:
    """Takes what ``post_migrate`` hands over."""
    try:
        rows: Any = apps.get_model("nominations", "BaseSalary").objects.using(using)
    except LookupError:  # the migration went back to before there were any
        return
    for row in read_salaries():
        said = {"amount": row["amount"], "basis": row["basis"], "needs_check": row["check"]}
        rows.get_or_create(since=row["since"], defaults=said)


@cache
def read_salaries() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(PACK.read_text(encoding="utf-8")))
