"""Workbooks of what numbers come to."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.indicators.pages.parts import lines_of
from phongtrao.indicators.pages.target_board import TargetBoard
from phongtrao.indicators.pages.totals import Reading, Result
from phongtrao.lib import sheets

VALUES = ("value", "path", "state", "numerator", "denominator", "measured", "missing")


def _columns() -> list[sheets.Column]:
    labels = (
        _("Kết quả"),
        _("Cần đạt trong năm"),
        _("Tiến độ"),
        _("Tử số"),
        _("Mẫu số"),
        _("Đơn vị có số liệu"),
        _("Đơn vị còn thiếu"),
    )
    return [sheets.Column(key, label) for key, label in zip(VALUES, labels, strict=True)]


def _cells(one: Reading | None) -> list[Any]:
    if one is None:
        return [None] * len(VALUES)
    total = one.total
    below = total.denominator if one.goal.indicator.is_ratio else None
    said = [one.value, one.path, str(one.state), total.numerator, below]
    return [*said, total.measured, total.missing]


def result_workbook(result: Result) -> bytes:
    """Through time, by part, by unit, and the raw rows that stand behind the unit's own number."""
    unit, period = sheets.Column("unit", _("Đơn vị")), sheets.Column("period", _("Kỳ số liệu"))
    through: Iterable[Any] = ([p.label, *_cells(one)] for p, one in result.through_time)
    below = ([row.name, *_cells(row.now)] for row in result.rows)
    numbers = (
        [row.unit.name, row.period, row.numerator, row.denominator, row.note]
        for row in result.numbers
    )
    raw = [unit, period, *_columns()[3:5], sheets.Column("note", _("Ghi chú"))]
    contents = [
        sheets.SheetContent(_("Qua các kỳ"), [period, *_columns()], through),
        sheets.SheetContent(_("Theo đơn vị"), [unit, *_columns()], below),
        sheets.SheetContent(_("Số liệu gốc"), raw, numbers),
    ]
    if by_part := lines_of(result):
        named = [sheets.Column("split", _("Tách theo")), sheets.Column("part", _("Phần"))]
        apart = [[split, name, p.label, *_cells(one)] for split, name, p, one in by_part]
        columns = [*named, period, *_columns()]
        contents.insert(1, sheets.SheetContent(_("Theo từng phần"), columns, apart))
    return sheets.write_workbook(contents, title=result.goal.indicator.name)


def targets_workbook(board: TargetBoard) -> bytes:
    columns = [
        sheets.Column("code", _("Mã")),
        sheets.Column("name", _("Chỉ số")),
        sheets.Column("scope", _("Đối tượng")),
        sheets.Column("year", _("Đến năm")),
        sheets.Column("goal", _("Mức")),
        *_columns(),
    ]
    rows = (
        [
            row.target.indicator.code,
            row.target.indicator.name,
            row.whom,
            str(row.target.year),
            row.target.value,
            *_cells(row.reading),
        ]
        for row in board.rows
    )
    title = _("Kết quả chỉ tiêu: %s") % board.asked.unit
    return sheets.write_workbook([sheets.SheetContent(title, columns, rows)], title=title)
