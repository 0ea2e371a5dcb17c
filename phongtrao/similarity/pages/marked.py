"""A text with its passages marked: whole, only near what is marked, or the bare excerpts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

import numpy as np
from django.utils.translation import gettext as _

from phongtrao.similarity.kinds import Span

AROUND = 120  # characters of an excerpt before and behind the passage
NEAR = 1  # paragraphs kept on each side of a marked one


class Shown(Enum):
    WHOLE = "whole"
    NEAR = "near"
    EXCERPTS = "excerpts"


@dataclass(frozen=True, slots=True)
class Mark:
    """``number``: of the passage, the same on both sides; ``source``: its colour; ``is_weak``: alike in
    meaning, not in words."""

    start: int
    end: int
    number: int
    source: int
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """``mark`` is None for words of no passage; ``is_first``: the passage begins here."""

    text: str
    mark: Mark | None = None
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``has_gap``: something before it is left out."""

    pieces: tuple[Piece, ...]
    has_gap: bool = False


def paint(
    words: str, marks: Sequence[Mark], shown: Shown, hidden: Sequence[Span] = ()
) -> list[Paragraph]:
    """The paragraphs of a text. Where marks overlap the later one is on top; ``hidden`` places, names
    mostly, are covered."""
    painter = _Painter(words, marks, hidden)
    if shown is Shown.EXCERPTS:
        return [
            Paragraph(painter.pieces(start, end), has_gap=start > 0)
            for start, end in _excerpts(words, marks)
        ]
    lines = [line for line in _lines(words) if words[slice(*line)].strip()]
    kept = range(len(lines)) if shown is Shown.WHOLE else _near(lines, marks)
    before = -1
    paragraphs = []
    for place in kept:
        paragraphs.append(Paragraph(painter.pieces(*lines[place]), has_gap=place > before + 1))
        before = place
    return paragraphs


class _Painter:
    """For each character the mark on top of it and the hidden place it lies in; 0 is none."""

    def __init__(self, words: str, marks: Sequence[Mark], hidden: Sequence[Span]) -> None:
        self._words, self._marks = words, marks
        self._mark = _layer(len(words), [(one.start, one.end) for one in marks])
        self._hidden = _layer(len(words), hidden)
        self._begun: set[int] = set()

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        changes = (np.diff(self._mark[start:end]) != 0) | (np.diff(self._hidden[start:end]) != 0)
        edges = [start, *(np.flatnonzero(changes) + start + 1).tolist(), end]
        return tuple(self._piece(*span) for span in pairwise(edges))

    def _piece(self, start: int, end: int) -> Piece:
        on_top = int(self._mark[start])
        text = _("[đã che]") if self._hidden[start] else self._words[start:end]
        if not on_top:
            return Piece(text)
        is_first = on_top not in self._begun
        self._begun.add(on_top)
        return Piece(text, self._marks[on_top - 1], is_first)


def _layer(length: int, spans: Sequence[Span]) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    layer = np.zeros(length, np.int32)
    for number, (start, end) in enumerate(spans, start=1):
        layer[start:end] = number
    return layer


def _lines(words: str) -> Iterator[Span]:
    start = 0
    for line in words.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _near(lines: Sequence[Span], marks: Sequence[Mark]) -> list[int]:
    starts = np.array([start for start, _end in lines])
    ends = np.array([end for _start, end in lines])
    kept = np.zeros(len(lines), np.bool_)
    for mark in marks:
        touched = np.flatnonzero((starts < mark.end) & (ends > mark.start))
        if len(touched):
            kept[max(0, touched[0] - NEAR) : touched[-1] + NEAR + 1] = True
    return [int(place) for place in np.flatnonzero(kept)]


def _excerpts(words: str, marks: Sequence[Mark]) -> list[Span]:
    """A little before and behind each mark, from one space to another; those that meet are one."""
    found: list[Span] = []
    for mark in sorted(marks, key=lambda one: one.start):
        start, end = _before(words, mark.start), _behind(words, mark.end)
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _before(words: str, place: int) -> int:
    if place <= AROUND:
        return 0
    return words.find(" ", place - AROUND, place) + 1 or place


def _behind(words: str, place: int) -> int:
    if place + AROUND >= len(words):
        return len(words)
    return max(place, words.rfind(" ", place, place + AROUND))
