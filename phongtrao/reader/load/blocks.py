"""What the loaders of word processors' files have in common: paragraphs, tables, merged cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from phongtrao.reader.columns import ORDINAL, is_header_row, name_column
from phongtrao.reader.markers import parse_marker
from phongtrao.reader.model import Block, BlockKind
from phongtrao.reader.text import is_upper, squeeze_lines, starts_upper

Cells = Sequence[str | None]  # None: the cell above goes on here


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; tabs, line breaks and page breaks (“\\f”) are still signs in it."""

    text: str
    is_heading: bool = False
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the cells of each row. Without rules and header it only sets texts side by side,
    as a letterhead does. ``lines``: the line of the file each row stands on, where that is known."""

    rows: tuple[Cells, ...]
    is_ruled: bool = True
    lines: tuple[int, ...] = ()


Item = Text | Grid


@dataclass(slots=True)
class Blocks:
    """The blocks of one file, numbered as they are met."""

    found: list[Block] = field(default_factory=list)

    def add(self, items: Iterable[Item]) -> "Blocks":
        """Texts, cut at breaks that stand for new paragraphs, and tables; what only lies side by
        side is read column by column."""
        for item in items:
            if isinstance(item, Text):
                self._add_text(item)
            else:
                self._add_grid(item)
        return self

    def _add_text(self, item: Text) -> None:
        for page in item.text.split("\f"):
            for part in _parts(squeeze_lines(page)):
                self._add("heading" if item.is_heading else "paragraph", part, item.line)

    def _add_grid(self, grid: Grid) -> None:
        rows = [tuple(map(squeeze_lines, row)) for row in fill_merged(grid.rows)]
        if grid.is_ruled or any(map(is_header_row, rows)):
            for cells, line in zip_longest(rows, grid.lines[: len(rows)]):
                if any(cells):
                    text = " | ".join(filter(None, cells)).replace("\n", " ")
                    self._add("row", text, line, cells)
            return
        line = grid.lines[0] if grid.lines else None
        for column in zip_longest(*rows, fillvalue=""):
            for text in filter(None, "\n".join(column).split("\n")):
                self._add("paragraph", text, line)

    def _add(
        self, kind: BlockKind, text: str, line: int | None, cells: tuple[str, ...] = ()
    ) -> None:
        self.found.append(Block(len(self.found), kind, text, line=line, cells=cells))


def fill_merged(rows: Iterable[Cells]) -> list[tuple[str, ...]]:
    """Rows with their vertically merged cells written out, as the eye reads them.

    “Phòng A” merged over three tasks leads each of them. But where the ordinal is merged the row is
    only a part of the one above, and nothing of that is said twice.
    """
    filled: list[tuple[str, ...]] = []
    ordinal: int | None = None
    is_header, has_header = False, False
    for row in rows:
        is_part = ordinal is not None and ordinal < len(row) and row[ordinal] is None
        above = filled[-1] if has_header and (is_header or not is_part) else ()
        filled.append(_filled(row, above))
        is_header = is_header_row(filled[-1])
        if is_header:
            has_header, ordinal = True, _ordinal_column(filled[-1])
    return filled


def _filled(row: Cells, above: Sequence[str]) -> tuple[str, ...]:
    pairs = zip(row, [*above, *[""] * len(row)], strict=False)
    return tuple(high if cell is None else cell for cell, high in pairs)


def _ordinal_column(header: Sequence[str]) -> int | None:
    names = [name_column(cell) for cell in header]
    return names.index(ORDINAL) if ORDINAL in names else None


def _parts(text: str) -> Iterable[str]:
    """Cut at the line breaks that stand for new paragraphs."""
    parts: list[str] = []
    for line in filter(None, text.split("\n")):
        if parts and not _opens_part(line, parts[-1]):
            parts[-1] += f" {line}"
        else:
            parts.append(line)
    return parts


def _opens_part(line: str, above: str) -> bool:
    if parse_marker(line)[0]:
        return True
    return starts_upper(line) and (is_upper(above) or above.endswith((".", ";", ":")))
