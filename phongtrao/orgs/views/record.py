"""“Hồ sơ của tôi”: what is kept of a person, shown to that person, and what they find wrong in it."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, services
from phongtrao.orgs.forms.corrections import AnswerForm, CorrectionFilter, CorrectionForm
from phongtrao.orgs.models import Correction, Person
from phongtrao.orgs.record import sections
from phongtrao.web.acts import do
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import Column, Empty, Table, respond

S = Correction.Status
NAV = {"nav": "record"}
KINDS: dict[S, StateKind] = {
    S.ASKED: "due",
    S.FIXED: "done",
    S.DECLINED: "neutral",
    S.WITHDRAWN: "neutral",
}


def state_of(correction: Correction) -> State:
    status = S(correction.status)
    return State(status.label, KINDS[status])


CORRECTIONS = Table(
    key="corrections",
    title=gettext_lazy("Đề nghị sửa hồ sơ"),
    order="-asked",
    filter=CorrectionFilter,
    columns=(
        Column("about", gettext_lazy("Phần cần sửa"), card="title"),
        Column(
            "person",
            gettext_lazy("Người đề nghị"),
            value="person.full_name",
            sort="person__sort_key",
        ),
        Column("unit", gettext_lazy("Đơn vị trả lời"), value="unit.name", sort="unit__sort_key"),
        Column("asked", gettext_lazy("Gửi lúc"), value="asked_at", sort="asked_at", align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sort="status"),
    ),
    row_url="orgs:correction",
    empty=Empty(
        gettext_lazy("Chưa có đề nghị nào."),
        gettext_lazy("Ai thấy hồ sơ của mình ghi chưa đúng thì gửi từ trang “Hồ sơ của tôi”."),
    ),
    file_name="de-nghi-sua-ho-so",
)


@require_GET
def my_record(request: SignedInRequest) -> HttpResponse:
    person = Person.objects.filter(user=request.user.pk).first()
    if person is None:
        return render_page(request, "orgs/my_record_none.html", {**NAV})
    found = [(section, section.lines(person)) for section in sections()]
    context = {
        **NAV,
        "person": person,
        "sections": [(section, lines) for section, lines in found if lines or section.empty],
        "corrections": person.corrections.order_by("-asked_at")[:5],
    }
    return render_page(request, "orgs/my_record.html", context)


@require_GET
def correction_list(request: SignedInRequest) -> HttpResponse:
    rows = access.visible_corrections(request.user)
    table = CORRECTIONS.of(rows, request.GET)
    return respond(request, table, "orgs/correction_list.html", {**NAV})


@require_http_methods(["GET", "POST"])
@once
def correction_new(request: SignedInRequest) -> HttpResponse:
    person = access.get_own_person(request.user)
    form = CorrectionForm(
        request.POST or None, initial={"about": request.GET.get("phan", "")[:300]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.ask_correction(person, **form.cleaned_data, by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã gửi. %s sẽ trả lời tại trang này.") % made.unit)
            return redirect("orgs:correction", pk=made.pk)
    return render_page(request, "orgs/correction_form.html", {**NAV, "form": form})


@require_GET
def correction_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    correction = access.get_correction(request.user, pk)
    context = {
        **NAV,
        "correction": correction,
        "state": state_of(correction),
        "is_own": correction.person.user_id == request.user.pk,
        "may_answer": access.can_answer_correction(request.user, correction),
        "may_withdraw": access.can_withdraw_correction(request.user, correction),
        "opens_person": access.people_with_page(request.user)
        .filter(pk=correction.person_id)
        .exists(),
        "keeps": bool(access.can_keep_person(request.user, correction.person)),
        "form": AnswerForm(),
    }
    return render_page(request, "orgs/correction.html", context)


@require_POST
@once
def correction_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    correction = access.get_correction(request.user, pk)
    form = AnswerForm(request.POST)
    back = reverse("orgs:correction", args=[pk])
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["answer"])))
        return redirect(back)
    deed = partial(
        services.answer_correction,
        correction,
        is_fixed=request.POST.get("do") == "fixed",
        answer=form.cleaned_data["answer"],
        by=request.user,
    )
    return do(request, deed, _("Đã trả lời. Người đề nghị được báo."), back)


@require_POST
@once
def correction_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    correction = access.get_correction(request.user, pk)
    deed = partial(services.withdraw_correction, correction, by=request.user)
    return do(request, deed, _("Đã rút đề nghị."), reverse("orgs:correction", args=[pk]))
