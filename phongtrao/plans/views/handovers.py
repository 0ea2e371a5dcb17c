"""Work handed on inside a unit: the head gives and judges, the person reports."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import assignments as work_access
from phongtrao.plans.access import handovers as access
from phongtrao.plans.forms.handovers import (
    HandedFilter,
    HandOverForm,
    PartEvidenceForm,
    PartForm,
    ReturnPartForm,
    initial_of,
)
from phongtrao.plans.forms.splitting import SplitForm
from phongtrao.plans.models import HandOver
from phongtrao.plans.pages.assignments import AssignmentPage
from phongtrao.plans.pages.handovers import HandOverPage, handover_badge, inner_due
from phongtrao.plans.services import handovers as services
from phongtrao.plans.services.splitting import split_work
from phongtrao.web.acts import do
from phongtrao.web.tables import Column, Empty, Table, brief, respond

HANDED = Table(
    key="handed",
    title=gettext_lazy("Việc được giao cho tôi"),
    order="due",
    filter=HandedFilter,
    columns=(
        Column("task", gettext_lazy("Nhiệm vụ"), value="assignment.text", card="title"),
        Column(
            "note",
            gettext_lazy("Phần việc, lời dặn"),
            show=brief(120),
        ),
        Column("unit", gettext_lazy("Đơn vị"), value="assignment.unit.name"),
        Column("receiver", gettext_lazy("Người nhận"), card="hide"),
        Column("due", gettext_lazy("Hạn trong đơn vị"), value=inner_due, sort="due_on"),
        Column("status", gettext_lazy("Tình trạng"), value=handover_badge, sort="status"),
        Column("percent", gettext_lazy("Tiến độ (%)"), sort="percent", align="end"),
    ),
    row_url="plans:handover",
    empty=Empty(
        gettext_lazy("Chưa có việc nào được giao cho bạn."),
        gettext_lazy("Khi thủ trưởng giao cho bạn một phần việc của đơn vị, việc hiện ở đây."),
    ),
    file_name="viec-duoc-giao-cho-toi",
)
SUBMIT, ATTACH, DETACH = "nop", "dinh-kem", "bo"  # buttons of the one form; any other keeps a draft


@require_GET
def handed_to_me(request: SignedInRequest) -> HttpResponse:
    table = HANDED.of(access.received_handovers(request.user), request.GET)
    return respond(request, table, "plans/handover_list.html", {"nav": "handed", "wide": True})


@require_GET
def handover(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    page = HandOverPage.build(found, request.user)
    return render_page(request, "plans/handover.html", {"page": page, "form": ReturnPartForm()})


# ------------------------------------------------------------------ the head


@require_http_methods(["GET", "POST"])
@once
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    work = work_access.get_visible(request.user, pk)
    if not (may := access.can_hand_over(request.user, work)):
        messages.error(request, may.reason)
        return redirect("plans:assignment", pk=pk)
    form = HandOverForm(request.POST or None, unit=work.unit, initial=initial_of(work))
    if form.is_valid():
        try:
            made = services.hand_over(work, form.handing(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã giao cho %s.") % made.receiver)
            return redirect(_work_url(made))
    page = AssignmentPage.build(work, request.user)
    context = {"page": page, "work": work, "form": form, "heading": _("Giao trong đơn vị")}
    return render_page(request, "plans/assignment_form.html", context | {"button": _("Giao việc")})


@require_http_methods(["GET", "POST"])
@once
def split(request: SignedInRequest, pk: int) -> HttpResponse:
    """Several parts at once, each with its person and day."""
    work = work_access.get_visible(request.user, pk)
    if not (may := access.can_hand_over(request.user, work)):
        messages.error(request, may.reason)
        return redirect("plans:assignment", pk=pk)
    day = initial_of(work)["due_on"]
    form = SplitForm(request.POST or None, unit=work.unit, day=day)
    if form.is_valid():
        try:
            made = split_work(work, form.parts(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã giao %s phần việc.") % len(made))
            return redirect(_work_url(made[0]))
    return render_page(request, "plans/split_work.html", {"work": work, "form": form})


@require_http_methods(["GET", "POST"])
@once
def pass_on(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    if not (may := access.can_pass_on(request.user, found)):
        messages.error(request, may.reason)
        return redirect("plans:handover", pk=pk)
    work = found.assignment
    initial = initial_of(work, found)
    form = HandOverForm(request.POST or None, unit=work.unit, initial=initial)
    if form.is_valid():
        try:
            services.pass_on(found, form.handing(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã giao cho %s.") % found.receiver)
            return redirect("plans:handover", pk=pk)
    context = {"page": AssignmentPage.build(work, request.user), "work": work, "form": form}
    words = {"heading": _("Giao cho người khác"), "button": _("Giao việc")}
    return render_page(request, "plans/assignment_form.html", context | words)


@require_POST
@once
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    return do(
        request,
        partial(services.drop_handover, found, by=request.user),
        _("Đã thu hồi phần việc."),
        _work_url(found),
        refused_to=reverse("plans:handover", args=[pk]),
    )


@require_POST
@once
def judge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return it with a reason, or take it over: then the unit's draft is what comes next."""
    found = access.get_visible(request.user, pk)
    form = ReturnPartForm(request.POST)
    try:
        if "nhan" in request.POST:
            report = services.take_over(found, by=request.user)
            said = _("Đã đưa kết quả vào báo cáo của đơn vị. Hãy xem lại rồi nộp.")
            messages.success(request, said)
            return redirect("plans:edit_report", pk=report.pk)
        form.full_clean()
        services.return_part(found, form.cleaned_data.get("reason", ""), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã trả lại %s.") % found.receiver)
    return redirect("plans:handover", pk=pk)


# ------------------------------------------------------------------ the person


@require_http_methods(["GET", "POST"])
@once
def report_part(request: SignedInRequest, pk: int) -> HttpResponse:
    """One form for words and evidence: whichever button is pressed, nothing is lost."""
    found = access.get_visible(request.user, pk)
    if not (may := access.can_report(request.user, found)):
        messages.error(request, may.reason)
        return redirect("plans:handover", pk=pk)
    if request.method != "POST":
        return _part_page(request, found, PartForm.of(found), PartEvidenceForm(report=found))
    form = PartForm(request.POST)
    is_asked = ATTACH in request.POST
    evidence = PartEvidenceForm(request.POST, request.FILES, report=found, is_asked=is_asked)
    if all([form.is_valid(), evidence.is_valid()]):
        try:
            said = _keep(found, form, evidence, request)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, said)
            name = "plans:handover" if SUBMIT in request.POST else "plans:report_part"
            return redirect(name, pk=pk)
    return _part_page(request, found, form, evidence)


@transaction.atomic
def _keep(
    found: HandOver, form: PartForm, evidence: PartEvidenceForm, request: SignedInRequest
) -> str:
    """Together: what could not be sent is still the draft it was, and stays in the form."""
    user, data = request.user, form.cleaned_data
    services.save_part(found, int(data["percent"]), data["done"], by=user)
    if DETACH in request.POST:
        key = request.POST[DETACH]
        cited = get_object_or_404(found.evidence, pk=int(key) if key.isdecimal() else 0)
        services.unprove(found, cited, by=user)
        return _("Đã bỏ minh chứng khỏi báo cáo; minh chứng vẫn ở đơn vị.")
    if evidence.is_given:
        proof = evidence.cleaned_data
        services.prove(found, proof["title"], file=proof["file"], url=proof["url"], by=user)
    if SUBMIT in request.POST:
        services.report_part(found, by=user)
        return _("Đã gửi báo cáo cho người giao việc.")
    return _("Đã đính kèm minh chứng.") if evidence.is_given else _("Đã lưu bản nháp.")


def _part_page(
    request: SignedInRequest, found: HandOver, form: PartForm, evidence: PartEvidenceForm
) -> HttpResponse:
    for name, errors in evidence.errors.items():
        label = evidence.fields[name].label if name in evidence.fields else _("Minh chứng")
        for error in errors:
            form.add_error(None, f"{label}: {error}")
    page = HandOverPage.build(found, request.user)
    context = {"page": page, "form": form, "evidence_form": evidence}
    return render_page(request, "plans/handover_edit.html", context)


def _work_url(found: HandOver) -> str:
    return reverse("plans:assignment", args=[found.assignment_id]) + "#giao-trong-don-vi"
