"""What the packs say: frameworks, groups of people, what a new test begins with."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PACKS = Path(__file__).resolve().parent.parent / "packs" / "skills"
FRAMEWORKS = ("qd757", "tt02-2025", "tt18-2026")


@dataclass(frozen=True, slots=True)
class QuizRules:
    count: int
    minutes: int
    pass_mark: int
    days_between: int
    attempts: int
    valid_months: int
    confirmed_by: str


@cache
def _pack(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((PACKS / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def shipped_frameworks() -> list[dict[str, Any]]:
    return [_pack(key) for key in FRAMEWORKS]


def shipped_framework(key: str) -> dict[str, Any]:
    """Raises KeyError for one that is not shipped."""
    return {pack["key"]: pack for pack in shipped_frameworks()}[key]


def shipped_groups() -> list[dict[str, str]]:
    return list(_pack("groups")["groups"])


def shipped_rules() -> QuizRules:
    """To be checked: the text on assessing was not found."""
    pack = _pack("rules")
    return QuizRules(**{name: pack[name] for name in QuizRules.__slots__})
