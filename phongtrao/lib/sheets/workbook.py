"""Opening .xlsx, .xls and .ods files that strangers send."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import python_calamine as calamine

from phongtrao.lib.errors import BadFile
from phongtrao.lib.numbers import format_number
from phongtrao.lib.sheets.safety import DAMAGED, Place, inspect
from phongtrao.lib.words import say as _

MAX_BYTES = 30 * 1024 * 1024
_START = 2048
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened file. ``names``: its visible sheets with cells, in order; never empty."""

    names: tuple[str, ...]
    _book: Any
    _failed: dict[str, dict[Place, str]]

    def rows(self, name: str = "") -> Iterator[list[Any]]:
        """Yield the rows of a sheet, the first one by default, from line 1 of the sheet on.

        Cells are str, float, int, bool, date, datetime, time or timedelta; blank is "". A formula
        that failed is its mark (“#REF!”). BadFile if there is no such sheet.
        """
        name = name or self.names[0]
        if name not in self.names:
            listed = ", ".join(f"“{known}”" for known in self.names)
            said = _("Tệp không có trang tính “{name}”. Hãy chọn một trong: {listed}.")
            raise BadFile(said.format(name=name, listed=listed))
        sheet = self._book.get_sheet_by_name(name)
        failed = self._failed.get(name, {})
        left = sheet.start[1]
        for number, row in enumerate(sheet.iter_rows()):
            yield _with_failures(row, number, left, failed) if failed else row


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
        names = tuple(name for name in _visible(book) if book.get_sheet_by_name(name).start)
    except calamine.CalamineError as error:
        raise BadFile(_(DAMAGED)) from error
    if not names:
        raise BadFile(_("Tệp không có dữ liệu. Hãy nhập dữ liệu vào trang tính rồi tải lên."))
    return Workbook(names, book, findings.failed)


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
