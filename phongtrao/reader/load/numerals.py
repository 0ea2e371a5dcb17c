"""Roman numerals as a scanner sees them: “HI.” is III, “L” is I, “VỊ.” is VI, and II loses a stroke.

They stand in front of the headings, and with the wrong one half a plan goes to another section.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from phongtrao.lib.text import strip_marks
from phongtrao.reader.load.boxes import Line
from phongtrao.reader.load.pages import Page

_STROKES = str.maketrans({"H": "II", "L": "I", "l": "I", "1": "I", "|": "I", "!": "I"})
# The last: the I of “II.” and its dot together look like an L.
_NUMERAL = re.compile(r"(?=.*[IVXHLl|])[IVXHLl1|!]{1,5}[.,:]|[IVXH]{2,5}|[IVXH]{1,4}L")
_ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")
_SURE = re.compile(r"[IVX]+[.,:]")
_NAMED = re.compile(
    r"(?:PHẦN|CHƯƠNG|PHỤ LỤC)", re.IGNORECASE
)  # “PHỤ LỤC H”: the numeral ends the line
_HIGHER = re.compile(r"(?:phần|chương|phụ lục)\b|[A-H]\.\s", re.IGNORECASE)
_VALUES = {"I": 1, "V": 5, "X": 10}
_NUMBERS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_SHORT = 40
_LONGEST = 110  # letters of a heading on one line


def mend_numerals(pages: Iterable[Page], scanned: Iterable[int]) -> list[Page]:
    """The pages with the numerals of the ``scanned`` ones put right by their order.

    One that repeats the numeral before it has lost a stroke, unless a higher heading stood between. The first
    one below a higher heading is I, however many strokes its dot was taken for.
    """
    before, seen = 0, set(scanned)
    mended = []
    for page in pages:
        if page.number not in seen:
            mended.append(page)
            continue
        lines = []
        for line in page.lines:
            value = _value(line)
            if value and value == before:
                value += 1
            elif value and not before and not _SURE.fullmatch(line.runs[0].text):
                value = 1
            if value or _HIGHER.match(line.text):
                before = value
            lines.append(_renumbered(line, value) if value else _annex(line))
        mended.append(replace(page, lines=tuple(lines)))
    return mended


def _value(line: Line) -> int:
    """The numeral a heading begins with, or 0."""
    if len(line.runs) < 2 or len(line.text) > _LONGEST:  # noqa: PLR2004 -- a numeral and a word
        return 0
    first, following = line.runs[0].text, line.runs[1].text
    if first[-1:] in ".,:":  # without them “VÌ” is a word
        first = strip_marks(first)
    is_bare = len(line.text) <= _SHORT and first in ("L", "I", "H", "|")  # its dot is lost too
    if not (_NUMERAL.fullmatch(first) or is_bare) or not following[:1].isupper():
        return 0
    roman = first.rstrip(".,:").translate(_STROKES)
    value = _number(roman) if roman and _ROMAN.fullmatch(roman) else 0
    return value if value + 1 < len(_NUMBERS) else 0


def _annex(line: Line) -> Line:
    """A line that is nothing but the name of an annex or part, with the strokes of its numeral."""
    *name, last = line.runs
    roman = last.text.translate(_STROKES)
    if not (_NAMED.fullmatch(" ".join(run.text for run in name)) and _ROMAN.fullmatch(roman)):
        return line
    return Line((*name, last._replace(text=roman)))


def _number(roman: str) -> int:
    return sum(_signed(roman))


def _signed(roman: str) -> Iterator[int]:
    for place, letter in enumerate(roman):
        value = _VALUES[letter]
        is_before_larger = value < max(_VALUES[after] for after in roman[place:])
        yield -value if is_before_larger else value


def _renumbered(line: Line, value: int) -> Line:
    first = line.runs[0]._replace(text=f"{_NUMBERS[value]}.")
    return Line((first, *line.runs[1:]))
