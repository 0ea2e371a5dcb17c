"""Money by field and year: a table, its picture, its workbook."""

from dataclasses import replace
from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.lib.numbers import format_number
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.research.access.tasks import visible_tasks
from phongtrao.research.queries.money import FieldMoney, MoneyTable, money_by_field
from phongtrao.research.tabs import NAV, tabs_of
from phongtrao.web.charts import Bar, Chart, bar_chart, picture_of
from phongtrao.web.tables import EXPORT, xlsx_response

MILLION = Decimal(1_000_000)


@require_GET
def money(request: SignedInRequest) -> HttpResponse:
    table = money_by_field(visible_tasks(request.user))
    rows = _rows(table)
    if request.GET.get(EXPORT) == "xlsx":
        return xlsx_response(_workbook(table, rows), "kinh-phi-theo-linh-vuc")
    cells = [
        (row, [(year, row.years.get(year, Decimal(0))) for year in table.years]) for row in rows
    ]
    context = NAV | {"found": table, "cells": cells, "chart": _chart(table)}
    context |= {"tabs": tabs_of("money", request.user)}
    return render_page(request, "research/money.html", context)


@require_GET
def money_picture(request: SignedInRequest) -> HttpResponse:
    found = money_by_field(visible_tasks(request.user))
    return picture_of(request.GET, _chart(found), "kinh-phi-theo-linh-vuc")


def _rows(table: MoneyTable) -> list[FieldMoney]:
    newest = replace(table.industry4, label=_("Trong đó: Công nghiệp 4.0"))
    return [*table.fields, replace(table.total, label=_("Tất cả, mỗi nhiệm vụ một lần")), newest]


def _chart(table: MoneyTable) -> Chart:
    bars = [
        Bar(row.label, float(row.whole), format_number(row.whole / MILLION)) for row in table.fields
    ]
    return bar_chart(_("Kinh phí theo lĩnh vực (triệu đồng)"), bars)


def _workbook(table: MoneyTable, rows: list[FieldMoney]) -> bytes:
    columns = [
        Column("field", _("Lĩnh vực")),
        *(Column(str(year), str(year)) for year in table.years),
        Column("whole", _("Cộng")),
    ]
    cells = ([row.label, *(row.years.get(y) for y in table.years), row.whole] for row in rows)
    title = _("Kinh phí theo lĩnh vực")
    return write_workbook([SheetContent(title, columns, cells)], title=title)
