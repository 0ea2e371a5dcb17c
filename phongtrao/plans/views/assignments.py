"""One piece of work at a unit: what is asked, the unit's answer, the office's, the reports."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.answers import Answer
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import assignments as access
from phongtrao.plans.forms.assignments import DeclineForm, OverrideForm, ProposalForm, ReplyForm
from phongtrao.plans.models import Assignment
from phongtrao.plans.pages.assignments import AssignmentPage
from phongtrao.plans.services import assignments as services
from phongtrao.web.acts import do


@require_GET
def assignment(request: SignedInRequest, pk: int) -> HttpResponse:
    work = access.get_visible(request.user, pk)
    page = AssignmentPage.build(work, request.user)
    return render_page(request, "plans/assignment.html", {"page": page, "work": work})


@require_POST
@once
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    work = access.get_visible(request.user, pk)
    deed = partial(services.accept_assignment, work, by=request.user)
    return do(request, deed, _("Đã tiếp nhận nhiệm vụ."), _page_of(work))


@require_http_methods(["GET", "POST"])
@once
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    work = access.get_visible(request.user, pk)
    form = ProposalForm(request.POST or None, initial={"due_on": work.due_on})
    return _with_form(
        request,
        work,
        form,
        lambda: services.propose_change(work, form.proposal(), by=request.user),
        may=access.can_propose(request.user, work),
        heading=_("Đề xuất điều chỉnh"),
        button=_("Gửi đề xuất"),
        said=_("Đã gửi đề xuất tới văn phòng."),
    )


@require_http_methods(["GET", "POST"])
@once
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    work = access.get_visible(request.user, pk)
    form = DeclineForm(request.POST or None)
    return _with_form(
        request,
        work,
        form,
        lambda: services.decline_request(work, form.cleaned_data["reason"], by=request.user),
        may=access.can_decline(request.user, work),
        heading=_("Từ chối đề nghị"),
        button=_("Từ chối"),
        said=_("Đã từ chối và báo cho văn phòng."),
    )


@require_http_methods(["GET", "POST"])
@once
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    work = access.get_visible(request.user, pk)
    form = ReplyForm(request.POST or None)

    def reply() -> None:
        said = form.cleaned_data["reply"]
        if form.agrees:
            services.agree_to_proposal(work, reply=said, by=request.user)
        else:
            services.keep_as_sent(work, said, by=request.user)

    return _with_form(
        request,
        work,
        form,
        reply,
        may=access.can_answer_proposal(request.user, work),
        heading=_("Trả lời đề xuất"),
        button=_("Gửi trả lời"),
        said=_("Đã trả lời đơn vị."),
    )


@require_http_methods(["GET", "POST"])
@once
def override(request: SignedInRequest, pk: int) -> HttpResponse:
    work = access.get_visible(request.user, pk)
    form = OverrideForm(request.POST or None)

    def judge() -> None:
        data = form.cleaned_data
        services.override_status(work, data["state"], data["reason"], by=request.user)

    return _with_form(
        request,
        work,
        form,
        judge,
        may=access.can_override(request.user, work),
        heading=_("Đánh giá lại tình trạng"),
        button=_("Đánh giá lại"),
        said=_("Đã đánh giá lại và báo cho đơn vị."),
    )


@require_POST
@once
def reset(request: SignedInRequest, pk: int) -> HttpResponse:
    work = access.get_visible(request.user, pk)
    deed = partial(services.reset_status, work, by=request.user)
    return do(request, deed, _("Đã trả tình trạng về cách tính tự động."), _page_of(work))


@require_POST
@once
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    work = access.get_visible(request.user, pk)
    return do(
        request,
        partial(services.drop_local_task, work, by=request.user),
        _("Đã bỏ nhiệm vụ riêng."),
        reverse("plans:unit_work", args=[work.unit_id]),
        refused_to=_page_of(work),
    )


def _page_of(work: Assignment) -> str:
    return reverse("plans:assignment", args=[work.pk])


def _with_form(
    request: SignedInRequest,
    work: Assignment,
    form: forms.Form,
    deed: Callable[[], Any],
    *,
    may: Answer,
    heading: str,
    button: str,
    said: str,
) -> HttpResponse:
    """One act with a form of its own: do it when the form is right, else show it with what is wrong."""
    if not may:
        messages.error(request, may.reason)
        return redirect("plans:assignment", pk=work.pk)
    if form.is_valid():
        try:
            deed()
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said)
            return redirect("plans:assignment", pk=work.pk)
    page = AssignmentPage.build(work, request.user)
    context = {"page": page, "work": work, "form": form, "heading": heading, "button": button}
    return render_page(request, "plans/assignment_form.html", context)
