"""Tables that text extraction has flattened: find them, and give their lines back to the columns.

Inside a row the cells follow each other in column order, so a row is cut by the best monotone
assignment of its pieces to the columns: every piece has an affinity to every column, every change
of column has a price, and dynamic programming finds the cheapest cut. Only where a page breaks
inside a row do the columns start over.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from phongtrao.reader.affinity import Piece, affinity, boundary, empty_price
from phongtrao.reader.columns import (
    HEADER_START,
    LEAD,
    ORDINAL,
    TIME,
    find_columns,
    is_header_text,
    target_year,
)
from phongtrao.reader.lines import distance
from phongtrao.reader.markers import parse_marker
from phongtrao.reader.model import Block, Row, Table
from phongtrao.reader.text import is_upper, join_lines, plain, tidy

_ORDINAL = re.compile(r"(\d{1,3})(\.?)(?:\s+|$)")
_CLOCK = re.compile(r"\d{1,2} ?(?:h|g|giờ|:) ?\d{0,2}")
_TARGET = re.compile(r"\s+((?:[<>≥≤]\s*)?\d+(?:[.,]\d+)?\s*%)(?=\s|$)")
_UNIT_INSIDE = re.compile(
    r"(?<!thuộc)(?<!của)(?<!với)(?<!và)(?<![,;/–-])\s+(?=(?:Các|Phòng|Trường|Trung tâm|UBND|Công đoàn)\s\S)"
)
_NARROW = 46  # characters; a longer line is a cell of its own
_FEW_COLUMNS = 3
_AFTER_TABLE = ("noi nhan", "tren day la", "ghi chu:")
_CONTINUES = re.compile(r"[-–]\s*$")


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of a table before its rows are cut."""

    columns: tuple[str, ...]
    gap: float  # usual distance of two lines; a smaller one separates cells

    @property
    def starts_with_clock(self) -> bool:
        return self.columns[1:2] == (TIME,)

    @property
    def target_count(self) -> int:
        return sum(target_year(column) is not None for column in self.columns)


def cut_tables(lines: Sequence[Block], gap: float) -> list[list[Block] | Table]:
    """Cut flattened tables out of ``lines``: runs of ordinary lines and tables, in order."""
    parts: list[list[Block] | Table] = [[]]
    position = 0
    while position < len(lines):
        header_end = _header_end(lines, position)
        if header_end:
            table, position = _read_table(lines, position, header_end, gap)
            parts += [table, []]
        else:
            last = parts[-1]
            assert isinstance(last, list)  # noqa: S101 -- a table is always followed by a list
            last.append(lines[position])
            position += 1
    return [part for part in parts if part]


def _header_end(lines: Sequence[Block], start: int) -> int:
    """Position after the header that opens at ``start``; 0 where there is none."""
    if not HEADER_START.match(plain(lines[start].text)):
        return 0
    end = start + 1
    while end < len(lines) and is_header_text(lines[end].text):
        end += 1
    columns = find_columns(_joined(lines[start:end]))
    return end if len(columns) >= _FEW_COLUMNS else 0


def _read_table(
    lines: Sequence[Block], start: int, header_end: int, gap: float
) -> tuple[Table, int]:
    columns = find_columns(_joined(lines[start:header_end]))
    layout = Layout(columns if columns[0] == ORDINAL else (ORDINAL, *columns), gap)
    rows, end = _cut_rows(lines, header_end, layout)
    built = tuple(_build_row(group, ordinal, row, layout) for group, ordinal, row in rows)
    return Table(
        layout.columns, built, lines[start].number, lines[end - 1].number, is_rebuilt=True
    ), end


RawRow = tuple[str, str, list[Block]]


def _cut_rows(lines: Sequence[Block], start: int, layout: Layout) -> tuple[list[RawRow], int]:
    """Cut the lines after a header into rows: (group, ordinal, lines); and where the table ends."""
    rows: list[RawRow] = []
    group, expected, position = "", 1, start
    while position < len(lines):
        header_end = _header_end(lines, position)
        if header_end:  # the header again, on the next page
            position = header_end
            continue
        heading_end = _group_end(lines, position, layout)
        if heading_end:
            group, expected = _joined(lines[position:heading_end]), 1
            position = heading_end
            continue
        if _is_after_table(lines[position], rows, expected):
            break
        ordinal = _row_ordinal(lines, position, expected, layout)
        if ordinal:
            rows.append((group, str(ordinal), []))
            expected = ordinal + 1
        if rows:
            rows[-1][2].append(lines[position])
        position += 1
    return rows, position


def _row_ordinal(lines: Sequence[Block], position: int, expected: int, layout: Layout) -> int:
    """The ordinal of the row that starts here, or 0. A row that lost its number still has a clock."""
    text = lines[position].text.strip()
    match = _ORDINAL.match(text)
    rest = text[match.end() :] if match else text
    is_expected = match and expected <= int(match.group(1)) <= expected + 1
    if match and is_expected and (not layout.starts_with_clock or not rest or _CLOCK.match(rest)):
        return int(match.group(1))
    is_new_clock = layout.starts_with_clock and _CLOCK.match(text)
    if is_new_clock and not _CONTINUES.search(lines[position - 1].text):
        return expected
    return 0


def _group_end(lines: Sequence[Block], start: int, layout: Layout) -> int:
    """Position after a heading row (“II. CÔNG TÁC …”) that opens at ``start``, or 0.

    A Roman heading belongs to the table only if its next row counts from 1 again.
    """
    marker, _ = parse_marker(lines[start].text.strip())
    if not marker or marker.kind not in ("roman", "capital") or layout.starts_with_clock:
        return 0
    end = start + 1
    while end < len(lines) and is_upper(lines[end].text) and not _ORDINAL.match(lines[end].text):
        end += 1
    follows = _ORDINAL.match(lines[end].text.strip()) if end < len(lines) else None
    return end if follows and follows.group(1) == "1" and not follows.group(2) else 0


def _is_after_table(line: Block, rows: Sequence[RawRow], expected: int) -> bool:
    text = line.text.strip()
    marker, _ = parse_marker(text)
    if plain(text).startswith(_AFTER_TABLE):
        return True
    if marker is None or not rows:
        return False
    if marker.kind == "arabic":
        has_dotted_rows = bool(re.match(r"\d+\.", rows[0][2][0].text.strip()))
        return not (has_dotted_rows and int(marker.ordinal) == expected)
    return marker.kind in ("roman", "annex", "part", "capital")


def _build_row(group: str, ordinal: str, lines: Sequence[Block], layout: Layout) -> Row:
    pieces = _cut_pieces(lines, ordinal, layout)
    names = layout.columns[1:]
    chosen = assign(pieces, names, max((len(piece.text) for piece in pieces), default=1))
    cells = [""] * len(names)
    for piece, column in zip(pieces, chosen, strict=True):
        cells[column] = _append(cells[column], piece.text)
    return Row((ordinal, *cells), lines[0].number, lines[-1].number, group)


def assign(pieces: Sequence[Piece], names: Sequence[str], widest: int) -> list[int]:
    """The column of every piece: the assignment with the best total score."""
    best: list[list[tuple[float, int]]] = []  # per piece and column: score, column before
    for number, piece in enumerate(pieces):
        steps = _steps(best[-1], pieces[number - 1], piece, names) if best else _starts(names)
        best.append(
            [
                (score + affinity(piece, name, widest), came_from)
                for name, (score, came_from) in zip(names, steps, strict=True)
            ]
        )
    return _trace(best, names)


def _starts(names: Sequence[str]) -> list[tuple[float, int]]:
    return [(-_price(names[:column]), column) for column in range(len(names))]


def _steps(
    before: Sequence[tuple[float, int]], above: Piece, piece: Piece, names: Sequence[str]
) -> list[tuple[float, int]]:
    """For every column, the best way into it from the piece above."""
    change = boundary(above, piece)
    steps = []
    for column, (stay, _) in enumerate(before):
        ways = [(stay, column)]
        for other, (score, _) in enumerate(before):
            if other < column:
                ways.append((score + change - _price(names[other + 1 : column]), other))
            elif other > column and piece.is_after_page_break:
                ways.append((score, other))
        steps.append(max(ways))
    return steps


def _price(skipped: Sequence[str]) -> float:
    return sum(empty_price(name) for name in skipped)


def _trace(best: Sequence[Sequence[tuple[float, int]]], names: Sequence[str]) -> list[int]:
    if not best:
        return []
    ends = [
        (score - _price(names[column + 1 :]), column) for column, (score, _) in enumerate(best[-1])
    ]
    path = [max(ends)[1]]
    for scores in reversed(best[1:]):
        path.append(scores[path[-1]][1])
    return path[::-1]


def _cut_pieces(lines: Sequence[Block], ordinal: str, layout: Layout) -> list[Piece]:
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        text = line.text.strip()
        if number == 0:
            text = re.sub(rf"^{ordinal}\.?(?:\s+|$)", "", text)
        is_tight = number > 0 and distance(lines[number - 1], line) < layout.gap
        is_break = is_tight and line.text.startswith(" ")
        for part in _cut_line(text, layout):
            pieces.append(Piece(tidy(part), is_tight, is_break))
            is_tight, is_break = True, False  # cells on one printed line
    return [piece for piece in pieces if piece.text]


def _cut_line(text: str, layout: Layout) -> list[str]:
    if layout.starts_with_clock:
        clock = re.match(r"(?:\d{1,2} ?(?:h|g|giờ|:) ?\d{0,2}’?\s*[-–]?\s*)+", text)
        if clock:
            return [clock.group(), text[clock.end() :]]
    if layout.target_count:
        return _cut_targets(text, layout.target_count)
    parts = [text]
    if LEAD in layout.columns and len(text) <= _NARROW:
        parts = [
            piece
            for part in re.split(r"(?<=\S{3})\s{2,}(?=[^\W\d_a-zđ])", text)
            for piece in _UNIT_INSIDE.split(part)
        ]
    return parts


def _cut_targets(text: str, count: int) -> list[str]:
    """“2 Cơ sở … học bạ số 100% 100%” → the name, and one piece for each target."""
    found = list(_TARGET.finditer(" " + text))[-count:]
    if not found or found[-1].end() != len(text) + 1:
        return [text]
    return [text[: max(found[0].start() - 1, 0)], *(match.group(1) for match in found)]


def _append(cell: str, text: str) -> str:
    if re.match(r"[-+•–]\s*\D", text) and cell:
        return f"{cell}\n{text}"
    if cell.endswith(";"):
        return f"{cell}\n{text}"
    return join_lines(cell, text)


def _joined(lines: Sequence[Block]) -> str:
    return tidy(reduce(join_lines, (line.text.strip() for line in lines)))
