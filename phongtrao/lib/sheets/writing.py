"""Workbooks out: what the office saw on screen, as a file it can work with and send back.

Rows are streamed (XlsxWriter's constant memory), so 100,000 × 12 fit. Text is always written as
text: a cell that begins with “=” never becomes a formula on somebody else's machine.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import chain, islice
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from phongtrao.lib.numbers import EXACT, to_exact
from phongtrao.lib.sheets.columns import Column, to_text
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _

_LONGEST_TEXT = 32_767  # characters a cell can hold
_CUT = gettext_noop(" … [đã cắt bớt, xem đủ trên hệ thống]")
_EXACT_DIGITS = 15  # more do not survive a spreadsheet: written as text
_FIRST_YEAR = 1900  # a spreadsheet has no earlier dates
_SAMPLE = 100  # rows measured for the widths
_NARROWEST, _WIDEST = 6, 60
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_TITLE = {"bold": True, "font_size": 14}
_SAID = {"italic": True, "font_color": "#555555"}
_HEADER = {
    "bold": True, "text_wrap": True, "valign": "vcenter", "align": "center",
    "border": 1, "bg_color": "#E8EEF7",
}  # fmt: skip
_CELL: dict[str, Any] = {"border": 1, "valign": "top"}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": _TITLE, "said": _SAID, "header": _HEADER, "text": _CELL | {"text_wrap": True},
    "wrong": _CELL | {"text_wrap": True, "bg_color": "#FDE3E1", "font_color": "#8C1D18"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetContent:
    """One sheet to write: rows hold their cells in the order of the columns."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def write_workbook(
    sheets: Sequence[SheetContent], *, title: str = "", filters_said: str = ""
) -> bytes:
    """Return an .xlsx with frozen, filterable headers; numbers and dates are real ones.

    ``title`` and ``filters_said`` (“Lọc: quá hạn · Xuất ngày 20/11/2026”) stand above the table;
    read_rows finds the header below them. Cells: str, int, float, Decimal, bool (Có, Không),
    date, datetime or None. Longer text than a cell can hold is cut and says so.
    """
    target = BytesIO()
    options = {"constant_memory": True, "remove_timezone": True}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": title})
        styles = Styles(book)
        taken: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_sheet_name(sheet.name, taken))
            _write_sheet(page, sheet, styles, [(title, "title"), (filters_said, "said")])
    return target.getvalue()


@dataclass(slots=True)
class Styles:
    """Formats of one workbook, each made once."""

    book: xlsxwriter.Workbook
    made: dict[str, Any] = field(default_factory=dict)

    def named(self, name: str) -> Any:
        return self._make(name, _LOOKS[name])

    def number(self, number_format: str) -> Any:
        return self._make(number_format, _CELL | {"num_format": number_format})

    def _make(self, name: str, look: dict[str, Any]) -> Any:
        if name not in self.made:
            self.made[name] = self.book.add_format(look)
        return self.made[name]


def _write_sheet(
    page: Worksheet, sheet: SheetContent, styles: Styles, above: list[tuple[str, str]]
) -> None:
    row = 0
    for text, style in above:
        if text:
            page.write_string(row, 0, text, styles.named(style))
            row += 1
    header = row + 1 if row else 0  # an empty line keeps the table apart
    rows = iter(sheet.rows)
    sample = list(islice(rows, _SAMPLE))
    _set_widths(page, sheet.columns, sample)
    for place, column in enumerate(sheet.columns):
        page.write_string(header, place, column.label, styles.named("header"))
    page.freeze_panes(header + 1, 0)
    last = header
    looks = [Look(styles, grouped=column.grouped) for column in sheet.columns]
    for last, cells in enumerate(chain(sample, rows), start=header + 1):
        for place, (look, cell) in enumerate(zip(looks, cells, strict=True)):
            write_cell(page, (last, place), cell, look)
    page.autofilter(header, 0, last, len(sheet.columns) - 1)
    page.repeat_rows(header)


@dataclass(frozen=True, slots=True)
class Look:
    """How cells of a column look: with 1.234 or 1234."""

    styles: Styles
    grouped: bool

    def of_number(self, value: Decimal) -> Any:
        places = max(0, -int(value.normalize(EXACT).as_tuple().exponent))
        whole = "#,##0" if self.grouped else "0"
        return self.styles.number(whole + ("." + "0" * places if places else ""))


def write_cell(page: Worksheet, at: tuple[int, int], cell: Any, look: Look) -> None:
    """Write a value at (row, column), from 0: numbers and dates as such, anything else as text."""
    styles = look.styles
    if cell is None or cell == "":
        page.write_blank(*at, None, styles.named("text"))
    elif isinstance(cell, str):  # before numbers and days: nearly every cell is
        page.write_string(*at, _cut(to_text(cell)), styles.named("text"))
    elif isinstance(cell, int | float | Decimal) and _fits(cell):
        page.write_number(*at, float(cell), look.of_number(to_exact(cell)))
    elif isinstance(cell, date) and cell.year < _FIRST_YEAR:
        page.write_string(*at, to_text(cell), styles.named("text"))
    elif isinstance(cell, datetime):
        page.write_datetime(*at, cell, styles.number("dd/mm/yyyy hh:mm"))
    elif isinstance(cell, date):
        page.write_datetime(*at, cell, styles.number("dd/mm/yyyy"))
    else:
        page.write_string(*at, _cut(to_text(cell)), styles.named("text"))


def _fits(value: Decimal | float) -> bool:
    """Whether a spreadsheet keeps the number as it is; yes and no are written as words."""
    if isinstance(value, bool):
        return False
    number = to_exact(value).normalize(EXACT)
    return len(number.as_tuple().digits) <= _EXACT_DIGITS > abs(number.adjusted())


def _cut(text: str) -> str:
    if len(text) <= _LONGEST_TEXT:
        return text
    said = _(_CUT)
    return text[: _LONGEST_TEXT - len(said)] + said


def _set_widths(page: Worksheet, columns: Sequence[Column], sample: list[Sequence[Any]]) -> None:
    for place, column in enumerate(columns):
        cells = [_longest_line(row[place]) for row in sample]
        # A header may wrap, so half of it is enough; one more for the filter's arrow.
        wide = max([*cells, len(column.label) // 2 + 3])
        page.set_column(place, place, column.width or min(max(wide + 1, _NARROWEST), _WIDEST))


def _longest_line(cell: Any) -> int:
    return max(map(len, to_text(cell).splitlines()), default=0) if cell is not None else 0


def _sheet_name(name: str, taken: set[str]) -> str:
    """Make a name Excel accepts: 31 characters, no []:*?/\\, different from the others."""
    bare = _NO_NAME.sub(" ", name).strip(" '")[:_LONGEST_NAME].strip(" '") or _("Bảng")
    unique, number = bare, 1
    while unique.lower() in taken | {"history"}:
        number += 1
        mark = f" ({number})"
        unique = bare[: _LONGEST_NAME - len(mark)] + mark
    taken.add(unique.lower())
    return unique
