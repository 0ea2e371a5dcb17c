"""What changed for one unit and its answer; for the office, who has answered and who has not."""

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import amending as access
from phongtrao.plans.forms.amending import ChangeAnswerFilter, ProposalForm, ReplyForm
from phongtrao.plans.models import ChangeAnswer, Plan
from phongtrao.plans.pages.amending import UnitChangesPage, answer_state
from phongtrao.plans.queries.change_answers import count_answers
from phongtrao.plans.services import change_answers as services
from phongtrao.web.acts import do
from phongtrao.web.tables import BulkAction, Column, Empty, Table, respond, selected_rows

SELECTED = "answer"  # the field that carries the ticked units on to the page of the reply

ANSWERS = Table(
    key="change-answers",
    title=gettext_lazy("Trả lời của đơn vị"),
    order="unit",
    filter=ChangeAnswerFilter,
    columns=(
        Column("unit", gettext_lazy("Đơn vị"), sort="unit__sort_key", card="title"),
        Column("state", gettext_lazy("Trả lời"), value=answer_state, sort="status"),
        Column("words", gettext_lazy("Đề xuất")),
        Column("answered_at", gettext_lazy("Trả lời lúc"), sort="answered_at", align="end"),
        Column("urged_on", gettext_lazy("Đôn đốc ngày"), sort="urged_on", align="end"),
    ),
    row_url="plans:unit_changes",
    empty=Empty(
        gettext_lazy("Chưa đơn vị nào phải trả lời."),
        gettext_lazy("Khi bản sửa đổi có hiệu lực, mỗi đơn vị có việc bị thay đổi là một dòng ở đây."),
    ),
    file_name="tra-loi-thay-doi",
)  # fmt: skip


@require_GET
def change_answers(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of all units for those over the plan; a unit's people see their own line."""
    amendment = access.get_amended(request.user, pk)
    rows = access.visible_answers(request.user).filter(amendment=amendment)
    is_office = access.can_urge_answers(request.user, amendment)
    context = {
        "nav": "plans",
        "plan": amendment,
        "standing": count_answers(rows),
        "can_urge": is_office,
    }
    table = _with_reply(amendment) if is_office else ANSWERS
    return respond(request, table.of(rows, request.GET), "plans/change_answers.html", context)


def _with_reply(amendment: Plan) -> Table:
    reply = BulkAction(
        gettext_lazy("Trả lời đề xuất"),
        "plans:settle_selected",
        icon="message",
        args=(amendment.pk,),
    )
    return replace(ANSWERS, bulk=(reply,))


@require_POST
@once
def settle_selected(request: SignedInRequest, pk: int) -> HttpResponse:
    """First from the table, then from the page that asks for the words: each unit by its own key."""
    amendment = access.get_amended(request.user, pk)
    insist(access.can_urge_answers(request.user, amendment))
    here = reverse("plans:change_answers", args=[pk])
    answers = list(_selected(request, amendment))
    if not answers:
        messages.error(request, _("Hãy chọn đơn vị có đề xuất chưa được trả lời."))
        return redirect(here)
    form = ReplyForm(request.POST if SELECTED in request.POST else None)
    if form.is_valid():
        reply = form.cleaned_data["reply"]
        deed = partial(services.settle_proposals, answers, reply, by=request.user)
        return do(request, deed, _("Đã trả lời %d đơn vị.") % len(answers), here)
    context = {"nav": "plans", "plan": amendment, "answers": answers, "form": form}
    return render_page(request, "plans/change_answers_settle.html", context)


def _selected(request: SignedInRequest, amendment: Plan) -> QuerySet[ChangeAnswer]:
    rows = access.visible_answers(request.user).filter(
        amendment=amendment, status=ChangeAnswer.Status.PROPOSED
    )
    if SELECTED in request.POST:
        keys = [key for key in request.POST.getlist(SELECTED) if key.isdecimal()]
        return rows.filter(pk__in=keys).order_by("unit__sort_key", "pk")
    return selected_rows(ANSWERS, rows, request.POST).order_by("unit__sort_key", "pk")


@require_POST
@once
def urge_change_answers(request: SignedInRequest, pk: int) -> HttpResponse:
    amendment = access.get_amended(request.user, pk)
    insist(access.can_urge_answers(request.user, amendment))
    try:
        told = services.urge_answers(amendment, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã đôn đốc %d đơn vị.") % told)
    return redirect("plans:change_answers", pk=pk)


@require_GET
def unit_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    answer = access.get_answer(request.user, pk)
    page = UnitChangesPage.build(answer, request.user)
    return render_page(request, "plans/unit_changes.html", {"nav": "plans", "page": page})


@require_POST
@once
def acknowledge_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    answer = access.get_answer(request.user, pk)
    deed = partial(services.acknowledge_changes, answer, by=request.user)
    said = _("Đã ghi: đơn vị đã nắm thay đổi.")
    return do(request, deed, said, reverse("plans:unit_changes", args=[pk]))


@require_http_methods(["GET", "POST"])
@once
def propose_on_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    answer = access.get_answer(request.user, pk)
    insist(access.can_answer(request.user, answer))
    form = ProposalForm(request.POST or None)
    if form.is_valid():
        deed = partial(
            services.propose_on_changes, answer, form.cleaned_data["words"], by=request.user
        )
        return do(request, deed, _("Đã gửi đề xuất tới văn phòng."), _page(pk))
    context = {
        "nav": "plans",
        "answer": answer,
        "form": form,
        "heading": _("Đề xuất về thay đổi"),
        "button": _("Gửi đề xuất"),
    }
    return render_page(request, "plans/change_answer_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def settle_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    answer = access.get_answer(request.user, pk)
    insist(access.can_settle(request.user, answer))
    form = ReplyForm(request.POST or None)
    if form.is_valid():
        deed = partial(
            services.settle_proposal, answer, form.cleaned_data["reply"], by=request.user
        )
        return do(request, deed, _("Đã trả lời đơn vị."), _page(pk))
    context = {
        "nav": "plans",
        "answer": answer,
        "form": form,
        "is_office": True,
        "heading": _("Trả lời đề xuất"),
        "button": _("Trả lời"),
    }
    return render_page(request, "plans/change_answer_form.html", context)


def _page(pk: int) -> str:
    return reverse("plans:unit_changes", args=[pk])
