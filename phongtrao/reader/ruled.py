"""Rows of real tables: understood by their header, or laid out as plain text.

A letterhead and a signature block are tables only to the word processor; without a header row a
table is read column by column, as the eye does.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from phongtrao.reader.columns import ORDINAL, is_header_row, name_column
from phongtrao.reader.lines import make_paragraph
from phongtrao.reader.markers import parse_marker
from phongtrao.reader.model import Block, Element, Row, Table
from phongtrao.reader.text import tidy


def read_rows(blocks: Sequence[Block]) -> list[Element]:
    """Elements of a run of row blocks: one table for each header, the rest as paragraphs."""
    headers = [number for number, block in enumerate(blocks) if is_header_row(block.cells)]
    if not headers:
        return _lay_out(blocks)
    elements = _lay_out(blocks[: headers[0]])
    for start, end in zip_longest(headers, headers[1:], fillvalue=len(blocks)):
        table = _make_table(blocks[start:end])
        before = elements[-1] if elements else None
        if isinstance(before, Table) and before.columns == table.columns:  # repeated on a new page
            elements[-1] = _merged(before, table)
        else:
            elements.append(table)
    return elements


def _make_table(blocks: Sequence[Block]) -> Table:
    columns = tuple(name_column(cell) for cell in blocks[0].cells)
    rows: list[Row] = []
    group = ""
    for block in blocks[1:]:
        cells = tuple(cell.strip() for cell in block.cells)
        if _is_group(cells):
            group = tidy(next(cell for cell in cells if cell))
        elif rows and _continues(cells, columns):
            rows[-1] = _joined(rows[-1], cells, block.number)
        elif any(cells):
            rows.append(Row(cells, block.number, block.number, group))
    return Table(columns, tuple(rows), blocks[0].number, blocks[-1].number)


def _is_group(cells: Sequence[str]) -> bool:
    """A heading row: one text over all columns, or an enumerator with a title and nothing else."""
    filled = list(dict.fromkeys(cell for cell in cells if cell))
    if len(filled) == 1:
        return bool(parse_marker(filled[0])[0]) or len(cells) > 2
    return len(filled) == 2 and re.fullmatch(r"[IVXA-D]+\.?", filled[0]) is not None


def _continues(cells: Sequence[str], columns: Sequence[str]) -> bool:
    """A row that a page break has cut: no ordinal of its own."""
    if ORDINAL not in columns:
        return False
    return not cells[columns.index(ORDINAL)]


def _joined(row: Row, cells: Sequence[str], last: int) -> Row:
    pairs = zip_longest(row.cells, cells, fillvalue="")
    return Row(tuple("\n".join(filter(None, pair)) for pair in pairs), row.first, last, row.group)


def _merged(above: Table, below: Table) -> Table:
    return Table(above.columns, above.rows + below.rows, above.first, below.last)


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
