"""How units of a level issue their plans: packs/issuing, data an office could exchange with another.

A level names the kinds of unit it is for, its Word template, what its letterhead and signature say, and
words offered where nothing better is known. Nothing in it is law: each is “cần kiểm tra” and read before
it is issued. In every text ``{don_vi}`` is who issues, ``{ke_hoach}`` the plan above that is carried out.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from phongtrao.documents.template_keys import TEMPLATES, TemplateKey
from phongtrao.orgs.models import Unit
from phongtrao.plans.paper import KEY, PLAN_PAPER, make_key

ISSUING = TEMPLATES.parent / "issuing"
_COMMITTEE = re.compile(r"^(?:ủy ban nhân dân|ubnd)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Level:
    """``superior`` stands over the name instead of the unit above: a people's committee names none."""

    key: str
    title: str
    kinds: frozenset[str]
    template: Path
    superior: str
    said: dict[str, Any]

    @property
    def template_key(self) -> str:
        return f"{KEY}_{self.template.stem.removeprefix('plan_')}"

    def words(self, *, owner: str, above: str) -> dict[str, str]:
        """“opening”, “purpose”, “carrying_out”, “position”, “recipients”; a paragraph each line."""
        places = {"{don_vi}": owner, "{ke_hoach}": above}
        names = ("opening", "purpose", "carrying_out", "position", "recipients")
        return {name: _filled(self.said.get(name, ""), places) for name in names}


@cache
def levels() -> tuple[Level, ...]:
    """In the order of their files."""
    return tuple(_read(path) for path in sorted(ISSUING.glob("*.yaml")))


def level_of(unit: Unit) -> Level | None:
    """None for a unit whose kind no level names: its plan is printed in the general layout."""
    return next((level for level in levels() if unit.kind in level.kinds), None)


def template_for(unit: Unit) -> str:
    """The key of the template in which a plan of this unit is printed."""
    level = level_of(unit)
    return level.template_key if level else KEY


def letterhead_of(unit: Unit, superior: str) -> tuple[str, str]:
    """The two lines of the letterhead: a commune's people's committee stands above its name."""
    level = level_of(unit)
    if level is None or not level.superior:
        return superior, unit.name
    return level.superior, _COMMITTEE.sub("", unit.name)


def committee_name(unit: Unit) -> str:
    """How a sentence calls the issuer after “Ủy ban nhân dân”: “xã Suối Mây”; others by their name."""
    level = level_of(unit)
    if level is None or not level.superior:
        return unit.name
    bare = _COMMITTEE.sub("", unit.name)
    return f"{bare[:1].lower()}{bare[1:]}"


def paper_keys() -> list[TemplateKey]:
    """Every template of a plan: one for each level, and the general one."""
    own = [make_key(level.template_key, level.title, level.template) for level in levels()]
    return [PLAN_PAPER, *own]


def _read(path: Path) -> Level:
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Level(
        key=path.stem,
        title=said["title"],
        kinds=frozenset(said["kinds"]),
        template=TEMPLATES / said["template"],
        superior=said.get("superior", ""),
        said=said,
    )


def _filled(said: Any, places: dict[str, str]) -> str:
    text = "\n".join(said) if isinstance(said, list) else str(said)
    for place, value in places.items():
        text = text.replace(place, value)
    return text
