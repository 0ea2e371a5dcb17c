"""Progress reports: the unit writes and submits, the office goes through its queue."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import assignments as work_access
from phongtrao.plans.access import reports as access
from phongtrao.plans.forms.reports import EvidenceForm, PeriodForm, ReturnForm, WritingForm
from phongtrao.plans.forms.work import ReviewFilter
from phongtrao.plans.models import Plan, ProgressReport
from phongtrao.plans.pages.assignments import AssignmentPage
from phongtrao.plans.pages.reports import ReportPage
from phongtrao.plans.periods import period_label, read_period
from phongtrao.plans.services import reports as services
from phongtrao.plans.services import twins
from phongtrao.web.acts import do
from phongtrao.web.tables import BulkAction, Column, Empty, Table, respond, roomy, selected_rows

QUEUE = Table(
    key="review",
    title=gettext_lazy("Báo cáo chờ duyệt"),
    order="submitted",
    filter=ReviewFilter,
    columns=(
        Column(
            "unit",
            gettext_lazy("Đơn vị"),
            value="assignment.unit.name",
            sort="assignment__unit__sort_key",
            card="title",
        ),
        Column("task", gettext_lazy("Nhiệm vụ"), value="assignment.text", show=roomy),
        Column(
            "plan",
            gettext_lazy("Kế hoạch"),
            value="assignment.task.plan.title",
            sort="assignment__task__plan__title",
            show=roomy,
            card="hide",
        ),
        Column(
            "period", gettext_lazy("Kỳ"), value=lambda row: period_label(row.period), sort="period"
        ),
        Column("percent", gettext_lazy("Tiến độ (%)"), sort="percent", align="end"),
        Column("obstacles", gettext_lazy("Khó khăn"), card="hide"),
        Column(
            "submitted",
            gettext_lazy("Nộp lúc"),
            value="submitted_at",
            sort="submitted_at",
            card="hide",
        ),
    ),
    row_url=lambda row: reverse("plans:report", args=[row.pk]) + "?hang-doi=1",
    empty=Empty(
        gettext_lazy("Không có báo cáo nào chờ duyệt."),
        gettext_lazy("Khi đơn vị nộp báo cáo tiến độ, báo cáo hiện ở đây."),
    ),
    bulk=(BulkAction(gettext_lazy("Duyệt"), "plans:accept_selected_reports", icon="check"),),
    file_name="bao-cao-cho-duyet",
)
NEXT = "hang-doi"  # in the address of a report that was opened from the queue
BOTH = "ca-hai"  # ticked: submit to every master of the work
SUBMIT, ATTACH, DETACH = "nop", "dinh-kem", "bo"  # buttons of the one form; any other keeps a draft


# ------------------------------------------------------------------ the unit writes


@require_http_methods(["GET", "POST"])
@once
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    work = work_access.get_visible(request.user, pk)
    if not (may := access.can_write(request.user, work)):
        messages.error(request, may.reason)
        return redirect("plans:assignment", pk=pk)
    form = PeriodForm(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        try:
            period = read_period(form.cleaned_data["period"])
            report = services.start_report(work, period, by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("plans:edit_report", pk=report.pk)
    context = {"page": AssignmentPage.build(work, request.user), "work": work, "form": form}
    return render_page(request, "plans/report_start.html", context)


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One form for what is written and its evidence: whichever button is pressed, nothing is lost."""
    report = access.get_visible(request.user, pk)
    if not (may := access.can_edit(request.user, report)):
        messages.error(request, may.reason)
        return redirect("plans:report", pk=pk)
    if request.method != "POST":
        return _edit_page(request, report, WritingForm.of(report), EvidenceForm(report=report))
    form = WritingForm(request.POST)
    is_asked = ATTACH in request.POST
    evidence = EvidenceForm(request.POST, request.FILES, report=report, is_asked=is_asked)
    if all([form.is_valid(), evidence.is_valid()]):
        try:
            said = _keep(report, form, evidence, request)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, said)
            return redirect(_after(request, report))
    return _edit_page(request, report, form, evidence)


def _edit_page(
    request: SignedInRequest, report: ProgressReport, form: WritingForm, evidence: EvidenceForm
) -> HttpResponse:
    if evidence.errors:
        _tell_together(form, evidence)
    page = ReportPage.build(report, request.user)
    context = {"page": page, "work": report.assignment, "form": form, "evidence_form": evidence}
    return render_page(request, "plans/report_edit.html", context)


def _tell_together(form: WritingForm, evidence: EvidenceForm) -> None:
    """The page sums up at its top what is wrong anywhere on it."""
    for name, errors in evidence.errors.items():
        label = evidence.fields[name].label if name in evidence.fields else _("Minh chứng")
        for error in errors:
            form.add_error(None, f"{label}: {error}")


@transaction.atomic
def _keep(
    report: ProgressReport, form: WritingForm, evidence: EvidenceForm, request: SignedInRequest
) -> str:
    """Together: what could not be submitted is still the draft it was, and stays in the form."""
    user = request.user
    services.save_draft(report, form.writing(), by=user)
    if DETACH in request.POST:
        cited = get_object_or_404(report.evidence, pk=_number(request.POST[DETACH]))
        services.detach(report, cited, by=user)
        return _("Đã bỏ minh chứng khỏi báo cáo; minh chứng vẫn ở đơn vị.")
    if evidence.is_given:
        _attach(report, evidence, user)
    if SUBMIT in request.POST:
        return _submit(report, request)
    return _("Đã đính kèm minh chứng.") if evidence.is_given else _("Đã lưu bản nháp.")


def _submit(report: ProgressReport, request: SignedInRequest) -> str:
    if BOTH not in request.POST:
        services.submit_report(report, by=request.user)
        return _("Đã nộp báo cáo tiến độ.")
    submitted = twins.submit_to_all(report, by=request.user)
    masters = "; ".join(str(row.assignment.task.plan.owner) for row in submitted)
    return _("Đã nộp báo cáo tiến độ cho %s.") % masters


def _attach(report: ProgressReport, form: EvidenceForm, user: AbstractBaseUser) -> None:
    data = form.cleaned_data
    if data.get("existing"):
        services.attach_existing(report, data["existing"], by=user)
    else:
        services.attach_new(report, data["title"], file=data["file"], url=data["url"], by=user)


def _after(request: SignedInRequest, report: ProgressReport) -> str:
    if SUBMIT in request.POST:
        return reverse("plans:report", args=[report.pk])
    place = "#minh-chung" if {ATTACH, DETACH} & set(request.POST) else ""
    return reverse("plans:edit_report", args=[report.pk]) + place


@require_POST
def autosave(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is typed so far, every few seconds; answers one line beside the buttons."""
    report = access.get_visible(request.user, pk)
    form = WritingForm(request.POST)
    said = _("Chưa lưu nháp: có ô chưa đúng.")
    if form.is_valid():
        try:
            services.save_draft(report, form.writing(), by=request.user)
        except DomainError as error:
            said = str(error)
        else:
            now = date_format(timezone.localtime(), "H:i")
            said = _("Đã lưu nháp lúc %s.") % now
    return render_page(request, "plans/report_saved.html", {"said": said})


@require_POST
@once
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    report = access.get_visible(request.user, pk)
    return do(
        request,
        partial(services.withdraw_report, report, by=request.user),
        _("Đã rút báo cáo. Hãy sửa rồi nộp lại."),
        reverse("plans:edit_report", args=[pk]),
        refused_to=reverse("plans:report", args=[pk]),
    )


# ------------------------------------------------------------------ both sides read


@require_GET
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    context = {
        "page": ReportPage.build(found, request.user),
        "work": found.assignment,
        "form": ReturnForm(),
        "from_queue": NEXT in request.GET,
    }
    return render_page(request, "plans/report.html", context)


# ------------------------------------------------------------------ the office judges


@require_GET
def review_queue(request: SignedInRequest) -> HttpResponse:
    rows = access.reports_to_review(request.user)
    table = QUEUE.of(rows, request.GET, _filter_of(rows))
    return respond(request, table, "plans/review_queue.html", {"nav": "review", "wide": True})


@require_POST
def accept_selected(request: SignedInRequest) -> HttpResponse:
    rows = access.reports_to_review(request.user)
    chosen = list(selected_rows(QUEUE, rows, request.POST, _filter_of(rows)))
    reviewed = services.accept_reports(chosen, by=request.user)
    if reviewed.accepted:
        messages.success(request, _("Đã duyệt %s báo cáo.") % reviewed.accepted)
    for sentence in reviewed.refused:
        messages.warning(request, sentence)
    if not chosen:
        messages.warning(request, _("Chưa chọn báo cáo nào. Hãy đánh dấu rồi bấm lại."))
    return redirect("plans:review_queue")


@require_POST
@once
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    form = ReturnForm(request.POST)
    try:
        if "duyet" in request.POST:
            services.accept_report(found, by=request.user)
            said = _("Đã duyệt báo cáo của %s.") % found.assignment.unit
        else:
            form.full_clean()
            services.return_report(found, form.cleaned_data.get("reason", ""), by=request.user)
            said = _("Đã trả lại báo cáo của %s.") % found.assignment.unit
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(_report_url(found, from_queue=NEXT in request.POST))
    messages.success(request, said)
    return _go_on(request, found)


def _go_on(request: SignedInRequest, done: ProgressReport) -> HttpResponse:
    """From the queue to the next that waits, the oldest first; else back to the report."""
    if NEXT not in request.POST:
        return redirect("plans:report", pk=done.pk)
    following = access.reports_to_review(request.user).order_by("submitted_at", "pk").first()
    if following is None:
        return redirect("plans:review_queue")
    return redirect(_report_url(following, from_queue=True))


def _report_url(found: ProgressReport, *, from_queue: bool) -> str:
    url = reverse("plans:report", args=[found.pk])
    return f"{url}?{NEXT}=1" if from_queue else url


def _filter_of(rows: QuerySet[ProgressReport]) -> dict[str, object]:
    """Only plans and periods that occur in the queue can be chosen."""
    plans = Plan.objects.filter(pk__in=rows.order_by().values("assignment__task__plan"))
    periods = rows.order_by("period").values_list("period", flat=True).distinct()
    return {"plans": plans.order_by("title"), "periods": list(periods)}


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
