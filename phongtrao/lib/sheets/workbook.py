"""Opening .xlsx, .xls and .ods files that strangers send."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import python_calamine as calamine

from phongtrao.lib.errors import BadFile
from phongtrao.lib.numbers import format_number
from phongtrao.lib.sheets.safety import DAMAGED, Place, inspect
from phongtrao.lib.words import say as _

MAX_BYTES = 30 * 1024 * 1024
_START = 2048
_MB = 1024 * 1024


class Merged(NamedTuple):
    """A merged range by the places of its cells in ``Workbook.rows``, from 0, ends included."""

    top: int
    first: int
    bottom: int
    last: int


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened file. ``names``: its visible sheets with cells, in order; never empty."""

    names: tuple[str, ...]
    _sheets: dict[str, Any]  # each read once: that is most of the time a big file takes
    _failed: dict[str, dict[Place, str]]

    def rows(self, name: str = "") -> Iterator[list[Any]]:
        """Yield the rows of a sheet, the first one by default, from line 1 of the sheet on.

        Cells are str, float, int, bool, date, datetime, time or timedelta; blank is "". A formula
        that failed is its mark (“#REF!”). BadFile if there is no such sheet.
        """
        name = name or self.names[0]
        sheet = self._sheet(name)
        failed = self._failed.get(name, {})
        left = sheet.start[1]
        for number, row in enumerate(sheet.iter_rows()):
            yield _with_failures(row, number, left, failed) if failed else row

    def merged(self, name: str = "") -> tuple[Merged, ...]:
        """Merged ranges of a sheet in the places of ``rows``; none where the format does not say."""
        sheet = self._sheet(name or self.names[0])
        left = sheet.start[1]
        return tuple(
            Merged(top, first - left, bottom, last - left)
            for (top, first), (bottom, last) in sheet.merged_cell_ranges or ()
        )

    def _sheet(self, name: str) -> Any:
        if name not in self.names:
            listed = ", ".join(f"“{known}”" for known in self.names)
            said = _("Tệp không có trang tính “{name}”. Hãy chọn một trong: {listed}.")
            raise BadFile(said.format(name=name, listed=listed))
        return self._sheets[name]


def open_workbook(source: Path | bytes, name: str) -> Workbook:
    """Open a spreadsheet by its content, whatever its name ends in.

    ``name`` is what its owner calls it and stands in front of every sentence. BadFile: empty,
    over MAX_BYTES, a zip bomb, protected by a password, damaged, with macros, or no spreadsheet.
    """
    try:
        return _open(source)
    except BadFile as error:
        raise BadFile(f"“{name}”: {error}") from error


def _open(source: Path | bytes) -> Workbook:
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if not size:
        raise BadFile(_("Tệp rỗng. Hãy chọn tệp khác."))
    if size > MAX_BYTES:
        said = _("Tệp nặng {size} MB, quá {most} MB. Hãy chia thành nhiều tệp nhỏ.")
        raise BadFile(said.format(size=format_number(size / _MB, 0), most=MAX_BYTES // _MB))
    if isinstance(source, bytes):
        return _read(BytesIO(source))
    with source.open("rb") as file:
        return _read(BytesIO(file.read()))


def _read(file: BinaryIO) -> Workbook:
    findings = inspect(file, file.read(_START))
    file.seek(0)
    try:
        book = calamine.load_workbook(file)
        found = {name: book.get_sheet_by_name(name) for name in _visible(book)}
        sheets = {name: sheet for name, sheet in found.items() if sheet.start}
    except calamine.CalamineError as error:
        raise BadFile(_(DAMAGED)) from error
    if not sheets:
        raise BadFile(_("Tệp không có dữ liệu. Hãy nhập dữ liệu vào trang tính rồi tải lên."))
    return Workbook(tuple(sheets), sheets, findings.failed)


def _visible(book: Any) -> list[str]:
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == calamine.SheetVisibleEnum.Visible
        and sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]


def _with_failures(row: list[Any], number: int, left: int, failed: dict[Place, str]) -> list[Any]:
    return [
        failed.get((number, left + place), cell) if cell == "" else cell
        for place, cell in enumerate(row)
    ]
