"""Tables without rules: a header of column names, and rows that keep to its columns.

Where the columns are, the white between them tells: it runs from the header down to the last row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from phongtrao.reader.columns import is_header_row
from phongtrao.reader.headings import read_roles
from phongtrao.reader.load.boxes import Box, Line, Run, join_runs
from phongtrao.reader.load.layout import clip, cut_at_gaps, join_cell
from phongtrao.reader.markers import parse_marker

_GAP = 0.9  # of the height; columns of a table stand closer than those of a letterhead
_FEW_COLUMNS = 3  # two make a letterhead or a signature
_HEADER_LINES = 3
_EMPTY = 4.0  # heights without a line: the table has ended


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of running text, or those of a table with its rows."""

    lines: tuple[Line, ...]
    rows: tuple[tuple[str, ...], ...] = ()


def find_aligned(lines: Sequence[Line]) -> Iterator[Part]:
    """The lines in their order, cut into running text and tables without rules."""
    start = 0
    for place, line in enumerate(lines):
        if place < start or not _may_be_header(line):
            continue
        if table := _read_table(lines[place:]):
            yield Part(tuple(lines[start:place]))
            yield table
            start = place + len(table.lines)
    yield Part(tuple(lines[start:]))


def _may_be_header(line: Line) -> bool:
    cells = cut_at_gaps(line, _GAP)
    return len(cells) >= _FEW_COLUMNS and is_header_row([join_runs(cell) for cell in cells])


def _read_table(lines: Sequence[Line]) -> Part | None:
    columns = _columns(lines)
    if len(columns) < _FEW_COLUMNS:
        return None
    inside = _inside(lines, columns)
    rows = _rows(inside, columns)
    return Part(tuple(inside), tuple(rows)) if len(rows) > 1 else None


def _columns(lines: Sequence[Line]) -> list[Box]:
    """The extents of the columns, from the header and the lines that keep to them."""
    extents = [_extent(cell) for cell in cut_at_gaps(lines[0], _GAP)]
    for above, line in pairwise(lines):
        cells_of = cut_at_gaps(line, _GAP)
        cells = [_extent(cell) for cell in cells_of]
        hits = [[n for n, e in enumerate(extents) if _overlap(cell, e)] for cell in cells]
        if (
            _opens_section(cells_of)
            or above.middle - line.middle > _EMPTY * line.height
            or any(len(h) > 1 for h in hits)
        ):
            break
        for cell, hit in zip(cells, hits, strict=True):
            if hit:
                extents[hit[0]] = _union(extents[hit[0]], cell)
    return _without_gaps(extents)


def _opens_section(cells: Sequence[Sequence[Run]]) -> bool:
    """“4. Kinh phí” alone on its line: the number of a row stands by itself, a heading row has another."""
    if len(cells) != 1:
        return False
    marker, rest = parse_marker(join_runs(cells[0]))
    is_numbered = marker is not None and marker.kind in ("arabic", "decimal")
    return bool(rest) and (is_numbered or (marker is not None and bool(read_roles(rest))))


def _without_gaps(extents: Sequence[Box]) -> list[Box]:
    """Every column up to the middle of the white beside it."""
    middles = [(a.right + b.left) / 2 for a, b in pairwise(extents)]
    edges = [extents[0].left - 20, *middles, extents[-1].right + 60]
    low, high = min(e.bottom for e in extents), max(e.top for e in extents)
    return [Box(left, low, right, high) for left, right in pairwise(edges)]


def _inside(lines: Sequence[Line], columns: Sequence[Box]) -> list[Line]:
    low = columns[0].bottom
    return [line for line in lines if line.middle >= low]


def _rows(lines: Sequence[Line], columns: Sequence[Box]) -> list[tuple[str, ...]]:
    """A row begins where its first cell does; the header is the first of them."""
    groups: list[list[Line]] = []
    for line in lines:
        has_first = clip(line, columns[0]) is not None
        is_header = len(groups) == 1 and len(groups[0]) < _HEADER_LINES and not has_first
        if groups and (is_header or not has_first):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(_cell(group, column) for column in columns) for group in groups]


def _cell(lines: Sequence[Line], column: Box) -> str:
    return join_cell([part for line in lines if (part := clip(line, column))], column)


def _extent(cell: Sequence[Run]) -> Box:
    first, last = cell[0].box, cell[-1].box
    return Box(first.left, first.bottom, last.right, first.top)


def _overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right


def _union(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )
