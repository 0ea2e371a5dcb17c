"""From rows of cells to clean values, with every bad cell said at once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets.columns import CellError, Column, SheetResult, to_text
from phongtrao.lib.sheets.headers import HEADER_WITHIN
from phongtrao.lib.text import fold
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _

_COUNTERS = frozenset({"stt", "tt", "so tt", "so thu tu"})  # every office table has one
_FORMULA_ERROR = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|ERR!)|(?:Err|Lỗi):\d+")
_NUMBERING = re.compile(r"\(?(\d{1,2})\)?")
_IN_BRACKETS, _PLAIN = 2, 3  # cells that make a numbering row

Line = tuple[int, Sequence[Any]]


def read_rows(rows: Iterable[Sequence[Any]], columns: Sequence[Column]) -> SheetResult:
    """Read a table whose header stands somewhere in the first 20 lines.

    ``rows``: cells as ``Workbook.rows`` gives them, the first being line 1 of the sheet. Labels
    are matched by fold(), in any order. Missing required, unknown and doubled columns, and every
    bad cell are in ``errors``; blank rows are skipped, so is a row (1) (2) (3) under the header
    and a counting column (STT). Never raises for what stands in the sheet.
    """
    lines: Iterator[Line] = enumerate(rows, start=1)
    head = list(islice(lines, HEADER_WITHIN))
    at = _find_header(head, columns)
    if at is None:
        return SheetResult(errors=[_no_header(columns)])
    header = _read_header(head[at], columns)
    told = frozenset(column.key for _place, column in header.places)
    result = SheetResult(errors=list(header.errors), told=told)
    below = head[at + 1 :]
    if below and is_numbering(below[0][1]):
        del below[0]
    for line in chain(below, lines):
        _read_line(line, header, result)
    return result


@dataclass(frozen=True, slots=True)
class _Header:
    places: tuple[tuple[int, Column], ...]  # where each known column stands
    absent: tuple[Column, ...]
    nameless: tuple[int, ...]  # places without a label: data there is an error
    width: int
    errors: tuple[CellError, ...]


def _find_header(head: Sequence[Line], columns: Sequence[Column]) -> int | None:
    """The line with the most known labels; a table of several columns needs two of them."""
    known = {fold(column.label) for column in columns}
    matches = [len(known & {fold(to_text(cell)) for cell in cells}) for __, cells in head]
    best = max(matches, default=0)
    return matches.index(best) if best >= min(2, len(known)) else None


def _read_header(line: Line, columns: Sequence[Column]) -> _Header:
    number, cells = line
    labels = [to_text(cell) for cell in cells]
    by_label = {fold(column.label): column for column in columns}
    places: dict[str, int] = {}
    errors: list[CellError] = []
    for place, label in enumerate(labels):
        key = fold(label)
        if key in places:
            errors.append(CellError(number, label, _(_DOUBLED)))
        elif key in by_label:
            places[key] = place
        elif key and key not in _COUNTERS:
            errors.append(CellError(number, label, _(_UNKNOWN)))
    absent = tuple(column for key, column in by_label.items() if key not in places)
    errors += [CellError(number, c.label, _(_ABSENT)) for c in absent if c.required]
    return _Header(
        tuple((place, by_label[key]) for key, place in places.items()),
        absent,
        tuple(place for place, label in enumerate(labels) if not label),
        len(labels),
        tuple(errors),
    )


def _read_line(line: Line, header: _Header, result: SheetResult) -> None:
    number, cells = line
    if all(_is_blank(cells, place) for place, __ in header.places):
        return
    before = len(result.errors)
    row = {column.key: column.empty for column in header.absent}
    for place, column in header.places:
        if _is_blank(cells, place):
            row[column.key] = column.empty
            if column.required:
                result.errors.append(CellError(number, column.label, _(_BLANK)))
            continue
        try:
            row[column.key] = _clean(cells[place], column)
        except BadInput as error:
            result.errors.append(CellError(number, column.label, str(error)))
    for place in (*header.nameless, *range(header.width, len(cells))):
        if not _is_blank(cells, place):
            said = _(_NAMELESS).format(value=to_text(cells[place]))
            result.errors.append(CellError(number, "", said))
    if len(result.errors) == before:
        result.rows.append(row)
        result.lines.append(number)


def _clean(cell: Any, column: Column) -> Any:
    if isinstance(cell, str):
        cell = to_text(cell)
        refuse_failed_formula(cell)
    return column.clean(cell)


def refuse_failed_formula(cell: str) -> None:
    """Raise BadInput for the mark of a formula that failed (“#REF!”)."""
    if cell.startswith(("#", "Err:", "Lỗi:")) and _FORMULA_ERROR.fullmatch(cell):
        said = _("công thức bị lỗi {cell}. Hãy sửa công thức hoặc nhập giá trị.")
        raise BadInput(said.format(cell=cell))


def _is_blank(cells: Sequence[Any], place: int) -> bool:
    if place >= len(cells) or cells[place] is None:
        return True
    cell = cells[place]
    return isinstance(cell, str) and not cell.strip()


def is_numbering(cells: Sequence[Any]) -> bool:
    """Whether this is the row (1) (2) (3) … that office forms print under the header."""
    said = [to_text(cell) for cell in cells if cell not in ("", None)]
    found = [_NUMBERING.fullmatch(cell) for cell in said]
    numbers = [int(number[1]) for number in found if number]
    in_order = numbers == list(range(numbers[0], numbers[0] + len(said))) if numbers else False
    # Two plain numbers may be data; two in brackets, or three in order, are not.
    return in_order and len(said) >= (_IN_BRACKETS if said[0].startswith("(") else _PLAIN)


def _no_header(columns: Sequence[Column]) -> CellError:
    labels = ", ".join(f"“{column.label}”" for column in columns if column.required)
    said = _("Không thấy dòng tiêu đề trong {lines} dòng đầu. Hãy thêm các cột {labels}.")
    return CellError(0, "", said.format(lines=HEADER_WITHIN, labels=labels))


_UNKNOWN = gettext_noop("không có trong mẫu. Hãy sửa tên cột theo mẫu hoặc xóa cột này.")
_DOUBLED = gettext_noop("có hai cột cùng tên. Hãy xóa bớt một cột.")
_ABSENT = gettext_noop("chưa có trong bảng. Hãy thêm cột này theo mẫu.")
_BLANK = gettext_noop("chưa có giá trị. Hãy nhập vào ô này.")
_NAMELESS = gettext_noop("“{value}” nằm ở cột không có tiêu đề. Hãy đặt tên cột hoặc xóa.")
