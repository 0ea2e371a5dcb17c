"""A unit's report: the list of what it owes, typing, handing in; the office reads, judges, corrects."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.indicators.access import rounds as access
from phongtrao.indicators.forms.corrections import CorrectionForm
from phongtrao.indicators.forms.reports import NumbersForm
from phongtrao.indicators.forms.rounds import JudgeForm
from phongtrao.indicators.models import UnitReport
from phongtrao.indicators.pages.rounds import ReportPage
from phongtrao.indicators.pages.tabs import NAV, tabs_for
from phongtrao.indicators.queries.reports import cells_of
from phongtrao.indicators.services import reporting as services
from phongtrao.indicators.services.measuring import correct_measurement, parts_of
from phongtrao.indicators.tables import OWN_REPORTS
from phongtrao.lib.errors import Conflict, DomainError
from phongtrao.plans.queries.owed import with_standing
from phongtrao.web.acts import do, done
from phongtrao.web.tables import respond

SUBMIT, AS_READ = "nop", "as_read"


@require_GET
def report_list(request: SignedInRequest) -> HttpResponse:
    if not access.reports_numbers(request.user):
        raise Http404
    rows = with_standing(access.own_reports(request.user))
    table = OWN_REPORTS.of(rows, request.GET)
    context = NAV | {"tabs": tabs_for(request.user, "own")}
    return respond(request, table, "indicators/reports.html", context)


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    report = access.get_visible_report(request.user, pk)
    return _page(request, report, JudgeForm(initial={AS_READ: services.handed_mark(report)}))


def _page(request: SignedInRequest, report: UnitReport, form: JudgeForm) -> HttpResponse:
    page = ReportPage.build(report, request.user)
    context = NAV | {
        "page": page,
        "report": report,
        "form": form,
        "sees_round": _sees_round(request.user, report),
    }
    return render_page(request, "indicators/report.html", context)


# ------------------------------------------------------------------ the unit types


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One form: whichever button is pressed, what is typed is kept."""
    report = access.get_visible_report(request.user, pk)
    if not (may := access.can_write(request.user, report)):
        messages.error(request, may.reason)
        return redirect("indicators:report", pk=pk)
    cells = cells_of(report)
    as_read = request.POST.get(AS_READ) or services.draft_mark(report.values)
    form = NumbersForm(
        request.POST or None,
        request.FILES or None,
        cells=cells,
        initial=NumbersForm.initial_of(cells),
    )
    if request.method == "POST" and form.is_valid():
        try:
            said = _keep(request, report, form)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
            form.cells = cells_of(report, form.values())
            if not isinstance(error, Conflict):  # what was typed is kept all the same
                report.refresh_from_db(fields=["values"])
                as_read = services.draft_mark(report.values)
        else:
            messages.success(request, said)
            is_over = SUBMIT in request.POST
            return redirect("indicators:report" if is_over else "indicators:report_edit", pk)
    context: dict[str, Any] = NAV | {"report": report, "form": form, "as_read": as_read}
    page = ReportPage.build(report, request.user)
    return render_page(request, "indicators/report_edit.html", context | {"page": page})


def _keep(request: SignedInRequest, report: UnitReport, form: NumbersForm) -> str:
    """The draft is kept also where handing in is refused: nothing typed is lost."""
    user = request.user
    with transaction.atomic():
        as_read = request.POST.get(AS_READ, "")
        services.save_report(report, form.values(), by=user, as_read=as_read)
        for key, file in form.uploads().items():
            report = services.attach_evidence(report, key, file, by=user)
    if SUBMIT in request.POST:
        services.submit_report(report, by=user)
        return _("Đã nộp số liệu.")
    return _("Đã lưu bản nháp.")


@require_POST
def autosave(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is typed so far, every few seconds; answers one line beside the buttons."""
    report = access.get_visible_report(request.user, pk)
    form = NumbersForm(request.POST, cells=cells_of(report))
    said, as_read = _("Chưa lưu nháp: có ô chưa đúng."), request.POST.get(AS_READ, "")
    if form.is_valid():
        try:
            services.save_report(report, form.values(), by=request.user, as_read=as_read)
        except DomainError as error:
            said = str(error)
        else:
            said = _("Đã lưu nháp lúc %s.") % date_format(timezone.localtime(), "H:i")
            as_read = services.draft_mark(report.values)
    context = {"said": said, "as_read": as_read}
    return render_page(request, "indicators/report_saved.html", context)


@require_POST
@once
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    report = access.get_visible_report(request.user, pk)
    deed = partial(services.withdraw_report, report, by=request.user)
    to = reverse("indicators:report_edit", args=[pk])
    back = reverse("indicators:report", args=[pk])
    return do(request, deed, _("Đã rút số liệu. Hãy sửa rồi nộp lại."), to, refused_to=back)


# ------------------------------------------------------------------ the office judges


@require_POST
@once
def judge(request: SignedInRequest, pk: int) -> HttpResponse:
    report = access.get_visible_report(request.user, pk)
    form = JudgeForm(request.POST)

    def deed() -> UnitReport:
        reason, as_read = form.cleaned_data["reason"], form.cleaned_data[AS_READ]
        if "tra-lai" in request.POST:
            return services.return_report(report, reason, by=request.user, as_read=as_read)
        return services.accept_report(report, reason, by=request.user, as_read=as_read)

    if not done(request, form, deed):
        return _page(request, report, form)
    is_back = "tra-lai" in request.POST
    messages.success(request, _("Đã trả lại cho đơn vị.") if is_back else _("Đã duyệt số liệu."))
    if _sees_round(request.user, report):
        return redirect("indicators:round", pk=report.round_id)
    return redirect("indicators:report", pk=pk)


@require_http_methods(["GET", "POST"])
@once
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """An accepted number and its parts: the old values stay, with who, when and why."""
    row = get_object_or_404(access.visible_measurements(request.user), pk=pk, part="")
    if row.report is None:
        raise Http404
    report = access.get_visible_report(request.user, row.report.pk)
    insist(access.can_correct(request.user, report))
    form = CorrectionForm(request.POST or None, row=row, parts=parts_of(row))

    def deed() -> Any:
        reason = form.cleaned_data["reason"]
        return correct_measurement(row, form.number(), reason, form.parts(), by=request.user)

    if done(request, form, deed):
        messages.success(request, _("Đã đính chính; số cũ còn trong lịch sử của ô."))
        return redirect("indicators:report", pk=report.pk)
    context = NAV | {"form": form, "report": report, "row": row}
    return render_page(request, "indicators/correct.html", context)


def _sees_round(user: AbstractBaseUser, report: UnitReport) -> bool:
    return access.visible_rounds(user).filter(pk=report.round_id).exists()
