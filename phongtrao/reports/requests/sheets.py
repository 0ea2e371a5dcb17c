"""What came in as a workbook: totals, the units with every box, who has not reported."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.documents.fields import Field, FieldKind, number_of
from phongtrao.lib.numbers import format_date
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.reports.models import ReportRequest
from phongtrao.reports.requests.queries import fields_of, handed_answers, owed_answers
from phongtrao.reports.requests.totals import Handed, Totals, consolidate

# Made anew for each workbook: the heads are in the language of the person who asks.


def request_workbook(request: ReportRequest) -> bytes:
    """Three sheets; five queries whatever the number of units."""
    fields, handed = fields_of(request), handed_answers(request)
    said = _("Số liệu đến ngày %s") % format_date(timezone.localdate())
    sheets = [
        SheetContent(_("Tổng hợp"), _total_columns(), _total_rows(consolidate(fields, handed))),
        SheetContent(
            _("Theo đơn vị"),
            (
                Column("unit", _("Đơn vị"), width=40),
                *(Column(f.key, f.full_label, width=_width(f)) for f in fields),
            ),
            [[row.unit, *(_cell(field, row) for field in fields)] for row in handed],
        ),
        SheetContent(
            _("Chưa nộp"),
            (Column("unit", _("Đơn vị"), width=40), Column("due", _("Hạn nộp"))),
            list(owed_answers(request).values_list("unit__name", "due_on")),
        ),
    ]
    return write_workbook(sheets, title=request.title, filters_said=said)


def _total_columns() -> tuple[Column, ...]:
    return (
        Column("label", _("Nội dung"), width=50),
        Column("how", _("Cách tổng hợp"), width=24),
        Column("value", _("Kết quả")),
        Column("measure", _("Đơn vị tính")),
        Column("answered", _("Đơn vị trả lời")),
        Column("silent", _("Đã nộp, để trống ô này"), width=50),
    )


def _total_rows(totals: Totals) -> Iterator[list[Any]]:
    for total in totals.numbers:
        how = _("Trung bình") if total.is_mean else _("Cộng")
        silent = "; ".join(row.unit for row in total.silent)
        field = total.field
        yield [field.label, how, total.value, field.measure, total.answered, silent]
    for chosen in totals.choices:
        silent = "; ".join(row.unit for row in chosen.silent)
        for label, count in chosen.counts:
            name = f"{chosen.field.label}: {label}"
            yield [name, _("Đếm đơn vị"), count, _("đơn vị"), chosen.answered, silent]


def _width(field: Field) -> int:
    return 60 if field.kind == FieldKind.TEXT else 20


def _cell(field: Field, row: Handed) -> Any:
    return number_of(field, row.values) if field.kind == FieldKind.NUMBER else row.shown(field)
