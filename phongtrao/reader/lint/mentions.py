"""Every numbered document the paper names, with the paragraph it is named in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from phongtrao.reader.citations.mention import Mention, find_mentions, number_key
from phongtrao.reader.lint.model import Paper
from phongtrao.reader.model import Paragraph

_PARTS = re.compile(r"(\d+)(?:/(\d{4}))?([-/])([^-/]+)(?:([-/])(.+))?$")


@dataclass(frozen=True, slots=True)
class Cited:
    """A mention in its paragraph; ``words`` are the kind, the number and the day as printed."""

    mention: Mention
    paragraph: Paragraph

    @property
    def key(self) -> str:
        return number_key(self.mention.number)

    @property
    def words(self) -> str:
        mention = self.mention
        return self.paragraph.text[mention.start : mention.number_end].strip()

    @property
    def dated(self) -> str:
        """The words with what follows of the day, for a reader who looks for them in the text."""
        text = self.paragraph.text[self.mention.start :]
        match = re.match(
            rf"{re.escape(self.words)},? ngày [\d/.\- ]*\d(?: tháng \d+ năm \d+)?", text
        )
        return match.group().strip() if match else self.words


@dataclass(frozen=True, slots=True)
class Number:
    """The parts of a number: 152/2025/NĐ-CP has digits “152”, year 2025, code “NĐ”, issuer “CP”."""

    digits: str
    year: int | None
    before_code: str  # “/” as the State writes, “-” as the Party does
    code: str
    before_issuer: str
    issuer: str


def cited_in(paper: Paper) -> list[Cited]:
    """In reading order."""
    return [
        Cited(mention, paragraph)
        for paragraph in paper.paragraphs
        for mention in find_mentions(paragraph.text)
    ]


def by_document(paper: Paper) -> Mapping[str, list[Cited]]:
    """Number, spelled in any way → its mentions."""
    found: dict[str, list[Cited]] = {}
    for cited in cited_in(paper):
        found.setdefault(cited.key, []).append(cited)
    return found


def split_number(number: str) -> Number | None:
    match = _PARTS.match(number)
    if match is None:
        return None
    digits, year, before, code, between, issuer = match.groups()
    return Number(digits, int(year) if year else None, before, code, between or "", issuer or "")
