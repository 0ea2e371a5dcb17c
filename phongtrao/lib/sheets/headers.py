"""Where the header of a table stands and what it calls its columns, in sheets nobody made for us.

Titles, notes and the name of the office stand above; a header may fill two or three lines with
merged cells (“Trình độ” over “Chuyên môn” and “Chính trị”).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from phongtrao.lib.sheets.columns import to_text
from phongtrao.lib.sheets.workbook import Merged
from phongtrao.lib.text import fold

HEADER_WITHIN = 20  # lines
_ENOUGH = 2  # known labels that make a line a header


@dataclass(frozen=True, slots=True)
class Header:
    """``first``, ``last``: its lines, counted from 1. ``labels``: one a column, "" where it has none.

    A label under a merged one is told with it: “Trình độ – Chuyên môn”.
    """

    first: int
    last: int
    labels: tuple[str, ...]


def find_header(
    head: Sequence[Sequence[Any]], merged: Sequence[Merged], known: Collection[str]
) -> Header | None:
    """The header among the first lines: where most labels are ``known``, which are folded.

    ``head``: at least the first HEADER_WITHIN lines of the sheet. None when no line has two known
    labels; the caller may still take a line that a person names, by ``read_header``.
    """
    found = [read_header(head, merged, line) for line in range(1, 1 + _within(head))]
    scores = [
        len({label for label in header.labels if _is_known(label, known)}) for header in found
    ]
    best = max(scores, default=0)
    return found[scores.index(best)] if best >= _ENOUGH else None


def guess_header(head: Sequence[Sequence[Any]], merged: Sequence[Merged]) -> Header:
    """The line that looks most like one where no label is known: the most different short texts."""
    found = [read_header(head, merged, line) for line in range(1, 1 + _within(head))]
    return max(found, key=lambda header: len({label for label in header.labels if label}))


def read_header(head: Sequence[Sequence[Any]], merged: Sequence[Merged], line: int) -> Header:
    """The header that begins at the line (from 1), as deep as its merged cells say."""
    top = line - 1
    full = max((len(row) for row in head), default=0)
    # A cell merged over half the sheet or more is a title, not a group of columns.
    here = [area for area in merged if area.top == top and 2 * (area.last - area.first) < full]
    bottom = min(max([top, *map(_reach, here)]), len(head) - 1)
    width = max((len(row) for row in head[top : bottom + 1]), default=0)
    texts = [_filled(head, merged, at, width) for at in range(top, bottom + 1)]
    return Header(line, bottom + 1, tuple(_joined(parts) for parts in zip(*texts, strict=True)))


def _is_known(label: str, known: Collection[str]) -> bool:
    return any(part in known for part in parts_of(label))


def _within(head: Sequence[Sequence[Any]]) -> int:
    return min(HEADER_WITHIN, len(head))


def _reach(area: Merged) -> int:
    """A cell merged over several columns has its parts in the line below it."""
    if area.bottom > area.top:
        return area.bottom
    return area.top + 1 if area.last > area.first else area.top


def _filled(
    head: Sequence[Sequence[Any]], merged: Sequence[Merged], at: int, width: int
) -> list[str]:
    """The texts of a line, with that of a merged cell in each of its places."""
    row = head[at]
    texts = [*(to_text(cell) for cell in row), *[""] * (width - len(row))]
    for area in merged:
        if area.top <= at <= area.bottom and area.first < len(head[area.top]):
            said = to_text(head[area.top][max(area.first, 0)])
            for place in range(max(area.first, 0), min(area.last + 1, width)):
                texts[place] = said
    return [" ".join(text.split()) for text in texts]


def _joined(parts: Sequence[str]) -> str:
    kept: list[str] = []
    for part in parts:
        if part and part not in kept:
            kept.append(part)
    return " – ".join(kept)


def shape_of(labels: Sequence[str]) -> str:
    """What two sheets of the same form have in common: their labels, folded, in order."""
    return "|".join(fold(label) for label in labels)


def parts_of(label: str) -> Iterator[str]:
    """The ways a label may be known: whole, and its last part (“Trình độ – Chuyên môn”)."""
    folded = fold(label)
    yield folded
    if " - " in folded:
        yield folded.rsplit(" - ", 1)[1]
