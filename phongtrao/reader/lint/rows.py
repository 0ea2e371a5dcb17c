"""Tables: row numbers, and heading rows that repeat a number or a title."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from phongtrao.lib.words import gettext_noop as _
from phongtrao.reader.columns import ORDINAL
from phongtrao.reader.lint.model import ERROR, Defect, Paper, Rule
from phongtrao.reader.lint.numbering import REPEATED, SAME_TITLE, SKIPPED, numeral
from phongtrao.reader.markers import parse_marker
from phongtrao.reader.model import Block, Marker, Row, Table
from phongtrao.reader.text import bare, plain

NO_NUMBER = Rule(
    "rows.no_number",
    ERROR,
    _("Dòng của bảng thiếu số thứ tự"),
    _("Dòng “%(row)s” không có số thứ tự; theo thứ tự phải là %(number)s."),
    _("Không dẫn được “dòng số mấy” khi giao việc, báo cáo."),
    _("Ghi số %(number)s vào cột số thứ tự."),
)
ROW_REPEATED = Rule(
    "rows.repeated",
    ERROR,
    _("Số thứ tự của bảng trùng"),
    _("Hai dòng cùng mang số %(number)s; dòng sau là “%(row)s”."),
    _("Khi dẫn “dòng %(number)s” không biết là dòng nào."),
    _("Đánh lại số thứ tự từ dòng này."),
)
ROW_SKIPPED = Rule(
    "rows.skipped",
    ERROR,
    _("Số thứ tự của bảng nhảy cóc"),
    _("Từ dòng %(before)s sang thẳng dòng %(number)s, “%(row)s”."),
    _("Người đọc tưởng bảng thiếu một dòng."),
    _("Bổ sung dòng còn thiếu hoặc đánh lại số thứ tự."),
)
RULES = (NO_NUMBER, ROW_REPEATED, ROW_SKIPPED)
_SHORT = 60
_HEAD_LINES = 8
_INTEGER = re.compile(r"0?(\d{1,3})\.?$")
_GROUP = ("roman", "capital", "arabic")


def check_rows(paper: Paper) -> Iterator[Defect]:
    for table in _tables(paper):
        if ORDINAL in table.columns:
            yield from _unnumbered(paper, table)
            yield from _sequence(paper, table)


def check_groups(paper: Paper) -> Iterator[Defect]:
    """Heading rows: “V. …” and “VI. …” with one title, III after IV."""
    for table in _tables(paper):
        heads = _heads(table)
        for (before, _row, _t), (marker, row, title) in pairwise(heads):
            first, second = numeral(before), numeral(marker)
            if before.kind != marker.kind or not first or not second or second == first + 1:
                continue
            if second > first + 1:
                facts = {"before": before.ordinal, "number": marker.ordinal, "heading": title}
                yield paper.defect(SKIPPED, row.group, _with_heading(table, row), **facts)
        for place, (marker, row, title) in enumerate(heads):
            for earlier, _row, other in heads[:place]:
                if earlier.ordinal == marker.ordinal and earlier.kind == marker.kind:
                    facts = {"number": marker.ordinal, "heading": title, "other": other}
                    yield paper.defect(REPEATED, row.group, _with_heading(table, row), **facts)
                elif plain(other) == plain(title):
                    facts = {"number": marker.ordinal, "other": earlier.ordinal, "title": title}
                    yield paper.defect(SAME_TITLE, row.group, _with_heading(table, row), **facts)


# ------------------------------------------------------------------ pieces


def _tables(paper: Paper) -> list[Table]:
    return [node.table for node in paper.outline.nodes() if node.table is not None]


def _heads(table: Table) -> list[tuple[Marker, Row, str]]:
    """The heading rows of a table, once each, as the first row under each tells them."""
    found: list[tuple[Marker, Row, str]] = []
    seen = ""
    for row in table.rows:
        marker, title = parse_marker(row.group)
        if row.group != seen and marker and marker.kind in _GROUP and title:
            found.append((marker, row, bare(title)))
        seen = row.group
    return found


def _unnumbered(paper: Paper, table: Table) -> Iterator[Defect]:
    """A row without a number between k and k + 2; the reader may have filled the number in by itself."""
    if table.is_rebuilt:
        for row in table.rows:
            number = table.cell(row, ORDINAL)
            text = paper.blocks[row.first].text.strip()
            if _INTEGER.match(number) and not re.match(rf"0?{number}\b", text):
                yield _missing(paper, table, row, number)
        return
    place = table.columns.index(ORDINAL)
    blocks = [block for block in paper.blocks[table.first : table.last + 1] if block.cells]
    for above, block, below in zip(blocks, blocks[1:], blocks[2:], strict=False):
        numbers = [_integer(b, place) for b in (above, block, below)]
        first, _middle, last = numbers
        is_empty = len(block.cells) > place and not block.cells[place].strip()
        if is_empty and first and last and last == first + 2:
            row = Row(block.cells, block.number, block.number)
            yield _missing(paper, table, row, str(first + 1))


def _missing(paper: Paper, table: Table, row: Row, number: str) -> Defect:
    words = _words(table, row)
    facts = {"row": words, "number": number}
    return paper.defect(NO_NUMBER, words, row, **facts)


def _sequence(paper: Paper, table: Table) -> Iterator[Defect]:
    numbered = [
        (int(m[1]), row) for row in table.rows if (m := _INTEGER.match(table.cell(row, ORDINAL)))
    ]
    for (before, above), (number, row) in pairwise(numbered):
        facts = {"number": str(number), "row": _words(table, row)}
        is_merged = not table.is_rebuilt and number == before  # one cell over several rows
        is_new_part = number == 1 or (row.group != above.group and number != before + 1)
        if number == before + 1 or is_merged or is_new_part:
            continue
        if number > before + 1:
            facts["before"] = str(before)
            yield paper.defect(ROW_SKIPPED, _words(table, row), row, **facts)
        else:
            yield paper.defect(ROW_REPEATED, _words(table, row), row, **facts)


def _integer(block: Block, place: int) -> int | None:
    match = _INTEGER.match(block.cells[place].strip()) if len(block.cells) > place else None
    return int(match[1]) if match else None


def _words(table: Table, row: Row) -> str:
    """The longest cell of a row, shortened: what people know the row by."""
    cells: Sequence[str] = [cell for cell in row.cells if cell]
    text = table.cell(row, "content", "indicator") or max(cells, key=len, default="")
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …"


def _with_heading(table: Table, row: Row) -> Row:
    """A heading row stands right above the first row under it, on some printed lines."""
    return replace(row, first=max(row.first - _HEAD_LINES, table.first))
