"""Tables that text extraction has flattened: find them, and give their lines back to the columns.

Inside a row the cells follow each other in column order, so a row is cut by the best monotone
assignment of its pieces to the columns: every piece has an affinity to every column, every change
of column has a price, and dynamic programming finds the cheapest cut. Only where a page breaks
inside a row do the columns start over.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from phongtrao.reader.affinity import Piece
from phongtrao.reader.cells import Spot, read_cells, read_unnumbered
from phongtrao.reader.columns import (
    HEADER_START,
    ORDINAL,
    TIME,
    find_columns,
    is_header_text,
    target_year,
)
from phongtrao.reader.lines import distance
from phongtrao.reader.markers import parse_marker
from phongtrao.reader.model import Block, Row, Table
from phongtrao.reader.text import UPPER, is_upper, join_lines, plain, starts_upper, tidy

_ORDINAL = re.compile(r"([1-9]\d{0,2})(\.?)(?:\s+|$)")
_CLOCK = re.compile(r"\d{1,2} ?(?:h|g|giờ|:) ?\d{0,2}")
_CLOCK_ROW = re.compile(rf"(?:\d{{1,3}}\.?\s+)?{_CLOCK.pattern}")
_PEEK = 12  # lines behind a header in which a programme shows its first clock
_TARGET = re.compile(r"\s+((?:[<>≥≤]\s*)?\d+(?:[.,]\d+)?\s*%)(?=\s|$)")
_UNIT_INSIDE = re.compile(
    r"(?<!thuộc)(?<!của)(?<!với)(?<!và)(?<![,;/–-])\s+(?=(?:Các|Phòng|Trường|Trung tâm|UBND|Công đoàn)\s\S)"
)
_NARROW = 46  # characters; a longer line is a cell of its own
_FEW_COLUMNS = 3
# A heading row whose number stood in a cell of its own, without a dot.
_BARE_ROMAN = re.compile(rf"^([IVX]{{1,4}})\s+(?=[{UPPER}])")
_GROUP_LINES = 3
_SECTION_KINDS = ("roman", "capital", "part", "annex", "arabic", "decimal")
_GROUP_KINDS = ("decimal", "capital")  # “I.” behind a table may be the next section
_OPEN_GROUP = re.compile(r"(?:phan|buoi|dot|ngay thu|hoc ky) (?:\d|[ivx]+\b|thu|sang|chieu)")
_AFTER_TABLE = ("noi nhan", "tren day la", "ghi chu:")
_CONTINUES = re.compile(r"[-–]\s*$")


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of a table before its rows are cut."""

    columns: tuple[str, ...]
    gap: float  # usual distance of two lines; a smaller one separates cells
    starts_with_clock: bool = False

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
    is_numbered = HEADER_START.match(plain(lines[start].text))
    if not is_numbered and not _opens_unnumbered(lines[start].text):
        return 0
    end = start + 1
    while end < len(lines) and is_header_text(lines[end].text):
        end += 1
    columns = find_columns(_joined(lines[start:end]))
    return end if len(columns) >= _FEW_COLUMNS else 0


def _opens_unnumbered(line: str) -> bool:
    """A header without a column of numbers: one printed line that is nothing but column names."""
    is_sentence = not starts_upper(line) or re.search(
        r"[,;:.]\s|[.;:,]$| được\b", f"{line.strip()} ".rstrip("\n")
    )
    return not is_sentence and is_header_text(line) and len(find_columns(line)) >= _FEW_COLUMNS - 1


def _read_table(
    lines: Sequence[Block], start: int, header_end: int, gap: float
) -> tuple[Table, int]:
    columns = find_columns(_joined(lines[start:header_end]))
    if columns[0] != ORDINAL and not HEADER_START.match(plain(lines[start].text)):
        return read_open_table(lines, start, header_end, columns)
    columns = columns if columns[0] == ORDINAL else (ORDINAL, *columns)
    has_clock = columns[1] == TIME and any(
        _CLOCK_ROW.match(line.text.strip()) for line in lines[header_end : header_end + _PEEK]
    )
    layout = Layout(columns, gap, has_clock)
    rows, end = _cut_rows(lines, header_end, layout)
    built = tuple(_build_rows(rows, layout))
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
        if header_end and not _is_same_header(lines[position:header_end], layout):
            break  # another table
        if header_end:  # the header again, on the next page
            position = header_end
            continue
        heading_end, next_ordinal = _group_end(lines, position, expected, layout)
        if heading_end:
            group = _BARE_ROMAN.sub(r"\1. ", _joined(lines[position:heading_end]))
            expected = next_ordinal
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


def _is_same_header(header: Sequence[Block], layout: Layout) -> bool:
    columns = find_columns(_joined(header))
    return columns in (layout.columns, layout.columns[1:])


def _group_end(
    lines: Sequence[Block], start: int, expected: int, layout: Layout
) -> tuple[int, int]:
    """Position after a heading row (“II. CÔNG TÁC …”, “HỌC KỲ I”) that opens at ``start``, and the
    number of the row behind it; (0, 0) for any other line.

    A numbered heading belongs to the table only if its next row counts from 1 again or goes on.
    """
    if layout.starts_with_clock or not _may_head(lines[start], layout):
        return 0, 0
    end = start + 1
    while end < len(lines) and end - start < _GROUP_LINES and _goes_on(lines[end]):
        end += 1
    behind = _header_end(lines, end) or end  # a page break may stand between
    follows = _ORDINAL.match(lines[behind].text.strip()) if behind < len(lines) else None
    if follows is None or follows.group(2) or int(follows.group(1)) not in (1, expected):
        return 0, 0
    return end, int(follows.group(1))


def _may_head(line: Block, layout: Layout) -> bool:
    text = line.text.strip()
    marker, _ = parse_marker(text)
    if marker is not None:
        return marker.kind in ("roman", "capital", "part")
    if _BARE_ROMAN.match(text):
        return True
    return is_upper(text) and len(text.split()) > 1 and ORDINAL in layout.columns


def _goes_on(line: Block) -> bool:
    """Whether a line may still belong to a heading row: it is no row and no header."""
    text = line.text.strip()
    return not _ORDINAL.match(text) and not HEADER_START.match(plain(text))


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


def _build_rows(rows: Sequence[RawRow], layout: Layout) -> Iterator[Row]:
    names = layout.columns[1:]
    read = read_cells([_pieces(lines, ordinal, layout) for _, ordinal, lines in rows], names)
    for (group, ordinal, lines), spots in zip(rows, read, strict=True):
        cells = _fill(spots, len(names))
        yield Row((ordinal, *cells), lines[0].number, lines[-1].number, group)


def _fill(spots: Sequence[Spot], count: int) -> list[str]:
    cells = [""] * count
    for spot in spots:
        cells[spot.column] = _append(cells[spot.column], spot.piece.text)
    return cells


def _pieces(lines: Sequence[Block], ordinal: str, layout: Layout) -> list[Piece]:
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        text = line.text.strip()
        if number == 0:
            text = re.sub(rf"^{ordinal}\.?(?:\s+|$)", "", text)
        is_tight = number > 0 and distance(lines[number - 1], line) < layout.gap
        is_break = is_tight and line.text.startswith(" ")
        for part in _cut_clock(text) if layout.starts_with_clock else [text]:
            pieces.append(Piece(tidy(part), is_tight, is_break))
            is_tight, is_break = True, False
    return [piece for piece in pieces if piece.text]


def _cut_clock(text: str) -> list[str]:
    """“7h30 - 8h00 Đón tiếp” → the clock, and what happens then."""
    clock = re.match(r"(?:\d{1,2} ?(?:h|g|giờ|:) ?\d{0,2}’?\s*[-–]?\s*)+", text)
    return [clock.group(), text[clock.end() :]] if clock else [text]


def _append(cell: str, text: str) -> str:
    if re.match(r"[-+•–]\s*\D", text) and cell:
        return f"{cell}\n{text}"
    if cell.endswith(";"):
        return f"{cell}\n{text}"
    return join_lines(cell, text)


def _joined(lines: Sequence[Block]) -> str:
    return tidy(reduce(join_lines, (line.text.strip() for line in lines)))


def read_open_table(
    lines: Sequence[Block], start: int, header_end: int, columns: tuple[str, ...]
) -> tuple[Table, int]:
    """A table without numbers: everything up to the next heading, cut into rows where it fits best."""
    end = header_end
    rows: list[Row] = []
    run: list[Block] = []
    group = ""
    group_kind = _group_kind(lines, header_end)
    while end < len(lines) and not _ends_open_table(lines, end, group_kind):
        again = _header_end(lines, end)
        if again and find_columns(_joined(lines[end:again])) == columns:
            end = again  # the header again, on the next page
            continue
        if _opens_group(lines[end].text.strip(), group_kind):
            rows += _open_rows(run, columns, group)
            run, group = [], lines[end].text.strip()
        else:
            run.append(lines[end])
        end += 1
    rows += _open_rows(run, columns, group)
    table = Table(columns, tuple(rows), lines[start].number, lines[end - 1].number, is_rebuilt=True)
    return table, end


def _group_kind(lines: Sequence[Block], start: int) -> str:
    """How the heading rows of a table are numbered that opens with one: “4.1. …”, “A. …”."""
    marker = parse_marker(lines[start].text.strip())[0] if start < len(lines) else None
    return marker.kind if marker is not None and marker.kind in _GROUP_KINDS else ""


def _opens_group(text: str, group_kind: str) -> bool:
    marker, _ = parse_marker(text)
    is_numbered = marker is not None and marker.kind == group_kind
    return is_numbered or _OPEN_GROUP.match(plain(text)) is not None


def _ends_open_table(lines: Sequence[Block], position: int, group_kind: str) -> bool:
    text = lines[position].text.strip()
    marker, _ = parse_marker(text)
    if marker is not None and marker.kind in _SECTION_KINDS:
        return marker.kind != group_kind
    return plain(text).startswith(_AFTER_TABLE) or (is_upper(text) and len(text.split()) > 1)


def _open_rows(lines: Sequence[Block], columns: Sequence[str], group: str) -> Iterator[Row]:
    pieces = [Piece(tidy(line.text.strip())) for line in lines]
    position = 0
    for spots in read_unnumbered(pieces, columns) if pieces else []:
        first = position
        position = _line_after(pieces, position, spots)
        last = max(position - 1, first)
        yield Row(tuple(_fill(spots, len(columns))), lines[first].number, lines[last].number, group)


def _line_after(pieces: Sequence[Piece], position: int, spots: Sequence[Spot]) -> int:
    """The line behind those the spots of a row are printed on."""
    letters = sum(len(spot.piece.text.replace(" ", "")) for spot in spots)
    while position < len(pieces) and letters > 0:
        letters -= len(pieces[position].text.replace(" ", ""))
        position += 1
    return position
