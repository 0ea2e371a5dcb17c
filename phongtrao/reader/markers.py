"""Enumerators: “II.”, “3.1.”, “a)”, “-” and their rank in an administrative text."""

import re

from phongtrao.reader.model import Marker
from phongtrao.reader.text import starts_upper

# Rank by custom of Decree 30/2020, Annex I: part, section, numbered, lettered, dashed.
PART, LETTER_PART, ROMAN, ARABIC, DECIMAL, LETTER, PAREN, STAR, DASH, PLUS = (
    0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 4.5, 5.0, 6.0, 7.0,
)  # fmt: skip
BODY = 9.0  # rank of a paragraph without enumerator

_NEEDS_CAPITAL = frozenset({"roman", "capital", "decimal", "arabic"})
_PATTERNS = (
    ("annex", PART, re.compile(r"(?i:phụ lục)\s*(?:số\s*)?([IVX\d]*)\b[.:]?\s*")),
    (
        "part",
        PART,
        re.compile(r"(?i:phần)\s+(?:thứ\s+)?([IVX]+|(?i:nhất|hai|ba|tư|năm))\b[.:]?\s*"),
    ),
    ("article", ROMAN, re.compile(r"(?:Điều|ĐIỀU|Mục|MỤC)\s+(\d{1,2}|[IVX]+)\s*[.:]\s*(?=\S)")),
    ("roman", ROMAN, re.compile(r"([IVX][IVXl]*)\s?(?:[.)]|/(?=\s))\s*(?=\S)")),
    ("capital", LETTER_PART, re.compile(r"([A-HĐK-N])\.\s+(?=\S)")),
    (
        "decimal",
        DECIMAL,
        re.compile(
            r"(\d{1,2}(?:\.\d{1,2})+)[.)]?(?:\s*(?=[^\s\d])|\s+(?=\d{1,3}(?:[.,]\d+)?\s?%))"
        ),
    ),
    (
        "arabic",
        ARABIC,
        re.compile(
            r"(\d{1,2})(?:(?:[.)]|[/,](?=\s))\s*(?=[^\s\d])|[.)]\s+(?=\d{1,3}(?:[.,]\d+)?\s?%))"
        ),
    ),
    ("letter", LETTER, re.compile(r"([a-zđ¢@])\)\s*(?=\S)|([a-zđ])\.\s+(?=\S)")),
    ("paren", PAREN, re.compile(r"\((\d{1,2}|[a-zđ])\)\s*(?=\S)")),
    ("bullet", STAR, re.compile(r"(\*)\s*(?=\S)")),
    ("bullet", DASH, re.compile(r"([-–—•▪●○◦·])\s*(?=[^\s\d]|\d+[^-\d/])")),
    ("bullet", PLUS, re.compile(r"(\+)\s*(?=\S)")),
)
# “3.3. 100% hồ sơ …” opens with a number of its own.
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d+)?\s?%")
_YEAR_RANGE_END = re.compile(r"[-–]\s*\d{4}\b")


def parse_marker(text: str) -> tuple[Marker | None, str]:
    """Cut the enumerator off ``text``: (marker or None, the rest)."""
    if _YEAR_RANGE_END.match(text):
        return None, text
    for kind, rank, pattern in _PATTERNS:
        match = pattern.match(text)
        if match and (kind not in _NEEDS_CAPITAL or _opens_text(text[match.end() :])):
            return _marker(kind, rank, match), text[match.end() :]
    return None, text


def _opens_text(rest: str) -> bool:
    return starts_upper(rest) or _SHARE.match(rest) is not None


def label(marker: Marker | None) -> str:
    """The enumerator as a heading prints it: “II. ”, “3.1. ”, “a) ”; bullets print nothing."""
    if marker is None or marker.is_bullet:
        return ""
    if marker.kind in ("letter", "paren"):
        return f"{marker.ordinal}) "
    return f"{marker.ordinal}. "


def _marker(kind: str, rank: float, match: re.Match[str]) -> Marker:
    ordinal = next((group for group in match.groups() if group), "")
    if kind == "bullet":
        return Marker(kind, "", rank)
    if kind == "roman":
        ordinal = ordinal.replace("l", "I")
    if kind == "decimal":
        rank += ordinal.count(".") / 10
    return Marker(kind, ordinal, rank)
