"""Answer a request for a page with a table: the page, only the table, or the workbook."""

from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from phongtrao.base.http import HtmxRequest, render_page, wants_part
from phongtrao.web.tables.filters import EXPORT
from phongtrao.web.tables.sheet import table_workbook
from phongtrao.web.tables.table import TablePage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def respond(
    request: HtmxRequest,
    table: TablePage,
    template: str,
    extra: dict[str, Any] | None = None,
    *,
    part: str = "web/table.html",
) -> HttpResponse:
    """The whole page, its table alone when htmx asks for it, or ``?xuat=xlsx`` as filtered.

    ``part`` is for pages that say the filter in words outside the table as well.
    """
    if request.GET.get(EXPORT) == "xlsx" and not table.is_refused:
        return xlsx_response(table_workbook(table), table.table.file_name or table.table.key)
    if wants_part(request) and request.htmx.target == table.dom_id:
        template = part
    return render_page(request, template, {**(extra or {}), "table": table})


def xlsx_response(content: bytes, name: str) -> HttpResponse:
    """``name`` without its ending; letters outside ASCII and quotes are encoded as RFC 6266 says."""
    said = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")
    headers = {"Content-Disposition": said or "attachment"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
