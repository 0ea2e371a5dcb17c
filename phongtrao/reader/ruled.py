"""Rows of real tables: understood by their header, or laid out as plain text.

A letterhead and a signature block are tables only to the word processor; without a header row a
table is read column by column, as the eye does.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from phongtrao.reader.columns import ORDINAL, is_header_row, name_column
from phongtrao.reader.lines import make_paragraph
from phongtrao.reader.model import Block, Element, Row, Table
from phongtrao.reader.text import join_lines, starts_upper, tidy


def read_rows(blocks: Sequence[Block]) -> list[Element]:
    """Elements of a run of row blocks: a table from each header on, the rest as paragraphs.

    A header repeated on the next page goes on with its table.
    """
    headless: list[Block] = []
    tables: list[_Growing] = []
    for block in blocks:
        cells = tuple(cell.strip() for cell in block.cells)
        is_first = not (tables or headless) and len(blocks) > _FEW_ROWS
        if is_header_row(cells) or (is_first and _heads_columns(cells)):
            _open_table(tables, cells, block)
        elif tables:
            tables[-1].add(cells, block)
        else:
            headless.append(block)
    return [*_lay_out(headless), *(table.done() for table in tables)]


_FEW_ROWS = 2
_FEW_COLUMNS, _HEADER_LENGTH = 3, 60  # two columns make a letterhead or a signature


def _heads_columns(cells: Sequence[str]) -> bool:
    """A first row of short names over three columns or more heads a table, whatever it is of."""
    names = [cell for cell in cells if cell]
    return len(set(names)) >= _FEW_COLUMNS and all(map(_is_name, names))


def _is_name(cell: str) -> bool:
    is_word = len(cell) <= _HEADER_LENGTH and starts_upper(cell) and cell[-1] not in ".;:,"
    return is_word and not any(char.isdigit() for char in cell)


_GROUP_NUMBER = re.compile(r"[IVXA-D]+\.?")


@dataclass(slots=True)
class _Growing:
    """A table while its rows are being read."""

    columns: tuple[str, ...]
    first: int
    last: int
    rows: list[Row] = field(default_factory=list)
    group: str = ""

    def add(self, cells: tuple[str, ...], block: Block) -> None:
        self.last = block.number
        if _is_group(cells):
            self.group = _group_title(cells)
        elif self.rows and self._continues(cells):
            self.rows[-1] = _joined(self.rows[-1], cells, block.number)
        elif any(cells):
            self.rows.append(Row(cells, block.number, block.number, self.group))

    def done(self) -> Table:
        return Table(self.columns, tuple(self.rows), self.first, self.last)

    def _continues(self, cells: Sequence[str]) -> bool:
        """A row that a page break has cut has no ordinal of its own."""
        return ORDINAL in self.columns and not cells[self.columns.index(ORDINAL)]


def _open_table(tables: list[_Growing], cells: Sequence[str], header: Block) -> None:
    columns = tuple(name_column(cell) if cell else "" for cell in cells)
    above = tables[-1] if tables else None
    if above is not None and not above.rows and not above.group:  # the second row of a header
        pairs = zip_longest(columns, above.columns, fillvalue="")
        above.columns = tuple(low or high for low, high in pairs)
    elif above is None or above.columns != columns:
        tables.append(_Growing(columns, header.number, header.number))


def _is_group(cells: Sequence[str]) -> bool:
    """A heading row: one text over all columns, or an enumerator with a title and nothing else."""
    match list(dict.fromkeys(cell for cell in cells if cell)):
        case [text]:
            return text == cells[0] and not text.isdigit()
        case [number, _]:
            return _GROUP_NUMBER.fullmatch(number) is not None
        case _:
            return False


def _group_title(cells: Sequence[str]) -> str:
    """A heading row on one line; its number gets the dot it lost in a cell of its own."""
    parts = list(dict.fromkeys(filter(None, cells)))
    if _GROUP_NUMBER.fullmatch(parts[0]) and not parts[0].endswith("."):
        parts[0] += "."
    return tidy(" ".join(parts))


def _joined(row: Row, cells: Sequence[str], last: int) -> Row:
    pairs = zip_longest(row.cells, cells, fillvalue="")
    joined = tuple(_join_cut(upper, lower) for upper, lower in pairs)
    return Row(joined, row.first, last, row.group)


def _join_cut(upper: str, lower: str) -> str:
    """The two halves of a cell: running text goes on, a list gets its next line."""
    is_cut = upper and lower and lower[0].islower()
    return join_lines(upper, lower) if is_cut else "\n".join(filter(None, (upper, lower)))


def _lay_out(blocks: Sequence[Block]) -> list[Element]:
    columns = zip_longest(*(block.cells for block in blocks), fillvalue="")
    return [
        make_paragraph([Block(block.number, "line", text)])
        for column in columns
        for block, cell in zip(blocks, column, strict=True)
        for text in _lines(cell)
    ]


def _lines(cell: str) -> Iterable[str]:
    return (line for line in cell.splitlines() if line.strip())
