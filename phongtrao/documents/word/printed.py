"""Whom a Word draft is addressed to and who signs it, as its own words say.

NĐ 30/2020/NĐ-CP (phụ lục I): a letter names above (“Kính gửi: …”, a line each when they are several) those
for whom “- Như trên” stands below; the signature stands beside “Nơi nhận”: capacity and position in
capitals, then the name. What is set otherwise is not guessed: it reads as nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from phongtrao.documents.content import WORD
from phongtrao.documents.word.finish import read_text_lines
from phongtrao.lib.text import fold
from phongtrao.reader.text import is_upper, squeeze, starts_upper

_BULLETS = "-–•+* "
_ABOVE = re.compile(r"^kính gửi\s*:?\s*", re.IGNORECASE)
_FILING = ("luu:", "luu ", "nhu tren")
# “PGS.TS. Trần Bình”: degrees are no part of the name.
_DEGREES = re.compile(r"^(?:(?:GS|PGS|TS|TSKH|ThS|CN|BS|NGƯT|NGND)\s?\.?\s?)+(?=\w)")
_HEAD = 60  # lines: letterhead, number and abstract stand before “Kính gửi”
_MOST_ABOVE = 40
_NAME_BELOW = 8  # lines under the position: the space of the signature
_NAME_WORDS = range(2, 7)
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Printed:
    """``addressed_to``: a line each, without bullets and the sign that ends it."""

    addressed_to: tuple[str, ...] = ()
    signer: str = ""


def read_printed(content: bytes, media_type: str) -> Printed:
    """Of a .docx; every other file says nothing. Raises BadFile when the .docx cannot be read."""
    if media_type != WORD:
        return Printed()
    lines = [line for raw in read_text_lines(content) if (line := squeeze(raw))]
    return Printed(tuple(_addressed(lines)), _signer(lines))


# ------------------------------------------------------------------ above


def _addressed(lines: Sequence[str]) -> Iterator[str]:
    """Lines go on while they are listed, or the one before has not ended."""
    start = next((n for n, line in enumerate(lines[:_HEAD]) if _ABOVE.match(line)), None)
    if start is None:
        return
    first = _ABOVE.sub("", lines[start])
    last = ";"
    for place, line in enumerate([first, *lines[start + 1 : start + _MOST_ABOVE]]):
        if place and not (line.startswith(tuple(_BULLETS)) or last.endswith((";", ","))):
            return
        if bare := line.lstrip(_BULLETS).rstrip(".;, "):
            yield bare
            last = line
        if line.endswith("."):
            return


# ------------------------------------------------------------------ below


def _signer(lines: Sequence[str]) -> str:
    start = next((n for n, line in enumerate(lines) if fold(line).startswith("noi nhan")), None)
    if start is None:
        return ""
    beside = [line for line in lines[start + 1 :] if not _is_recipient(line)]
    position = next((n for n, line in enumerate(beside) if is_upper(line)), None)
    if position is None:
        return ""
    below = beside[position + 1 : position + 1 + _NAME_BELOW]
    return next((line[:LONGEST_NAME] for line in below if _is_name(line)), "")


def _is_recipient(line: str) -> bool:
    return line.startswith(tuple(_BULLETS)) or fold(line).startswith(_FILING)


def _is_name(line: str) -> bool:
    words = _DEGREES.sub("", line).split()
    return len(words) in _NAME_WORDS and not is_upper(line) and all(map(starts_upper, words))
