"""The packs of the five source plans, as plain values."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from phongtrao.documents.models import DocumentKind

FOLDER = Path(__file__).resolve().parent.parent / "packs" / "plans"
# The source plans are of a real city; the demo plays in a province that does not exist.
PLACES = (
    (re.compile(r"thành phố\s+Hải Phòng", re.IGNORECASE), "tỉnh Sông Ngân"),
    (re.compile(r"Hải Phòng", re.IGNORECASE), "Sông Ngân"),
    (re.compile(r"NHÂN DÂN tỉnh Sông Ngân"), "NHÂN DÂN TỈNH SÔNG NGÂN"),
    (re.compile(r"huyện\s+Cát Hải"), "huyện"),
    (re.compile(r"Thành ủy"), "Tỉnh ủy"),
    (re.compile(r"(?<!tỉnh, )\b(?:[Tt]hành phố|TP)\b"), "tỉnh"),
)
KINDS = {str(label): value for value, label in DocumentKind.choices}


@dataclass(frozen=True, slots=True)
class Pack:
    """One plan. ``data`` is the file as read; what is missing in it is empty."""

    key: str  # “000” … “004”
    data: dict[str, Any]

    @property
    def document(self) -> dict[str, str]:
        return dict(self.data["document"])

    @property
    def title(self) -> str:
        """What the demo province calls the plan: it is not the place of the source."""
        return str(self.data["demo"]["title"])

    @property
    def number(self) -> str:
        """The number the demo gives the document where the source has none."""
        return str(self.data["demo"].get("number") or f"{100 + int(self.key)}/KH-SGDĐT")

    def days(self, name: str) -> date | None:
        value = self.data["demo"].get(name)
        return date.fromisoformat(value) if value else None

    def rows(self, name: str) -> list[dict[str, Any]]:
        return list(self.data.get(name, []))

    @property
    def serves(self) -> list[str]:
        """Movements of other packs, as “001.1”: the first of pack 001."""
        return list(self.data["demo"].get("serves", []))

    def content_place(self, section: str) -> int | None:
        """The place, from 0, of the movement's content that the tasks of a section belong to."""
        place: int | None = self.data["demo"].get("content_of", {}).get(section)
        return place

    @property
    def waiting(self) -> dict[str, list[dict[str, Any]]]:
        """Facts of apps to come, by section of the plan schema."""
        return dict(self.data["waiting"])


def read_packs() -> list[Pack]:
    """The packs in their order, moved to the invented province."""
    return [
        Pack(path.stem, _moved(yaml.safe_load(path.read_text(encoding="utf-8"))))
        for path in sorted(FOLDER.glob("*.yaml"))
    ]


def _moved(value: Any) -> Any:
    """The same plain value with every place in it put into the invented province."""
    if isinstance(value, dict):
        return {key: _moved(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_moved(inner) for inner in value]
    if isinstance(value, str):
        for pattern, name in PLACES:
            value = pattern.sub(name, value)
    return value


def document_kind(words: str) -> str:
    """“Nghị quyết” → the code of the kind."""
    return KINDS.get(words, DocumentKind.OTHER)


def outline(contents: list[dict[str, Any]]) -> str:
    """Contents as the movement form takes them: a heading a line, its items below with “- ”."""
    lines: list[str] = []
    heading = ""
    for row in contents:
        if row.get("heading", "") != heading:
            heading = row.get("heading", "")
            lines.append(_one_line(heading))
        lines.append(f"{'- ' if heading else ''}{_one_line(row['text'])}")
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())
