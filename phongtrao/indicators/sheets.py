"""Numbers as workbooks: the form of one unit, the table of all units of a round. The same comes back."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.indicators.models import CollectionRound, Indicator, UnitReport
from phongtrao.indicators.queries.reports import Cell, cells_of, handed_cells
from phongtrao.indicators.saying import before_words
from phongtrao.indicators.splits import Names, all_parts, names_of
from phongtrao.lib.numbers import parse_number
from phongtrao.lib.sheets import Column, SheetContent, write_workbook

D = Indicator.Denominator


# ------------------------------------------------------------------ one unit


def unit_columns(indicators: Iterable[Indicator], names: Names) -> list[Column]:
    """The form of one unit; all but the numbers and the note only help to fill it in. Behind the whole
    stands each part that one of the indicators has."""
    below = all_parts({one.pk: names[one.pk] for one in indicators if one.is_ratio})
    parts = []
    for key, name in all_parts(names).items():
        parts.append(_number_column(f"n:{key}", name))
        if key in below:
            parts.append(_number_column(f"d:{key}", part_below(name)))
    return [
        Column("code", _("Mã"), width=14),
        Column("name", _("Chỉ số"), required=False, width=50),
        Column("what", _("Cần nhập"), required=False, width=36),
        Column("before", _("Năm trước"), required=False, width=14),
        Column("n", _("Số liệu (tử số)"), parse_number, required=False, width=14),
        Column("d", _("Mẫu số"), parse_number, required=False, width=14),
        *parts,
        Column("note", _("Ghi chú"), required=False, empty="", width=40),
    ]


def unit_workbook(report: UnitReport, *, is_own: bool) -> bytes:
    """Of what the unit is typing for its own people, else of what was handed in."""
    typed = is_own and report.status in UnitReport.Status.owed
    cells = cells_of(report) if typed else handed_cells(report)
    names = {cell.indicator.pk: cell.names for cell in cells}
    columns = unit_columns([cell.indicator for cell in cells], names)
    content = SheetContent(_("Số liệu"), columns, [_unit_row(cell, columns) for cell in cells])
    return write_workbook([content], title=str(report.round), filters_said=str(report.unit))


def _unit_row(cell: Cell, columns: Iterable[Column]) -> Sequence[Any]:
    what = cell.indicator.numerator
    if cell.indicator.is_yes_no:
        what = _("%s (1: có, 0: không)") % what
    n, d = (cell.whole.n, cell.whole.d) if cell.whole else (None, cell.known)
    said: dict[str, Any] = {
        "code": cell.indicator.code,
        "name": cell.indicator.name,
        "what": what,
        "before": before_words(cell),
        "n": n,
        "d": d if cell.indicator.is_ratio else None,
        "note": cell.note,
    }
    for key, part in cell.parts.items():
        said |= {f"n:{key}": part.n, f"d:{key}": part.d}
    return [said.get(column.key) for column in columns]


def part_below(name: str) -> str:
    return _("%s (mẫu số)") % name


# ------------------------------------------------------------------ many units


def round_columns(indicators: Iterable[Indicator], names: Names) -> list[Column]:
    """Unit by code, then of each indicator its numerator, its denominator where it is typed, its parts."""
    columns = [
        Column("unit", _("Mã đơn vị"), width=14),
        Column("name", _("Đơn vị"), required=False, width=40),
    ]
    for one in indicators:
        help_ = f"{one.name} ({one.measure})"
        columns.append(_number_column(f"n{one.pk}", one.code, help_))
        if one.denominator_source == D.TYPED:
            columns.append(_number_column(f"d{one.pk}", part_below(one.code)))
        for key, name in names[one.pk].items():
            label = f"{one.code} – {name}"
            columns.append(_number_column(f"n{one.pk}:{key}", label))
            if one.is_ratio:
                columns.append(_number_column(f"d{one.pk}:{key}", part_below(label)))
    return columns


def _number_column(key: str, label: str, help_: str = "") -> Column:
    return Column(key, label, parse_number, required=False, help=help_, width=12)


def round_workbook(round_: CollectionRound) -> bytes:
    """Every unit asked, with what was handed in; the sheet with the meaning of the columns stands behind."""
    indicators = list(round_.indicators.order_by("sort_key", "pk"))
    columns = round_columns(indicators, names_of(indicators))
    meaning = [Column("code", _("Mã"), width=14), Column("name", _("Chỉ số"), width=60)]
    meaning += [Column("what", _("Cần nhập"), width=50), Column("measure", _("Đơn vị tính"))]
    explained = [(one.code, one.name, one.numerator, one.measure) for one in indicators]
    return write_workbook(
        [
            SheetContent(_("Số liệu"), columns, _round_rows(round_, columns)),
            SheetContent(_("Chỉ số"), meaning, explained),
        ],
        title=str(round_),
    )


def _round_rows(round_: CollectionRound, columns: Sequence[Column]) -> Iterable[Sequence[Any]]:
    rows = round_.reports.order_by("unit__admin_path", "unit__sort_key", "pk")
    numbers: dict[int, dict[str, Any]] = {}
    names = ("indicator", "part", "numerator", "denominator")
    handed = rows.filter(measurements__isnull=False).values_list(
        "pk", *(f"measurements__{name}" for name in names)
    )
    for pk, indicator, part, n, d in handed.order_by():
        of = f"{indicator}:{part}" if part else str(indicator)
        numbers.setdefault(pk, {}).update({f"n{of}": n, f"d{of}": d})
    for pk, code, name in rows.values_list("pk", "unit__code", "unit__name"):
        said = numbers.get(pk, {})
        yield (code or "", name, *(said.get(column.key) for column in columns[2:]))
