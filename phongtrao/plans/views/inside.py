"""Opinions asked, and difficulties raised."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.plans.access import assignments as work_access
from phongtrao.plans.access import handovers as handover_access
from phongtrao.plans.access import inside as access
from phongtrao.plans.access import tasks as task_access
from phongtrao.plans.forms.inside import (
    AnswerForm,
    AskForm,
    DifficultyFilter,
    DifficultyForm,
    OpinionForm,
)
from phongtrao.plans.pages.inside import ConsultationPage, DifficultyPage, difficulty_badge
from phongtrao.plans.queries.consultations import rooms_to_ask
from phongtrao.plans.services import consultations, difficulties
from phongtrao.plans.views.inside_form import FormPage, fill
from phongtrao.web.acts import do
from phongtrao.web.tables import Column, Empty, Table, respond

DIFFICULTIES = Table(
    key="difficulties",
    title=gettext_lazy("Vướng mắc"),
    order="-raised",
    filter=DifficultyFilter,
    columns=(
        Column(
            "text",
            gettext_lazy("Vướng mắc"),
            show=lambda text: Truncator(text).chars(160),
            card="title",
        ),
        Column(
            "unit",
            gettext_lazy("Đơn vị"),
            value="assignment.unit.name",
            sort="assignment__unit__sort_key",
        ),
        Column(
            "task",
            gettext_lazy("Nhiệm vụ"),
            value="assignment.text",
            show=lambda text: Truncator(text).chars(90),
            card="hide",
        ),
        Column("wish", gettext_lazy("Đề nghị"), on_screen=False),
        Column("raised", gettext_lazy("Nêu lúc"), value="raised_at", sort="raised_at"),
        Column("status", gettext_lazy("Tình trạng"), value=difficulty_badge, sort="status"),
        Column("answer", gettext_lazy("Trả lời"), on_screen=False),
        Column("answered", gettext_lazy("Trả lời lúc"), value="answered_at", on_screen=False),
    ),
    row_url="plans:difficulty",
    empty=Empty(
        gettext_lazy("Chưa có vướng mắc nào."),
        gettext_lazy("Đơn vị nêu vướng mắc từ trang của việc được giao; nơi giao trả lời ở đây."),
    ),
    file_name="vuong-mac",
)


# ------------------------------------------------------------------ opinions


@require_http_methods(["GET", "POST"])
@once
def ask_about_task(request: SignedInRequest, pk: int) -> HttpResponse:
    task = task_access.get_visible(request.user, pk)
    insist(access.can_ask_about_task(request.user, task))
    form = AskForm(request.POST or None, rooms=rooms_to_ask(task.plan.owner))
    page = FormPage(
        form,
        heading=_("Xin ý kiến"),
        lead=task.text,
        button=_("Gửi xin ý kiến"),
        back=reverse("plans:task", args=[pk]),
        above=str(task),
    )
    return fill(
        request,
        page,
        lambda: consultations.ask_about_task(task, form.asking(), by=request.user),
        _("Đã gửi xin ý kiến."),
    )


@require_http_methods(["GET", "POST"])
@once
def ask_about_work(request: SignedInRequest, pk: int) -> HttpResponse:
    work = work_access.get_visible(request.user, pk)
    insist(access.can_ask_about_work(request.user, work))
    form = AskForm(request.POST or None, rooms=rooms_to_ask(work.unit))
    page = FormPage(
        form,
        heading=_("Xin ý kiến"),
        lead=work.text,
        button=_("Gửi xin ý kiến"),
        back=reverse("plans:assignment", args=[pk]),
        above=work.text,
    )
    return fill(
        request,
        page,
        lambda: consultations.ask_about_work(work, form.asking(), by=request.user),
        _("Đã gửi xin ý kiến."),
    )


@require_http_methods(["GET", "POST"])
@once
def consultation(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_consultation(request.user, pk)
    page = ConsultationPage.build(found, request.user)
    if request.method != "POST":
        context = {"page": page, "form": OpinionForm()}
        return render_page(request, "plans/consultation.html", context)
    form = OpinionForm(request.POST)
    opinion = form.cleaned_data["opinion"] if form.is_valid() else ""
    deed = partial(consultations.give_opinion, found, opinion, by=request.user)
    return do(request, deed, _("Đã gửi ý kiến."), reverse("plans:consultation", args=[pk]))


# ------------------------------------------------------------------ difficulties


@require_GET
def difficulty_list(request: SignedInRequest) -> HttpResponse:
    table = DIFFICULTIES.of(access.visible_difficulties(request.user), request.GET)
    context = {"nav": "difficulties", "wide": True}
    return respond(request, table, "plans/difficulty_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def difficulty_new(request: SignedInRequest, pk: int) -> HttpResponse:
    work = work_access.get_visible(request.user, pk)
    insist(access.can_raise(request.user, work))
    form = DifficultyForm(request.POST or None)
    contact = work.task.plan.contact
    lead = _("Vướng mắc được gửi tới %s.") % work.task.plan.owner
    page = FormPage(
        form,
        heading=_("Nêu vướng mắc"),
        lead=_("%(lead)s Cần gấp, liên hệ: %(contact)s.") % {"lead": lead, "contact": contact}
        if contact
        else lead,
        button=_("Gửi vướng mắc"),
        back=reverse("plans:assignment", args=[pk]),
        above=work.text,
    )
    return fill(
        request,
        page,
        lambda: difficulties.raise_difficulty(
            work, form.cleaned_data["text"], form.cleaned_data["wish"], by=request.user
        ),
        _("Đã gửi vướng mắc."),
    )


@require_http_methods(["GET", "POST"])
@once
def part_difficulty(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever does a part tells the head."""
    part = handover_access.get_visible(request.user, pk)
    insist(access.can_raise_inside(request.user, part))
    form = DifficultyForm(request.POST or None)
    page = FormPage(
        form,
        heading=_("Nêu vướng mắc"),
        lead=_("Vướng mắc được gửi tới thủ trưởng, đầu mối của %s để trả lời hoặc gửi lên.")
        % part.assignment.unit,
        button=_("Gửi thủ trưởng"),
        back=reverse("plans:handover", args=[pk]),
        above=part.note or part.assignment.text,
    )
    return fill(
        request,
        page,
        lambda: difficulties.raise_inside(
            part, form.cleaned_data["text"], form.cleaned_data["wish"], by=request.user
        ),
        _("Đã gửi vướng mắc tới thủ trưởng."),
    )


@require_GET
def difficulty(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_difficulty(request.user, pk)
    context = {"page": DifficultyPage.build(found, request.user), "form": AnswerForm()}
    return render_page(request, "plans/difficulty.html", context | {"nav": "difficulties"})


@require_POST
@once
def difficulty_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_difficulty(request.user, pk)
    form = AnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    deed = partial(difficulties.answer_difficulty, found, answer, by=request.user)
    return do(request, deed, _("Đã gửi trả lời."), reverse("plans:difficulty", args=[pk]))


@require_POST
@once
def difficulty_send_up(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_difficulty(request.user, pk)
    deed = partial(difficulties.send_up, found, by=request.user)
    return do(
        request, deed, _("Đã gửi vướng mắc lên nơi giao."), reverse("plans:difficulty", args=[pk])
    )


@require_POST
@once
def difficulty_close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_difficulty(request.user, pk)
    deed = partial(difficulties.close_difficulty, found, by=request.user)
    said = _("Đã ghi là giải quyết xong.")
    return do(request, deed, said, reverse("plans:difficulty", args=[pk]))
