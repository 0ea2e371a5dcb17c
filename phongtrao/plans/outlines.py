"""Outlines from which a plan is drafted: packs/outlines, data an office could exchange with another.

In every text ``{nam}`` is the year of the plan, ``{nam_sau}`` the year after, ``{don_vi}`` who issues it.
Nothing in them is law: each is labelled “cần kiểm tra” and read before it is issued.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from phongtrao.documents.template_keys import TEMPLATES
from phongtrao.plans.services.tasks import TaskDraft
from phongtrao.plans.timings import read_when

OUTLINES = TEMPLATES.parent / "outlines"


@dataclass(frozen=True, slots=True)
class Outline:
    """``title`` names the outline; ``said`` is the plan as the pack writes it, places not filled."""

    key: str
    title: str
    said: dict[str, Any]

    def text(self, name: str, *, year: int, owner: str) -> str:
        """“plan_title”, “purpose” or “carrying_out” with the places filled; a paragraph each line."""
        found = self.said.get(name, "")
        lines = found if isinstance(found, list) else [found]
        return "\n".join(_filled(line, year, owner) for line in lines)

    def tasks(self, *, year: int, owner: str) -> list[TaskDraft]:
        return [
            TaskDraft(
                text=_filled(row["text"], year, owner),
                section=_filled(part["section"], year, owner),
                when=read_when(_filled(row.get("time", ""), year, owner)),
                deliverable=_filled(row.get("deliverable", ""), year, owner),
                leads=tuple(_filled(name, year, owner) for name in row.get("leads", ())),
                coordinators=tuple(
                    _filled(name, year, owner) for name in row.get("coordinators", ())
                ),
            )
            for part in self.said["parts"]
            for row in part["tasks"]
        ]


@cache
def outlines() -> dict[str, Outline]:
    """By key, in the order of their files."""
    return {path.stem: _read(path) for path in sorted(OUTLINES.glob("*.yaml"))}


def outline_of(key: str) -> Outline | None:
    """None for a key that the packs no longer have."""
    return outlines().get(key)


def _read(path: Path) -> Outline:
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Outline(path.stem, said["title"], said)


def _filled(text: str, year: int, owner: str) -> str:
    places = {"{nam}": str(year), "{nam_sau}": str(year + 1), "{don_vi}": owner}
    for place, value in places.items():
        text = text.replace(place, value)
    return text
