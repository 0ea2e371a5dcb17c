"""Statistical forms of the year: read on a page, taken away as a workbook."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from phongtrao.awards.access.register import reporting_offices
from phongtrao.awards.forms.statistics import StatisticsForm
from phongtrao.awards.queries.statistics import FormTable, form_of
from phongtrao.awards.views.pieces import NAV, tabs_of
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.lib import sheets
from phongtrao.web.tables import EXPORT, xlsx_response

FIRST = "0601"


@require_GET
def statistics(request: SignedInRequest) -> HttpResponse:
    """What the address does not say is the first form of one's highest office, this year."""
    offices = reporting_offices(request.user)
    first = offices.first()
    if first is None:
        raise Http404
    usual = {"bieu": FIRST, "nam": str(timezone.localdate().year), "don_vi": str(first.pk)}
    form = StatisticsForm(usual | request.GET.dict(), offices=offices)
    found = form_of(*_asked(form)) if form.is_valid() else None
    if found and request.GET.get(EXPORT) == "xlsx":
        return xlsx_response(_workbook(found, form), f"bieu-{found.number}")
    query = request.GET.copy()
    query.pop(EXPORT, None)
    context: dict[str, Any] = NAV | {
        "tabs": tabs_of("statistics", request.user),
        "form": form,
        "found": found,
        "rows": found
        and [
            (one, list(zip(found.columns, one.cells, strict=not one.is_head)))
            for one in found.lines
        ],
        "query": query.urlencode(),
        "wide": True,
    }
    return render_page(request, "awards/statistics.html", context)


def _asked(form: forms.Form) -> tuple[str, Any, int]:
    asked = form.cleaned_data
    return asked["bieu"], asked["don_vi"], int(asked["nam"])


def _workbook(found: FormTable, form: forms.Form) -> bytes:
    """As the form is handed in: its number, the lettered columns, what is left blank below."""
    asked = form.cleaned_data
    columns = [sheets.Column("label", _("Chỉ tiêu"))]
    columns += [sheets.Column(str(place), label) for place, label in enumerate(found.columns)]
    width = len(found.columns)
    rows: list[list[Any]] = [["A", *map(str, range(1, width + 1))]]
    rows += [[one.label, *(one.cells or [None] * width)] for one in found.lines]
    rows += [[_("Ô để trống: %s") % one, *[None] * width] for one in found.unknown]
    title = _("Biểu số %(number)s.N/BNV-TĐKT: %(title)s") % {"number": found.number, "title": found.title}  # fmt: skip
    said = _("Năm %(year)s · Đơn vị báo cáo: %(unit)s · Ngày nhận báo cáo: 15/12")
    filled = said % {"year": asked["nam"], "unit": asked["don_vi"]}
    content = sheets.SheetContent(found.number, columns, rows)
    return sheets.write_workbook([content], title=title, filters_said=filled)
