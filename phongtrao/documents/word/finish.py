"""The number and the day of a paper, found in its Word file and placed there when it is issued.

NĐ 30/2020/NĐ-CP (phụ lục I) gives both a line of their own: “Số: …/KH-SGDĐT” and “Sông Ngân, ngày …
tháng … năm 2026”. Only a line that is nothing else is read, so that no day of the text is touched; an
annex names its paper in brackets, “(Kèm theo Kế hoạch số …/… ngày … tháng … năm …)”. Every other line
and every other part of the file stays as it was approved.
"""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx.oxml.ns import qn
from lxml import etree

from phongtrao.documents.word.mark import change_mark
from phongtrao.documents.word.render import BODY, replace_parts
from phongtrao.lib.errors import BadFile
from phongtrao.lib.text import nfc

_SPACE = "[ \t\u00a0\u2002\u2003\u2009]*"
_BLANK = " \t\u00a0\u2002\u2003\u2009.…_‥"
_GAP = f"[{_BLANK}]*"
_SYMBOL = r"\w[\w&./-]*"
_DAYS = rf"ngày(?P<day>{_GAP}\d*{_GAP})tháng(?P<month>{_GAP}\d*{_GAP})năm(?P<year>{_GAP}\d*[.…_‥]*)"
_ANY_CASE = re.IGNORECASE | re.MULTILINE
_NUMBER = re.compile(
    rf"^{_SPACE}Số{_SPACE}:(?P<number>{_GAP}\d*{_GAP})/{_SPACE}(?P<symbol>{_SYMBOL}|{_GAP}){_SPACE}$",
    _ANY_CASE,
)
_DAY = re.compile(rf"^(?:[^,\n]{{1,60}},)?{_SPACE}{_DAYS}{_SPACE}$", _ANY_CASE)
_ANNEX = re.compile(
    rf"^{_SPACE}\(?(?:ban hành )?kèm theo\b[^/\n]*?\bsố(?:{_SPACE}:)?"
    rf"(?P<number>{_GAP}\d*{_GAP})/{_SPACE}(?P<symbol>{_SYMBOL}|{_GAP})[ ,]*{_DAYS}",
    _ANY_CASE,
)
_DIGITS = re.compile(r"\d+")
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t"}
_TEXT = qn("w:t")
_KEEP_SPACES = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a file says of its number and day. ``None``: it has no such line; ``""``: left blank."""

    number: str | None
    symbol: str
    day: str | None  # of the month
    month: str
    year: str

    def fault(self, number: int, symbol: str, day: date) -> str:
        """Why this number and day cannot be placed; empty when they can."""
        return self.contradiction(number, symbol, day) or self._missing()

    def contradiction(self, number: int, symbol: str, day: date) -> str:
        """What the file says already, where that is another number, symbol or day."""
        if self.number and int(self.number) != number:
            return _("Tệp in số %(number)s.") % {"number": self.number}
        if self.symbol and self.symbol.casefold() != nfc(symbol).strip().casefold():
            return _("Tệp in ký hiệu “%(symbol)s”.") % {"symbol": self.symbol}
        said = [int(part or 0) for part in (self.day, self.month, self.year)]
        if self.day and said != [day.day, day.month, day.year]:
            return _("Tệp in ngày %(day)s tháng %(month)s năm %(year)s.") % {
                "day": self.day,
                "month": self.month,
                "year": self.year,
            }
        return ""

    def _missing(self) -> str:
        if self.number is None:
            return _("Tệp không có dòng “Số: …/…” để điền.")
        return _("Tệp không có dòng “ngày … tháng … năm …” để điền.") if self.day is None else ""


def read_heading(content: bytes) -> Heading:
    """The number and day of a .docx as it stands; raises BadFile when it cannot be read."""
    return heading_of(_said(paragraph) for paragraph in _paragraphs(_body(content)))


def read_text_lines(content: bytes) -> list[str]:
    """Every line of a .docx in reading order, those of tables and after breaks too; may raise BadFile."""
    return [
        line for paragraph in _paragraphs(_body(content)) for line in _said(paragraph).split("\n")
    ]


def heading_of(lines: Iterable[str]) -> Heading:
    """The same of the lines of any text, such as those of a PDF."""
    text = nfc("\n".join(lines))
    number, day = _NUMBER.search(text), _DAY.search(text)
    said = {name: _digits(day[name]) for name in ("day", "month", "year")} if day else {}
    return Heading(
        number=_digits(number["number"]) if number else None,
        symbol=number["symbol"].strip(_BLANK) if number else "",
        day=said.get("day"),
        month=said.get("month", ""),
        year=said.get("year", ""),
    )


def place_number(content: bytes, number: str, symbol: str, day: date) -> bytes:
    """The same .docx with “05”, the symbol where that is blank, and the day; its draft mark is gone.

    ``number``: as written, “05”. The caller has asked ``Heading.fault``.
    """
    root = _body(content)
    waiting = [_NUMBER, _DAY]  # the first line of each; another one is not the paper's own
    for paragraph in _paragraphs(root):
        said = _composed(paragraph)
        found = [match for pattern in waiting if (match := pattern.search(said))]
        waiting = [pattern for pattern in waiting if pattern not in {one.re for one in found}]
        annex = _ANNEX.search(said)
        for match in [annex] if annex else found:
            _write(paragraph, _edits(match, number, symbol, day))
    xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return change_mark(replace_parts(content, {BODY: lambda _old: xml.decode("utf-8")}), "")


# ------------------------------------------------------------------ what is written where

Edit = tuple[int, int, str]  # from, to, the words instead: positions in the paragraph's text


def _edits(found: re.Match[str], number: str, symbol: str, day: date) -> list[Edit]:
    """Only blanks are filled; what is printed already agrees with it."""
    names, edits = found.groupdict(), []
    if "number" in names and not _digits(names["number"]):
        edits.append((*found.span("number"), f" {number}"))
    if "symbol" in names and not names["symbol"].strip(_BLANK):
        edits.append((*found.span("symbol"), symbol))
    if "day" in names and not _digits(names["day"]):
        edits += [
            (*found.span("day"), f" {day.day:02d} "),
            (*found.span("month"), f" {_month(day)} "),
            (*found.span("year"), f" {day.year}"),
        ]
    return edits


def _month(day: date) -> str:
    """NĐ 30/2020: the months 1 and 2 are written with a zero, so that nobody adds a digit."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)  # noqa: PLR2004 -- March


def _digits(text: str) -> str:
    found = _DIGITS.search(text)
    return found[0] if found else ""


# ------------------------------------------------------------------ the file


def _body(content: bytes) -> Any:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return etree.fromstring(archive.read(BODY))
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise BadFile from error


def _paragraphs(root: Any) -> list[Any]:
    return list(root.iter(qn("w:p")))


def _nodes(paragraph: Any) -> list[tuple[Any, str]]:
    """Its pieces of text and the breaks between them, each with what it says."""
    return [
        (node, (node.text or "") if node.tag == _TEXT else _BREAKS[node.tag])
        for node in paragraph.iter(_TEXT, *_BREAKS)
    ]


def _said(paragraph: Any) -> str:
    return "".join(text for _node, text in _nodes(paragraph))


def _composed(paragraph: Any) -> str:
    """What it says in NFC, in which the patterns are written; positions are counted in it."""
    for node in paragraph.iter(_TEXT):
        node.text = nfc(node.text or "")
    return _said(paragraph)


def _write(paragraph: Any, edits: list[Edit]) -> None:
    """From the last to the first, so that the positions of the others stay true."""
    for start, end, words in sorted(edits, reverse=True):
        _replace(_nodes(paragraph), start, end, words)


def _replace(nodes: list[tuple[Any, str]], start: int, end: int, words: str) -> None:
    """Word cuts a line into runs anywhere: the words go into the first run that touches the blank."""
    at, left = 0, words
    for node, text in nodes:
        first, last = max(start - at, 0), min(end - at, len(text))
        if node.tag == _TEXT and first <= last:
            node.text = text[:first] + left + text[last:]
            node.set(_KEEP_SPACES, "preserve")
            left = ""
        at += len(text)
