"""Workbooks out and in: the form of one unit, the table of all units of a round."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page, wants_part
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.numbering import file_title
from phongtrao.indicators.access import rounds as access
from phongtrao.indicators.forms.sheets import ConfirmForm, SheetForm
from phongtrao.indicators.models import CollectionRound, RoundSheet
from phongtrao.indicators.pages.tabs import NAV
from phongtrao.indicators.services.importing import Imported, import_report
from phongtrao.indicators.services.round_sheets import confirm_sheet, start_sheet
from phongtrao.indicators.sheets import round_workbook, unit_workbook
from phongtrao.lib.numbers import format_number
from phongtrao.lib.sheets import CellError
from phongtrao.web.acts import done
from phongtrao.web.components import Progress
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
    """The numbers of many units at once, and what became of the last such table."""
    found = access.get_visible_round(request.user, pk)
    insist(access.can_run(request.user, found))
    sheet = _sheets(found).first()
    if request.method == "GET" and wants_part(request) and not is_read(sheet):
        return HttpResponse(headers={"HX-Refresh": "true"})  # the job has ended: another page now
    form = SheetForm(request.POST or None, request.FILES or None)

    def deed() -> RoundSheet:
        file = form.cleaned_data["file"]
        return start_sheet(found, file.read(), file.name, by=request.user)

    if done(request, form, deed):
        return redirect("indicators:round_import", pk=pk)
    return _sheet_page(request, found, sheet, form=form)


@require_POST
@once
def round_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_round(request.user, pk)
    insist(access.can_run(request.user, found))
    sheet = get_object_or_404(_sheets(found))
    if request.POST.get("sheet") != str(sheet.pk):
        said = _("Bảng bạn xem đã được thay bằng bảng khác. Chưa ghi gì; hãy xem bảng đang có.")
        messages.error(request, said)
        return redirect("indicators:round_import", pk=pk)
    form = ConfirmForm(request.POST, sheet=sheet)

    def deed() -> RoundSheet:
        return confirm_sheet(sheet, form.cleaned_data.get("missing_note", ""), by=request.user)

    if done(request, form, deed):
        return redirect("indicators:round_import", pk=pk)
    return _sheet_page(request, found, sheet, confirming=form)


@require_GET
def round_marked(request: SignedInRequest, pk: int) -> HttpResponse:
    """The table as it came in, with the bad cells marked."""
    found = access.get_visible_round(request.user, pk)
    insist(access.can_run(request.user, found))
    sheet = RoundSheet.objects.filter(round=found, marked__isnull=False).defer("content").first()
    if sheet is None or sheet.marked is None:
        raise Http404
    return xlsx_response(bytes(sheet.marked), file_title(found.title))


def _sheets(round_: CollectionRound) -> QuerySet[RoundSheet]:
    """Without the workbooks: a page that asks how far the job is reads no megabytes."""
    rows = RoundSheet.objects.filter(round=round_).select_related("round__owner", "work")
    return rows.defer("content", "marked")


def is_read(sheet: RoundSheet | None) -> bool:
    """Whether the job is at it."""
    return sheet is not None and sheet.status == RoundSheet.Status.READING


def _sheet_page(
    request: SignedInRequest, round_: CollectionRound, sheet: RoundSheet | None, **forms: Any
) -> HttpResponse:
    work = sheet.work if sheet else None
    context = NAV | {
        "round": round_,
        "sheet": sheet,
        "is_read": is_read(sheet),
        "progress": Progress(work.done, work.total) if work else None,
        "cells": [CellError(*row) for row in sheet.findings[:MOST_SHOWN]] if sheet else [],
        "most": MOST_SHOWN,
        "form": SheetForm(),
        "confirming": ConfirmForm(sheet=sheet) if sheet else None,
        **forms,
    }
    return render_page(request, "indicators/round_import.html", context, part="work")
