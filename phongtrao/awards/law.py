"""The two tables of the law that an office edits: who signs what (``signers``), what a movement may bring (``ceilings``).

Read from the data of a version (``awards.models.LawVersion``) or of the shipped tables (packs/awards/authority.yaml
and ceilings.yaml). S1-62 … S1-67

>>> row = {"units": ["school"], "by": "Hiệu trưởng", "honours": ["praise"], "basis": "điều 80", "until": "2025-06-30"}
>>> read_law({"signers": [row], "ceilings": []}).signers[0].holds_on(date(2025, 7, 1))
False
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao.awards.ceilings import Allowed, Launched, Review


@dataclass(frozen=True, slots=True)
class Signer:
    """Heads of units of these kinds or types sign these honours, on the days between."""

    units: frozenset[str]
    by: str
    honours: frozenset[str]
    basis: str
    since: date | None = None
    until: date | None = None
    needs_check: bool = False

    def holds_on(self, day: date) -> bool:
        return (not self.since or self.since <= day) and (not self.until or day <= self.until)

    def is_of(self, kind: str, type_code: str | None) -> bool:
        return kind in self.units or type_code in self.units


@dataclass(frozen=True, slots=True)
class Law:
    """What holds for dossiers received from a day on."""

    signers: tuple[Signer, ...]
    ceilings: tuple[Allowed, ...]

    @property
    def needs_check(self) -> bool:
        signers, ceilings = self.signers, self.ceilings
        return any(one.needs_check for one in signers) or any(one.needs_check for one in ceilings)


@dataclass(frozen=True, slots=True)
class LawBook:
    """Every version with the first day of what it is for, the newest first."""

    laws: tuple[tuple[date, Law], ...]

    def on(self, day: date) -> Law:
        """For a dossier received that day; of days before all versions the oldest speaks."""
        return next((law for since, law in self.laws if since <= day), self.laws[-1][1])


def read_law(data: Mapping[str, Any]) -> Law:
    return Law(tuple(map(_signer, data["signers"])), tuple(map(_allowed, data["ceilings"])))


def _signer(row: Mapping[str, Any]) -> Signer:
    return Signer(
        frozenset(row["units"]),
        row["by"],
        frozenset(row["honours"]),
        row["basis"],
        _day(row.get("since")),
        _day(row.get("until")),
        row.get("check", False),
    )


def _allowed(row: Mapping[str, Any]) -> Allowed:
    return Allowed(
        row["honour"],
        frozenset(row["subjects"]),
        {Launched(who): years for who, years in row["by"].items()},
        frozenset(map(Review, row["reviews"])),
        row["sentence"],
        row["article"],
        row.get("check", False),
    )


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
