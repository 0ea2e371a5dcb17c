"""Big tables, read by columns: 100,000 people in a fraction of a second.

``read_rows`` cleans cell by cell, which is right for a page of tasks and takes seconds for a
province. Here each column is turned on its side and only its different values are cleaned: a unit,
a position, a day stands in it thousands of times. The same ``Column`` says what a cell means.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from unicodedata import is_normalized

from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets.columns import CellError, Column, to_text
from phongtrao.lib.sheets.reading import is_numbering, refuse_failed_formula
from phongtrao.lib.text import fold, has_broken_letters, legacy_reading, may_be_legacy
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _

_FEET = ("tong cong", "cong:", "tong so", "nguoi lap", "(ky", "lap bieu", "thu truong", "ghi chu:")
_MOST_IN_FOOT = 3  # cells
# Rows turned on their side at a time: were a hundred thousand lists alive at once, Python's collector
# would go through them all again and again, for longer than they take to read.
_CHUNK = 500


@dataclass(slots=True)
class Table:
    """Columns of clean values, all as long as ``lines``, where each row stood (from 1).

    A bad cell is None in its column and said in ``errors``; ``bad`` are the places of rows with one.
    """

    lines: Sequence[int]
    columns: dict[str, list[Any]] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    bad: set[int] = field(default_factory=set)

    def refuse(self, place: int, column: str, message: str) -> None:
        """Say what is wrong with the row at the place; ``column`` is the label in the sheet."""
        self.errors.append(CellError(self.lines[place], column, message))
        self.bad.add(place)


def read_table(
    rows: Iterable[Sequence[Any]],
    after: int,
    columns: Mapping[int, Column],
    labels: Sequence[str],
) -> Table:
    """Read the rows below line ``after``, the column at each place as ``columns`` says.

    ``rows``: all equally long, as ``Workbook.rows`` gives them, the first being line 1 of the sheet.
    ``labels`` are those of the sheet, for the sentences. Blank rows, a row (1) (2) (3) right below the
    header and the foot of the form (“Tổng cộng”, “Người lập biểu”) are no data. Never raises for what
    stands in a cell: every bad one is in ``errors``, by row.
    """
    lines, across = _data(rows, after)
    table = Table(lines)
    for place, column in columns.items():
        cells = across[place] if place < len(across) else [""] * len(lines)
        table.columns[column.key] = _clean(table, cells, column, labels[place])
    table.errors.sort(key=lambda error: error.row)
    return table


def _data(rows: Iterable[Sequence[Any]], after: int) -> tuple[list[int], list[list[Any]]]:
    """The lines that hold data, and their cells column by column."""
    found = ((line, row) for line, row in enumerate(rows, start=1) if line > after and any(row))
    lines: list[int] = []
    across: list[list[Any]] = []
    while chunk := list(islice(found, _CHUNK)):
        if not lines:
            across = [[] for __ in chunk[0][1]]
            if chunk[0][0] == after + 1 and is_numbering(chunk[0][1]):
                del chunk[0]
        lines += [line for line, __ in chunk]
        for place, cells in enumerate(zip(*(row for __, row in chunk), strict=True)):
            across[place] += cells
    while lines and _is_foot([column[-1] for column in across]):
        for column in (lines, *across):
            del column[-1]
    return lines, across


def _is_foot(row: Sequence[Any]) -> bool:
    said = [fold(to_text(cell)) for cell in row if cell not in ("", None)]
    return len(said) <= _MOST_IN_FOOT and any(text.startswith(_FEET) or not text for text in said)


def _clean(table: Table, cells: Sequence[Any], column: Column, label: str) -> list[Any]:
    """The column's values; each different cell is cleaned once."""
    values: dict[Any, Any] = {}
    wrong: dict[Any, str] = {}
    different = set(cells)
    read = _reader_of(column, "\n".join(cell for cell in different if isinstance(cell, str)))
    for cell in different:
        try:
            values[cell] = read(cell)
        except BadInput as error:
            wrong[cell] = str(error)
    if wrong:
        for place, cell in enumerate(cells):
            if cell in wrong:
                table.refuse(place, label, wrong[cell])
    return list(map(values.get, cells))


def _reader_of(column: Column, text: str) -> Callable[[Any], Any]:
    """How a cell is read, as strictly as all the text of the column needs it: asked of it at once."""
    is_plain = is_normalized("NFC", text) and "\r" not in text
    is_sound = "#" not in text and ":" not in text
    is_sound = is_sound and not may_be_legacy(text) and not has_broken_letters(text)

    def read(cell: Any) -> Any:
        is_text = isinstance(cell, str)
        if is_text:
            cell = cell.strip() if is_plain else to_text(cell)
        if cell is None or cell == "":
            if column.required:
                raise BadInput(_(_BLANK))
            return column.empty
        if is_text and not is_sound:
            refuse_failed_formula(cell)
            refuse_legacy(cell)
        return cell if is_text and column.clean is to_text else column.clean(cell)

    return read


def refuse_legacy(text: str) -> None:
    """Raise BadInput for text of the old fonts or with lost letters; the sentence tells the way out."""
    if reading := legacy_reading(text):
        raise BadInput(_(_LEGACY).format(text=text, reading=reading))
    if has_broken_letters(text):
        raise BadInput(_(_BROKEN).format(text=text))


_BLANK = gettext_noop("chưa có giá trị. Hãy nhập vào ô này.")
_LEGACY = gettext_noop(
    "“{text}” gõ bằng bảng mã cũ (TCVN3 hoặc VNI), đọc ra là “{reading}”. Hãy chuyển cả tệp sang"
    " Unicode (UniKey: Ctrl+Shift+F6) rồi tải lại."
)
_BROKEN = gettext_noop("“{text}” có chữ bị mất dấu thành ký tự lạ. Hãy gõ lại ô này.")
