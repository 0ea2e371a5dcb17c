"""A printed line as words and what stands between them; how a word was set: small, Capital, CAPITALS."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from phongtrao.lib.text import strip_marks

Kind = Literal["word", "symbol", "number", "stop"]

_TOKEN = re.compile(r"\S+")
_AROUND = "“”\"'‘’()[]{}«»*•~_—–+-,;:.!?…"
_VOWEL = re.compile("[AEIOUYaeiouy]")
_NUMBER = re.compile(r"[\d.,%-]*\d[\d.,%-]*")
_PART = re.compile(r"[^,;:./–-]+")  # 57-NQ/TW is a number and two symbols
_ADDRESS = re.compile(r"@\w|://|www\.")
_ENDS = frozenset(".;:!?")
_ENUMERATOR = re.compile(r"\w\)|[A-ZĐ]\.|[IVXl]+\.")
_CAPITALS = 2  # a part of a number of a paper is a symbol when it has as many: NQ, TTg


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a symbol of a paper (NQ), a number or the end of a sentence, and where it stands."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def cut(line: str) -> list[Piece]:
    """The pieces of a line; spaces and signs around words are left out, the ends of sentences kept."""
    return [
        piece for token in _TOKEN.finditer(line) for piece in _cut(token.group(), token.start())
    ]


def set_like(word: str, seen: str) -> str:
    """``word``, in small letters, set as ``seen`` was: “KE” → “KẾ”, “Ké” → “Kế”, “TTg” → “TTg”."""
    capitals = [sign.isupper() for sign in seen]
    if len(word) == len(seen):
        return "".join(c.upper() if up else c for c, up in zip(word, capitals, strict=True))
    if sum(capitals) > 1 and not any(map(str.islower, seen)):
        return word.upper()
    return word[:1].upper() + word[1:] if capitals[:1] == [True] else word


def _cut(token: str, start: int) -> Iterator[Piece]:
    if _ADDRESS.search(token):
        return
    if _ENUMERATOR.fullmatch(token):
        yield Piece("stop", token, start)
        return
    core = token.strip(_AROUND)
    left = token.index(core)
    right = left + len(core)
    if _NUMBER.fullmatch(core):
        yield Piece("number", core, start + left)
    else:
        yield from _parts(core, start + left)
    if _ENDS & set(token[right:]):
        yield Piece("stop", token[right:], start + right)


def _parts(core: str, start: int) -> Iterator[Piece]:
    is_joined = "/" in core or "-" in core
    for found in _PART.finditer(core):
        part = found.group()
        is_word = any(map(str.isalnum, part)) and not (is_joined and len(part) == 1)  # đ/c, b/c
        if is_word:
            yield Piece(_kind(part, is_symbol=is_joined), part, start + found.start())


def _kind(part: str, *, is_symbol: bool) -> Kind:
    if _NUMBER.fullmatch(part):
        return "number"
    is_capital = sum(map(str.isupper, part)) >= _CAPITALS
    is_spelt = _VOWEL.search(strip_marks(part)) is None  # THPT, VP
    return "symbol" if is_capital and (is_symbol or is_spelt) else "word"
