"""The lists the checks go by, from packs/lint and packs/units: law and custom as data, dated."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from phongtrao.reader.lint.model import EndedUnit
from phongtrao.reader.text import plain

PACKS = Path(__file__).resolve().parents[2] / "packs"


@cache
def read_pack(name: str) -> dict[str, Any]:
    """packs/lint/``name``.yaml as plain values."""
    text = (PACKS / "lint" / f"{name}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


@cache
def kinds_of_codes() -> dict[str, frozenset[str]]:
    """“KH” → {“Kế hoạch”}: what may be called so. Decree 30/2020, Annex III, and party documents."""
    return {code: frozenset(names) for code, names in read_pack("document_kinds")["codes"].items()}


@cache
def issuer_codes() -> tuple[frozenset[str], frozenset[str]]:
    """Codes of issuers that surely write as the State does, and as the Party does."""
    pack = read_pack("document_kinds")
    return frozenset(pack["state_issuers"]), frozenset(pack["party_issuers"])


@cache
def known_abbreviations() -> frozenset[str]:
    """Abbreviations that offices use without explaining them."""
    groups = read_pack("abbreviations")["known"].values()
    return frozenset(word for group in groups for word in group.split())


@cache
def controlled_words() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """(right spelling, others, why) of words that have one right spelling."""
    rows = read_pack("spellings")["words"]
    return tuple((row["right"], tuple(row["others"]), row["why"]) for row in rows)


@cache
def ended_units() -> tuple[EndedUnit, ...]:
    """Kinds of units that the law has ended, the days and bases from packs/units where they stand there."""
    return tuple(_ended(row) for row in read_pack("ended_units")["units"])


def _ended(row: dict[str, Any]) -> EndedUnit:
    known = _types().get(row.get("type", ""), {})
    written = "|".join(plain(text) for text in row["written"])
    return EndedUnit(
        name=row["name"],
        written=re.compile(rf"\b(?:{written})\b"),
        last_day=date.fromisoformat(row.get("valid_to") or known["valid_to"]),
        basis=row.get("basis") or known["basis"],
        successor=row["successor"],
    )


@cache
def _types() -> dict[str, dict[str, Any]]:
    packs = [yaml.safe_load(p.read_text(encoding="utf-8")) for p in PACKS.glob("units/*.yaml")]
    return {row["code"]: row for pack in packs for row in pack["types"]}
