"""What the certificates of a unit say, in words an office edits; the first ones come from a pack."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from phongtrao.documents.certificate_kinds import CertificateKind, certificate_kind
from phongtrao.documents.models import CertificateForm
from phongtrao.documents.numbering import abbreviation
from phongtrao.documents.positions import head_of
from phongtrao.documents.queries.writing import usual_words
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import superior_name


@dataclass(frozen=True, slots=True)
class FormWords:
    """Everything certificates of one form have in common. ``symbol`` follows number and year."""

    title: str
    certifies: str  # who certifies: HIỆU TRƯỞNG TRƯỜNG … CHỨNG NHẬN
    superior: str
    issuer: str
    symbol: str
    place: str = ""
    capacity: str = ""
    position: str = ""
    signer: str = ""

    def to_json(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def from_json(cls, frozen: Mapping[str, Any]) -> "FormWords":
        return cls(**{one.name: nfc(frozen.get(one.name, "")).strip() for one in fields(cls)})


def words_of(unit: Unit, kind: str) -> FormWords:
    """As the office worded them, else as the pack proposes for this unit."""
    kept = CertificateForm.objects.filter(unit=unit, kind=kind).first()
    return FormWords.from_json(kept.said) if kept else _proposed(unit, certificate_kind(kind))


def _proposed(unit: Unit, kind: CertificateKind) -> FormWords:
    said = usual_words(unit)
    pack = _pack(kind.words)
    head = head_of(unit, said.get("position", ""))
    return FormWords(
        title=pack["title"],
        certifies=pack["certifies"].format(head=head, unit=unit.name).upper(),
        superior=superior_name(unit).upper(),
        issuer=unit.name.upper(),
        symbol=f"{pack['symbol']}-{abbreviation(unit)}",
        place=said.get("place", ""),
        capacity=said.get("capacity", "").upper(),
        position=said.get("position", "").upper(),
        signer=said.get("signer", ""),
    )


@cache
def _pack(path: Path) -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found
