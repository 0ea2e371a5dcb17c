"""Indicators that are shipped: dated files with their source; what is doubtful is marked to be checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PACKS = Path(__file__).resolve().parent.parent / "packs" / "indicators"


@dataclass(frozen=True, slots=True)
class Pack:
    """``items``: fields of an indicator by name, with its ``targets``; ``note``: what to know before."""

    key: str
    title: str
    dated: str
    basis: str
    source: str
    note: str
    check: bool
    items: tuple[Mapping[str, Any], ...]

    def feed_of(self, code: str) -> Mapping[str, Any] | None:
        """How the indicator of that code counts activities, where it does: fields of ActivityFeed."""
        return next((one.get("activities") for one in self.items if one["code"] == code), None)


@cache
def shipped_packs() -> Mapping[str, Pack]:
    """By key, in the order of their file names."""
    return {path.stem: _read(path) for path in sorted(PACKS.glob("*.yaml"))}


def _read(path: Path) -> Pack:
    pack = yaml.safe_load(path.read_text(encoding="utf-8"))
    names = ("title", "dated", "basis", "source", "note", "check")
    said = {name: pack.get(name, "") for name in names}
    return Pack(
        key=path.stem, items=tuple(pack["indicators"]), **said | {"dated": str(said["dated"])}
    )
