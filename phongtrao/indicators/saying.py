"""A cell of a report in words: on its page, and in its workbook."""

from django.utils.translation import gettext as _

from phongtrao.indicators.queries.reports import Cell
from phongtrao.lib.numbers import format_number, with_measure


def number_words(cell: Cell) -> str:
    if cell.whole is None:
        return _("Không có số liệu") if cell.note else ""
    if cell.indicator.is_yes_no:
        return _("Có") if cell.whole.n else _("Không")
    said = format_number(cell.whole.n)
    if cell.whole.d is not None:
        return f"{said} / {format_number(cell.whole.d)}"
    return with_measure(cell.whole.n, cell.indicator.measure)


def share_words(cell: Cell) -> str:
    if cell.whole is None or not cell.indicator.is_ratio or cell.indicator.is_yes_no:
        return ""
    value = cell.whole.value(is_percent=cell.indicator.is_percent)
    return "" if value is None else with_measure(round(value, 2), cell.indicator.measure)


def before_words(cell: Cell) -> str:
    if cell.before is None:
        return ""
    if cell.indicator.is_yes_no:
        return _("Có") if cell.before.n else _("Không")
    value = cell.before.value(is_percent=cell.indicator.is_percent)
    return "" if value is None else with_measure(round(value, 2), cell.indicator.measure)
