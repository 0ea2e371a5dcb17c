"""Questions and answers for all units: their list, one, publishing and mending it. S0-58."""

from functools import partial

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.plans.access import difficulties as access
from phongtrao.plans.forms.difficulties import (
    CommonAnswerFilter,
    CommonAnswerForm,
    EditedAnswerForm,
)
from phongtrao.plans.models import CommonAnswer, Difficulty
from phongtrao.plans.pages.difficulties import CommonAnswerPage
from phongtrao.plans.services import common_answers as services
from phongtrao.plans.views.inside_form import FormPage, fill
from phongtrao.web.acts import do
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table, brief, respond

NAV = {"nav": "difficulties"}


def _state(row: CommonAnswer) -> State:
    if row.withdrawn_at:
        return State(_("Đã gỡ"), "neutral")
    return State(_("Đang đăng"), "done")


ANSWERS = Table(
    key="common-answers",
    title=gettext_lazy("Hỏi – đáp chung"),
    order="-published",
    filter=CommonAnswerFilter,
    columns=(
        Column(
            "question",
            gettext_lazy("Câu hỏi"),
            show=brief(160),
            card="title",
        ),
        Column("answer", gettext_lazy("Trả lời"), show=brief(160)),
        Column("owner", gettext_lazy("Nơi trả lời"), value="owner.name", sort="owner__sort_key"),
        Column("published", gettext_lazy("Đăng lúc"), value="published_at", sort="published_at"),
        Column("state", gettext_lazy("Tình trạng"), value=_state, on_screen=False),
    ),
    row_url="plans:common_answer",
    empty=Empty(
        gettext_lazy("Chưa có câu hỏi, trả lời nào."),
        gettext_lazy("Văn phòng đăng từ một vướng mắc đã trả lời, hoặc bấm “Thêm câu hỏi”."),
    ),
    file_name="hoi-dap",
)


@require_GET
def common_answers(request: SignedInRequest) -> HttpResponse:
    table = ANSWERS.of(access.visible_answers(request.user), request.GET)
    owner = access.answering_units(request.user).highest_first().first()
    context = {**NAV, "wide": True, "owner": owner}
    return respond(request, table, "plans/common_answers.html", context)


@require_GET
def common_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_answer(request.user, pk)
    page = CommonAnswerPage.build(found, request.user)
    return render_page(request, "plans/common_answer.html", {**NAV, "page": page})


@require_http_methods(["GET", "POST"])
@once
def publish_difficulty(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_difficulty(request.user, pk)
    insist(access.can_publish(request.user, found))
    initial = {"question": found.text, "answer": found.answer}
    form = CommonAnswerForm(request.POST or None, initial=initial)
    page = FormPage(
        form,
        heading=_("Đăng thành hỏi – đáp chung"),
        lead=_("Mọi đơn vị đọc được câu hỏi và trả lời này."),
        button=_("Đăng"),
        back=reverse("plans:difficulty", args=[pk]),
        above=str(found),
    )
    said = _("Đã đăng. Mọi đơn vị đọc được ở “Hỏi – đáp chung”.")
    deed = partial(_publish, found, form, request)
    return fill(request, page, deed, said)


def _publish(found: Difficulty, form: CommonAnswerForm, request: SignedInRequest) -> None:
    services.publish_answer(found, **form.cleaned_data, by=request.user)


@require_http_methods(["GET", "POST"])
@once
def common_answer_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """``pk``: the unit in whose name."""
    owner = access.answering_units(request.user).filter(pk=pk).first()
    if owner is None:
        raise Http404
    form = CommonAnswerForm(request.POST or None)
    page = FormPage(
        form,
        heading=_("Thêm câu hỏi chung"),
        lead=_("Đăng với tên %s; mọi đơn vị đọc được.") % owner,
        button=_("Đăng"),
        back=reverse("plans:common_answers"),
        above=_("Hỏi – đáp chung"),
    )
    return fill(
        request,
        page,
        lambda: services.write_answer(owner, **form.cleaned_data, by=request.user),
        _("Đã đăng. Mọi đơn vị đọc được ở “Hỏi – đáp chung”."),
    )


@require_http_methods(["GET", "POST"])
@once
def common_answer_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_answer(request.user, pk)
    insist(access.can_write_answers(request.user, found.owner))
    initial = {"question": found.question, "answer": found.answer}
    form = EditedAnswerForm(
        request.POST or None, initial=initial | {"mark": services.mark_of_answer(found)}
    )
    page = FormPage(
        form,
        heading=_("Sửa hỏi – đáp chung"),
        lead=_("Câu đã gỡ sẽ được đăng lại.") if found.withdrawn_at else "",
        button=_("Lưu và đăng lại") if found.withdrawn_at else _("Lưu"),
        back=reverse("plans:common_answer", args=[pk]),
        above=str(found),
    )
    return fill(
        request,
        page,
        lambda: services.edit_answer(found, **form.cleaned_data, by=request.user),
        _("Đã lưu."),
    )


@require_POST
@once
def common_answer_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_answer(request.user, pk)
    deed = partial(services.withdraw_answer, found, by=request.user)
    back = reverse("plans:common_answer", args=[pk])
    return do(request, deed, _("Đã gỡ. Bấm “Sửa” để đăng lại."), back)
