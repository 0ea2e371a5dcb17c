"""Findings of inspection: on a task, a unit's work, a report; their list, the page of one."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.plans import finding_tabs
from phongtrao.plans.access import assignments as work_access
from phongtrao.plans.access import findings as access
from phongtrao.plans.access import reports as report_access
from phongtrao.plans.access import tasks as task_access
from phongtrao.plans.forms.findings import (
    FindingAnswerForm,
    FindingFilter,
    FindingForm,
    SendBackForm,
)
from phongtrao.plans.models import Assignment, Finding, ProgressReport, Task
from phongtrao.plans.pages.findings import FindingPage, due_shown, finding_badge
from phongtrao.plans.services import findings as services
from phongtrao.plans.views.inside_form import FormPage, fill
from phongtrao.web.acts import do, done
from phongtrao.web.tables import Column, Empty, Table, brief, respond


def _addressee(finding: Finding) -> str:
    return finding.addressee.name


def _plan(finding: Finding) -> str:
    return finding.task.plan.title if finding.task else ""


def _kind(finding: Finding) -> str:
    return str(finding.get_kind_display())


FINDINGS = Table(
    key="findings",
    title=gettext_lazy("Nhận xét, kiến nghị kiểm tra"),
    order="-written",
    filter=FindingFilter,
    columns=(
        Column(
            "text",
            gettext_lazy("Nội dung"),
            show=brief(160),
            card="title",
        ),
        Column("kind", gettext_lazy("Loại"), value=_kind, sort="kind"),
        Column("addressee", gettext_lazy("Nơi trả lời"), value=_addressee),
        Column("plan", gettext_lazy("Kế hoạch"), value=_plan, card="hide"),
        Column("written", gettext_lazy("Ghi lúc"), value="written_at", sort="written_at"),
        Column(
            "due_on",
            gettext_lazy("Trả lời trước ngày"),
            value=due_shown,
            sort="due_on",
            align="end",
        ),
        Column("seen", gettext_lazy("Đã xem lúc"), value="seen_at", on_screen=False),
        Column("status", gettext_lazy("Tình trạng"), value=finding_badge, sort="status"),
        Column("answer", gettext_lazy("Trả lời"), on_screen=False),
    ),
    row_url="plans:finding",
    empty=Empty(
        gettext_lazy("Chưa có nhận xét, kiến nghị nào."),
        gettext_lazy(
            "Người làm công tác kiểm tra ghi từ trang của nhiệm vụ, việc hoặc báo cáo; nơi nhận trả lời ở đây."
        ),
    ),
    file_name="kiem-tra",
)


@require_GET
def finding_list(request: SignedInRequest) -> HttpResponse:
    table = FINDINGS.of(access.visible_findings(request.user), request.GET)
    tabs = finding_tabs.tabs_of(finding_tabs.FINDINGS, request.user)
    context = {"nav": "findings", "wide": True, "tabs": tabs}
    return respond(request, table, "plans/finding_list.html", context)


@require_GET
def finding(request: SignedInRequest, pk: int) -> HttpResponse:
    """Opened by whom it speaks of, it counts as seen."""
    found = access.get_finding(request.user, pk)
    services.see_finding(found, by=request.user)
    return _show(request, found, FindingAnswerForm())


def _show(request: SignedInRequest, found: Finding, form: FindingAnswerForm) -> HttpResponse:
    context = {"page": FindingPage.build(found, request.user), "form": form, "nav": "findings"}
    return render_page(request, "plans/finding.html", context)


@require_http_methods(["GET", "POST"])
@once
def task_finding(request: SignedInRequest, pk: int) -> HttpResponse:
    task = task_access.get_visible(request.user, pk)
    return _write(request, task, reverse("plans:task", args=[pk]))


@require_http_methods(["GET", "POST"])
@once
def work_finding(request: SignedInRequest, pk: int) -> HttpResponse:
    work = work_access.get_visible(request.user, pk)
    return _write(request, work.task, reverse("plans:assignment", args=[pk]), work=work)


@require_http_methods(["GET", "POST"])
@once
def report_finding(request: SignedInRequest, pk: int) -> HttpResponse:
    report = report_access.get_visible(request.user, pk)
    work = report.assignment
    back = reverse("plans:report", args=[pk])
    return _write(request, work.task, back, work=work, report=report)


def _write(
    request: SignedInRequest,
    task: Task,
    back: str,
    *,
    work: Assignment | None = None,
    report: ProgressReport | None = None,
) -> HttpResponse:
    insist(access.can_find(request.user, task, work))
    form = FindingForm(request.POST or None)
    page = FormPage(
        form,
        heading=_("Ghi nhận xét, kiến nghị kiểm tra"),
        lead=_("%s được báo và trả lời; tình trạng của việc không đổi.")
        % (work.unit if work else task.plan.owner),
        button=_("Gửi"),
        back=back,
        above=work.text if work else task.text,
    )
    return fill(
        request,
        page,
        lambda: services.write_finding(form.found(), task, work, report, by=request.user),
        _("Đã gửi nhận xét, kiến nghị kiểm tra."),
    )


@require_POST
@once
def finding_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_finding(request.user, pk)
    insist(access.can_answer(request.user, found))
    form = FindingAnswerForm(request.POST, request.FILES)

    def deed() -> Finding:
        return services.answer_finding(found, **form.cleaned_data, by=request.user)

    if done(request, form, deed) is None:
        return _show(request, found, form)
    messages.success(request, _("Đã gửi trả lời."))
    return redirect("plans:finding", pk=pk)


@require_http_methods(["GET", "POST"])
@once
def finding_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """The answer is not enough: what is missing, and by when."""
    found = access.get_finding(request.user, pk)
    insist(access.can_send_back(request.user, found))
    form = SendBackForm(request.POST or None)
    page = FormPage(
        form,
        heading=_("Yêu cầu làm tiếp"),
        lead=_("%s được báo kèm lý do và trả lời lại.") % found.addressee,
        button=_("Gửi"),
        back=reverse("plans:finding", args=[pk]),
        above=found.text,
    )
    return fill(
        request,
        page,
        lambda: services.send_back_finding(found, **form.cleaned_data, by=request.user),
        _("Đã yêu cầu làm tiếp."),
    )


@require_POST
@once
def finding_close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_finding(request.user, pk)
    deed = partial(services.close_finding, found, by=request.user)
    return do(request, deed, _("Đã kết thúc."), reverse("plans:finding", args=[pk]))
