"""What of a report is not its author's body text, and known without any other document.

Headings, paragraphs that cite law, quotations that name their source, the list of references. What many
documents share is learned from them instead (``phrases.learn_common``), and so is an office's own form.
Each rule takes away little at a time: whoever writes “(nguồn: …)” behind a whole chapter has it counted.
"""

import re
from collections.abc import Iterator
from functools import cache

import numpy as np

from phongtrao.lib.text import fold
from phongtrao.similarity.engine.syllables import Codes, Flags, Syllables, read_syllables

Span = tuple[int, int]  # characters

_LONGEST_HEADING = 16  # syllables
_LONGEST_CITATION = 60
_LONGEST_QUOTATION = 120
_REFERENCES_FROM = 2 / 3  # of the text: before that the words are about references

# “I. …”, “2.1. …”, “Phần 2: …”
_NUMBERED = re.compile(
    r"[ \t]*(?:(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3})[.):/]|(?i:phần|phan|chương|chuong) [IVX\d])"
)
_LINE = re.compile(r"[^\n]+")
_QUOTED = re.compile(r"“[^“”]{20,1500}”|\"[^\"\n]{20,1500}\"|«[^«»]{20,1500}»")
_SOURCE_AFTER = re.compile(r"[.,;]?\s?(?:\([^()\n]{2,120}\)|\[\d{1,3}(?:[,;-] ?\d{1,3})*\])")
_SOURCE_BEFORE = re.compile(
    r"\b(?:theo|trich|nguon|viet|day|noi|khang dinh|neu ro|neu|quy dinh|ghi ro|ghi|phat bieu)\b[^.]*$"
)
_BEFORE = 80  # characters in which a source may be named
_LINE_END = re.compile(r"\n")
_SENTENCE_END = re.compile(r"[.;](?=\s)|\n")

_GROUNDS = "căn cứ"  # a paragraph that begins so is a legal basis
_LAW = tuple(
    f"{kind} số"
    for kind in ("luật", "nghị định", "nghị quyết", "thông tư", "quyết định", "chỉ thị", "công văn")
)
_REFERENCES = "tài liệu tham khảo"


def body_of(text: str, syllables: Syllables) -> Flags:
    """For each syllable whether it stands in the body."""
    counted = np.ones(len(syllables), np.bool_)
    rules = (
        (_headings(text), _LONGEST_HEADING),
        (_laws(text, syllables), _LONGEST_CITATION),
        (_quotations(text), _LONGEST_QUOTATION),
        (_references(text, syllables), len(syllables)),
    )
    for spans, longest in rules:
        for start, end in spans:
            part = syllables.within(start, end)
            if part.stop - part.start <= longest:
                counted[part] = False
    return counted


def _headings(text: str) -> Iterator[Span]:
    """Numbered lines that no sentence ends, and lines in capitals."""
    for found in _LINE.finditer(text):
        line = found.group()
        if line.isupper() or (_NUMBERED.match(line) and line.rstrip()[-1] not in ".;,"):
            yield found.span()


def _laws(text: str, syllables: Syllables) -> Iterator[Span]:
    """From “Nghị quyết số” to the end of its sentence; a paragraph that begins with “Căn cứ”."""
    for law in _LAW:
        for start in _places(law, syllables):
            yield start, _end(_SENTENCE_END, text, start)
    for start in _places(_GROUNDS, syllables):
        if _begins_line(text, start):
            yield start, _end(_LINE_END, text, start)


def _quotations(text: str) -> Iterator[Span]:
    for found in _QUOTED.finditer(text):
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        if _SOURCE_AFTER.match(text, found.end()) or _SOURCE_BEFORE.search(fold(before)):
            yield found.span()


def _references(text: str, syllables: Syllables) -> Iterator[Span]:
    for start in _places(_REFERENCES, syllables):
        if start >= len(text) * _REFERENCES_FROM and _begins_line(text, start):
            yield start, len(text)


def _places(phrase: str, syllables: Syllables) -> list[int]:
    """Where the phrase begins, however it is written: folded syllables are compared."""
    first, *others = _codes(phrase)
    places = np.flatnonzero(syllables.codes[: max(0, len(syllables) - len(others))] == first)
    for offset, code in enumerate(others, start=1):
        places = places[syllables.codes[places + offset] == code]
    return [int(start) for start in syllables.starts[places]]


@cache
def _codes(phrase: str) -> Codes:
    return read_syllables(phrase).codes


def _begins_line(text: str, start: int) -> bool:
    """Whether nothing but a number or a dash stands before it."""
    line = text[max(0, start - 12, text.rfind("\n", 0, start) + 1) : start]
    return not re.search(r"[^\W\dIVX]", line)


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.search(text, start)
    return found.start() if found else len(text)
