"""Difficulties: their register, raised about work or in general, answered, passed up, settled."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.plans.access import assignments as work_access
from phongtrao.plans.access import difficulties as access
from phongtrao.plans.access import handovers as handover_access
from phongtrao.plans.forms.amending import AmendForm
from phongtrao.plans.forms.difficulties import (
    AnswerForm,
    DifficultyFilter,
    DifficultyForm,
    GeneralForm,
    PassForm,
    ToForm,
)
from phongtrao.plans.models import Difficulty
from phongtrao.plans.pages.difficulties import DifficultyPage, difficulty_badge
from phongtrao.plans.queries.superiors import superiors
from phongtrao.plans.services import difficulties as services
from phongtrao.plans.views.inside_form import FormPage, fill
from phongtrao.web.acts import do
from phongtrao.web.tables import Column, Empty, Table, brief, respond

NAV = {"nav": "difficulties"}


def _task(row: Difficulty) -> str | None:
    return row.assignment.text if row.assignment else None


DIFFICULTIES = Table(
    key="difficulties",
    title=gettext_lazy("Vướng mắc"),
    order="-raised",
    filter=DifficultyFilter,
    columns=(
        Column(
            "text",
            gettext_lazy("Vướng mắc"),
            show=brief(160),
            card="title",
        ),
        Column("unit", gettext_lazy("Đơn vị"), value="unit.name", sort="unit__sort_key"),
        Column(
            "task",
            gettext_lazy("Nhiệm vụ"),
            value=_task,
            show=brief(90),
            card="hide",
        ),
        Column("wish", gettext_lazy("Đề nghị"), on_screen=False),
        Column("desk", gettext_lazy("Nơi giải đáp"), value="desk.name", sort="desk__sort_key"),
        Column("raised", gettext_lazy("Nêu lúc"), value="raised_at", sort="raised_at"),
        Column("status", gettext_lazy("Tình trạng"), value=difficulty_badge, sort="status"),
        Column("answer", gettext_lazy("Trả lời"), on_screen=False),
        Column("answered", gettext_lazy("Trả lời lúc"), value="answered_at", on_screen=False),
    ),
    row_url="plans:difficulty",
    empty=Empty(
        gettext_lazy("Chưa có vướng mắc nào."),
        gettext_lazy("Nêu từ trang của việc được giao, hoặc bấm “Nêu vướng mắc” ở đây."),
    ),
    file_name="vuong-mac",
)


@require_GET
def difficulty_list(request: SignedInRequest) -> HttpResponse:
    table = DIFFICULTIES.of(access.visible_difficulties(request.user), request.GET)
    can_raise = access.raising_units(request.user).exists()
    context = {**NAV, "wide": True, "can_raise": can_raise}
    return respond(request, table, "plans/difficulty_list.html", context)


# ------------------------------------------------------------------ raising


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
        lambda: services.raise_difficulty(work, **form.cleaned_data, by=request.user),
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
        lambda: services.raise_inside(part, **form.cleaned_data, by=request.user),
        _("Đã gửi vướng mắc tới thủ trưởng."),
    )


@require_GET
def difficulty_start(request: SignedInRequest) -> HttpResponse:
    """In general: of which unit, where the user has several."""
    units = list(access.raising_units(request.user).highest_first())
    if not units:
        raise Http404
    if len(units) == 1:
        return redirect("plans:unit_difficulty", pk=units[0].pk)
    return render_page(request, "plans/difficulty_start.html", {**NAV, "units": units})


@require_http_methods(["GET", "POST"])
@once
def unit_difficulty(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.raising_units(request.user).filter(pk=pk).first()
    if unit is None:
        raise Http404
    is_head = work_access.acts_for(request.user, unit)
    above = superiors(unit) if is_head else []
    form = GeneralForm(request.POST or None, above=above)
    to_head = _("Vướng mắc được gửi tới thủ trưởng, đầu mối của %s để trả lời hoặc gửi lên.") % unit
    page = FormPage(
        form,
        heading=_("Nêu vướng mắc"),
        lead=_("Về việc đã được giao, hãy nêu từ trang của việc đó để nơi giao trả lời.")
        if is_head
        else to_head,
        button=_("Gửi vướng mắc"),
        back=reverse("plans:difficulty_list"),
        above=_("Vướng mắc"),
    )
    said = _("Đã gửi vướng mắc.") if is_head else _("Đã gửi vướng mắc tới thủ trưởng.")

    def deed() -> Difficulty:
        text, wish = form.cleaned_data["text"], form.cleaned_data["wish"]
        return services.raise_in_general(unit, text, wish, to=form.unit, by=request.user)

    return fill(request, page, deed, said)


# ------------------------------------------------------------------ one difficulty


@require_GET
def difficulty(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_difficulty(request.user, pk)
    page = DifficultyPage.build(found, request.user)
    context = {**NAV, "page": page, "form": AnswerForm()}
    if page.can_send_up and not found.assignment:
        context["to_form"] = ToForm(above=superiors(found.unit))
    return render_page(request, "plans/difficulty.html", context)


@require_POST
@once
def difficulty_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_difficulty(request.user, pk)
    form = AnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    deed = partial(services.answer_difficulty, found, answer, by=request.user)
    return do(request, deed, _("Đã gửi trả lời."), reverse("plans:difficulty", args=[pk]))


@require_POST
@once
def difficulty_send_up(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_difficulty(request.user, pk)
    above = [] if found.assignment else superiors(found.unit)
    form = ToForm(request.POST, above=above)
    back = reverse("plans:difficulty", args=[pk])
    if not form.is_valid():
        messages.error(request, _("Cấp trên đã chọn không còn đúng. Hãy chọn lại nơi gửi tới."))
        return redirect(back)
    deed = partial(services.send_up, found, to=form.unit, by=request.user)
    return do(request, deed, _("Đã gửi vướng mắc lên."), back)


@require_http_methods(["GET", "POST"])
@once
def difficulty_pass_up(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_difficulty(request.user, pk)
    insist(access.can_pass_up(request.user, found))
    form = PassForm(request.POST or None, above=superiors(found.desk))
    page = FormPage(
        form,
        heading=_("Chuyển lên cấp trên"),
        lead=_("Cấp trên trả lời thay %s; đơn vị nêu vướng mắc được báo.") % found.desk,
        button=_("Chuyển lên"),
        back=reverse("plans:difficulty", args=[pk]),
        above=str(found),
    )

    def deed() -> Difficulty:
        to = form.unit or found.desk  # the service refuses what is not above
        return services.pass_up(found, to, form.cleaned_data["note"], by=request.user)

    return fill(request, page, deed, _("Đã chuyển vướng mắc lên cấp trên."))


@require_http_methods(["GET", "POST"])
@once
def difficulty_amend(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_difficulty(request.user, pk)
    insist(access.can_amend_for(request.user, found))
    title = _("Sửa đổi, bổ sung %s") % (found.plan or "")
    initial = {"title": title, "starts_on": timezone.localdate()}
    form = AmendForm(request.POST or None, initial=initial)
    page = FormPage(
        form,
        heading=_("Sửa đổi kế hoạch từ vướng mắc"),
        lead=_(
            "Bản sửa đổi ghi rõ xuất phát từ vướng mắc này; đơn vị theo dõi được đến khi áp dụng."
        ),
        button=_("Bắt đầu soạn"),
        back=reverse("plans:difficulty", args=[pk]),
        above=str(found),
    )
    deed = partial(_amend, found, form, request)
    return fill(request, page, deed, _("Đã mở bản sửa đổi kế hoạch từ vướng mắc này."))


def _amend(found: Difficulty, form: AmendForm, request: SignedInRequest) -> None:
    services.amend_for(found, **form.cleaned_data, by=request.user)


@require_POST
@once
def difficulty_join(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_difficulty(request.user, pk)
    deed = partial(services.join_amendment, found, by=request.user)
    back = reverse("plans:difficulty", args=[pk])
    return do(request, deed, _("Đã gắn vướng mắc với bản sửa đổi đang soạn."), back)


@require_POST
@once
def difficulty_close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_difficulty(request.user, pk)
    deed = partial(services.close_difficulty, found, by=request.user)
    said = _("Đã ghi là giải quyết xong.")
    return do(request, deed, said, reverse("plans:difficulty", args=[pk]))
