"""The shipped titles, forms, sets of rules and tables of the law (packs/awards), added after every migration.

What is there stays as the office has it; a shipped set whose rules were mended gets a further version.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps.registry import Apps
from django.apps.registry import apps as installed

PACKS = Path(__file__).resolve().parent.parent / "packs" / "awards"


def add_missing(*, apps: Apps = installed, using: str = "default", **_signal: Any) -> None:
    """Honours and rule sets of the packs whose keys are not there yet. Takes what ``post_migrate`` hands over."""
    try:
        honours: Any = apps.get_model("awards", "Honour")
        sets: Any = apps.get_model("awards", "RuleSet")
        versions: Any = apps.get_model("awards", "RuleSetVersion")
        laws: Any = apps.get_model("awards", "LawVersion")
    except LookupError:  # the migration went back to before there were any
        return
    for row in read_honours():
        said = {name: value for name, value in row.items() if name not in ("key", "check")}
        said["needs_check"] = row.get("check", False)
        honours.objects.using(using).get_or_create(key=row["key"], owner=None, defaults=said)
    for row in read_sets():
        said = {name: row[name] for name in ("title", "basis", "valid_from")}
        said |= {"valid_to": row.get("valid_to"), "needs_check": row.get("check", False)}
        said["is_law"] = row.get("law", False)
        found, _is_new = sets.objects.using(using).get_or_create(
            key=row["key"], owner=None, defaults=said
        )
        data = _plain({"rules": row["rules"]})
        newest = versions.objects.using(using).filter(rule_set=found).order_by("-number").first()
        if newest is None or newest.data != data:  # nobody changes a shipped set but the program
            number = newest.number + 1 if newest else 1
            versions.objects.using(using).create(rule_set=found, number=number, data=data)
        if row.get("replaces"):  # by a transition clause of the law; the older stands before it
            older = sets.objects.using(using).get(key=row["replaces"], owner=None)
            found.replaces, found.older_until = older, row["older_until"]
            found.save(update_fields=["replaces", "older_until"])
    _add_law(laws.objects.using(using))


def _add_law(rows: Any) -> None:
    """The shipped tables of who signs and what a movement brings; mended ones unless an office wrote for their day."""
    said = shipped_law()
    held = rows.filter(valid_from=said["valid_from"]).order_by("-number").first()
    if held is None or (held.made_by_id is None and held.data != said["data"]):
        newest = rows.order_by("-number").first()
        rows.create(number=newest.number + 1 if newest else 1, **said)


@cache
def shipped_law() -> dict[str, Any]:
    """``valid_from``, ``basis`` and ``data`` of the version that comes with the program."""
    signing = read_pack("authority")
    data = {"signers": signing["signers"], "ceilings": read_pack("ceilings")["ceilings"]}
    return {name: signing[name] for name in ("valid_from", "basis")} | {"data": _plain(data)}


@cache
def read_honours() -> tuple[dict[str, Any], ...]:
    data = _read(PACKS / "honours.yaml")
    shared = {name: data[name] for name in ("basis", "valid_from")}
    return tuple({**shared, **row} for row in data["honours"])


@cache
def read_sets() -> tuple[dict[str, Any], ...]:
    return tuple(_read(path) for path in sorted(PACKS.glob("[0-9]*.yaml")))


@cache
def read_pack(name: str) -> Any:
    """A file of packs/awards that is read as it is, kept in no table."""
    return _read(PACKS / f"{name}.yaml")


def _plain(data: Any) -> Any:
    """As JSON keeps it: days are texts."""
    return json.loads(json.dumps(data, default=str))


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
