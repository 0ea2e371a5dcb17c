"""What the packs say of recognition: who decides how far, and how many initiatives are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PACKS = Path(__file__).resolve().parent.parent / "packs" / "recognition"


@dataclass(frozen=True, slots=True)
class ScopeLaw:
    """Kinds of unit, each: who decides, whose office may write it down for them, who is asked for it."""

    decided_by: frozenset[str]
    entered_by: frozenset[str]
    asked_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class QuotaLaw:
    """``counted_on``: day and month of the staff, “31/12”; ``needs_check``: shipped, nobody confirmed it."""

    percent: Decimal
    calendar: str
    counted_on: str
    basis: str
    needs_check: bool = False


@cache
def scope_laws() -> Mapping[str, ScopeLaw]:
    rows = _read("scopes.yaml")["scopes"]
    names = ("decided_by", "entered_by", "asked_of")
    return {row["key"]: ScopeLaw(*(frozenset(row.get(name, ())) for name in names)) for row in rows}


@cache
def scope_basis() -> tuple[str, bool]:
    """The legal basis, and whether somebody has to check it."""
    pack = _read("scopes.yaml")
    return pack["basis"], pack["check"]


@cache
def shipped_quota() -> QuotaLaw:
    """S0-42: at least 10 % of the staff a year."""
    pack = _read("quota.yaml")
    return QuotaLaw(
        Decimal(pack["percent"]),
        pack["calendar"],
        pack["counted_on"],
        pack["basis"],
        pack["check"],
    )


def _read(name: str) -> Any:
    return yaml.safe_load((PACKS / name).read_text(encoding="utf-8"))
