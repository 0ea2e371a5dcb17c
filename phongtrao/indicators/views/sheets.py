"""Workbooks out and in: the form of one unit, the table of all units of a round."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.numbering import file_title
from phongtrao.indicators.access import rounds as access
from phongtrao.indicators.forms.rounds import RoundSheetForm, SheetForm
from phongtrao.indicators.pages.tabs import NAV
from phongtrao.indicators.services.importing import Imported, import_report, import_round
from phongtrao.indicators.sheets import round_workbook, unit_workbook
from phongtrao.indicators.views.acting import done
from phongtrao.lib.numbers import format_number
from phongtrao.web.tables import xlsx_response

MOST_SHOWN = 300  # bad cells on one page


@require_GET
def report_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    report = access.get_visible_report(request.user, pk)
    content = unit_workbook(report, is_own=access.acts_for(request.user, report))
    return xlsx_response(content, file_title(str(report.round)))


@require_http_methods(["GET", "POST"])
@once
def report_upload(request: SignedInRequest, pk: int) -> HttpResponse:
    """The filled form into the draft; every bad cell at once, and then nothing is kept."""
    report = access.get_visible_report(request.user, pk)
    insist(access.can_write(request.user, report))
    form = SheetForm(request.POST or None, request.FILES or None)

    def deed() -> Imported:
        file = form.cleaned_data["file"]
        return import_report(report, file.read(), file.name, by=request.user)

    result = done(request, form, deed)
    if result and not result.errors:
        said = _("Đã đưa %s số vào bản nháp. Hãy xem lại rồi nộp.")
        messages.success(request, said % format_number(result.numbers))
        return redirect("indicators:report_edit", pk=pk)
    context = NAV | {"form": form, "report": report, "result": result, "most": MOST_SHOWN}
    return render_page(request, "indicators/report_upload.html", context)


@require_GET
def round_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_round(request.user, pk)
    return xlsx_response(round_workbook(found), file_title(found.title))


@require_http_methods(["GET", "POST"])
@once
def round_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """The numbers of many units at once; doubtful ones need a second look and a yes."""
    found = access.get_visible_round(request.user, pk)
    insist(access.can_run(request.user, found))
    form = RoundSheetForm(request.POST or None, request.FILES or None)

    def deed() -> Imported:
        asked: dict[str, Any] = form.cleaned_data
        return import_round(
            found,
            asked["file"].read(),
            asked["file"].name,
            confirmed=asked["confirmed"],
            missing_note=asked["missing_note"],
            by=request.user,
        )

    result = done(request, form, deed)
    if result and result.units:
        said = _("Đã nhập %(n)s số của %(units)s đơn vị.")
        counts = {"n": result.numbers, "units": result.units}
        messages.success(request, said % {k: format_number(v) for k, v in counts.items()})
        return redirect("indicators:round", pk=pk)
    context = NAV | {"form": form, "round": found, "result": result, "most": MOST_SHOWN}
    return render_page(request, "indicators/round_import.html", context)
