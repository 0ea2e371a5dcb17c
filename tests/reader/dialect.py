"""The dialect in which the invented plans are written: one paragraph a line, tables as in markdown.

A comment line says what a page cannot: ``<!-- không kẻ -->`` a table without rules (letterhead,
closing), ``<!-- trang mới -->``, ``<!-- trang ngang -->``, ``<!-- trang dọc -->``. In a cell ``<br>``
breaks the line and ``^^`` alone continues the cell above; a row with only its first cell filled
runs over all columns.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->")
_RULE = re.compile(r"\|[\s:|-]+\|?")
_NO_RULES = "không kẻ"
ABOVE = "^^"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``is_bold`` when the whole of it stands between ``**``."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of one width; a cell that goes on downwards holds ``ABOVE``."""

    rows: tuple[tuple[str, ...], ...]
    is_ruled: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """A new page: ``mới`` like the one before, ``ngang`` landscape, ``dọc`` portrait."""

    how: str


Part = Text | Grid | Turn


def parse(text: str) -> list[Part]:
    """The parts of a plan in the order they are printed."""
    parts: list[Part] = []
    is_ruled = True
    lines = [line.strip() for line in text.splitlines()]
    for is_table, run in groupby(filter(None, lines), key=lambda line: line.startswith("|")):
        if is_table:
            parts.append(Grid(tuple(_rows(list(run))), is_ruled))
            is_ruled = True
            continue
        for line in run:
            if comment := _COMMENT.fullmatch(line):
                is_ruled = comment[1] != _NO_RULES
                parts += [Turn(comment[1].removeprefix("trang "))] if is_ruled else []
            else:
                parts.append(_text(line))
    return parts


def _text(line: str) -> Text:
    is_bold = line.startswith("**") and line.endswith("**")
    return Text(bare(line), is_bold)


def bare(text: str) -> str:
    """The words without the signs of the dialect."""
    return re.sub(r"\*\*|(?<!\\)\\(?=[-.*|_])", "", text)


def _rows(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    rows = [_cells(line) for line in lines if not _RULE.fullmatch(line)]
    width = max(map(len, rows))
    for row in rows:
        yield row + ("",) * (width - len(row))


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    cells = re.split(r"(?<!\\)\|", inner)
    return tuple(bare(re.sub(r"\s*<br\s*/?>\s*", "\n", cell.strip())) for cell in cells)
