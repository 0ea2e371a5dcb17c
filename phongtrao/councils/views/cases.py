"""Cases of a council, as far as their reader may know of them; and who keeps away from each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.access import conflicts as conflict_access
from phongtrao.councils.access import councils as access
from phongtrao.councils.forms.cases import (
    CaseFilter,
    DeclareForm,
    DenyForm,
    PinForm,
    WithdrawForm,
)
from phongtrao.councils.models import Case
from phongtrao.councils.pages.cases import CasePage, cases_of, said_losses
from phongtrao.councils.pages.councils import CouncilPage
from phongtrao.councils.queries.members import members_today
from phongtrao.councils.services import conflicts as services
from phongtrao.councils.services.withdrawing import withdraw_case
from phongtrao.councils.views.councils import NAV
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import do
from phongtrao.web.components import Progress, State, StateKind
from phongtrao.web.tables import Column, Empty, Table, respond

S = Case.Status
KINDS: dict[S, StateKind] = {
    S.OPEN: "due",
    S.LISTED: "running",
    S.DECIDED: "running",
    S.APPLIED: "done",
    S.WITHDRAWN: "neutral",
}


def state_of(case: Case) -> State:
    return State(S(case.status).label, KINDS[S(case.status)])


def scored(case: Case) -> Progress | None:
    given: int = case.given  # type: ignore[attr-defined]  # of pages.cases.cases_of
    finished: int = case.finished  # type: ignore[attr-defined]  # as above
    return Progress(finished, given) if given else None


# No column of numbers: a number left out would tell of a case one must not know of.
CASES = Table(
    key="council-cases",
    title=gettext_lazy("Hồ sơ xét"),
    order="title",
    filter=CaseFilter,
    columns=(
        Column("title", gettext_lazy("Nội dung"), sort="title", card="title"),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sort="status"),
        Column("scored", gettext_lazy("Đã chấm"), value=scored),
        Column("outcome", gettext_lazy("Kết quả"), value="outcome_label", sort="outcome_label"),
    ),
    row_url="councils:case",
    empty=Empty(
        gettext_lazy("Chưa có hồ sơ nào để bạn xét."),
        gettext_lazy(
            "Hồ sơ được đưa ra hội đồng từ nơi nhận hồ sơ; hồ sơ bạn có xung đột lợi ích không hiện ở đây."
        ),
    ),
    file_name="ho-so-xet",
)


@require_GET
def cases(request: SignedInRequest, pk: int) -> HttpResponse:
    council = access.get_visible_council(request.user, pk)
    context = {**NAV, "council": council, "page": CouncilPage(council, request.user, "cases")}
    table = CASES.of(cases_of(request.user, council), request.GET)
    return respond(request, table, "councils/cases.html", context)


@require_GET
def case(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_case(request.user, pk)
    context = {**NAV, "case": found, "council": found.council, "state": state_of(found)}
    context["page"] = CasePage(found, request.user)
    return render_page(request, "councils/case.html", context)


@require_http_methods(["GET", "POST"])
@once
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """First what it would void."""
    found = access.get_visible_case(request.user, pk)
    insist(access.can_withdraw_case(request.user, found))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_case(found, form.cleaned_data["reason"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("Đã rút hồ sơ khỏi hội đồng; người được giao chấm được báo.")
            )
            return redirect("councils:case", pk=pk)
    heading = _("Rút hồ sơ khỏi hội đồng?")
    said = {"lead": said_losses(found), "action": _("Rút hồ sơ"), "is_danger": True}
    return _form(request, found, form, heading, **said)


@require_http_methods(["GET", "POST"])
@once
def conflict_declare(request: SignedInRequest, pk: int) -> HttpResponse:
    found = conflict_access.get_case_to_declare(request.user, pk)
    form = DeclareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.declare_conflict(found, form.cleaned_data["words"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi. Bạn không tham gia xét hồ sơ này nữa."))
            return redirect("councils:cases", pk=found.council_id)
    return _form(request, found, form, _("Khai xung đột lợi ích của tôi"))


@require_http_methods(["GET", "POST"])
@once
def conflict_pin(request: SignedInRequest, pk: int) -> HttpResponse:
    found = conflict_access.get_case_to_pin(request.user, pk)
    form = PinForm(request.POST or None, members=members_today(found.council))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.pin_conflict(found, said["member"], said["words"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("Đã ghi: %s không tham gia xét hồ sơ này.") % said["member"]
            )
            return _back(request, found)
    return _form(request, found, form, _("Ghi xung đột lợi ích"))


@require_http_methods(["GET", "POST"])
@once
def conflict_deny(request: SignedInRequest, pk: int) -> HttpResponse:
    conflict = conflict_access.get_conflict(request.user, pk)
    form = DenyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.deny_conflict(conflict, form.cleaned_data["reason"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi lý do; %s được tham gia xét.") % conflict.member)
            return _back(request, conflict.case)
    return _form(request, conflict.case, form, _("Cho %s tham gia xét") % conflict.member)


@require_POST
@once
def conflict_restore(request: SignedInRequest, pk: int) -> HttpResponse:
    conflict = conflict_access.get_conflict(request.user, pk)
    return do(
        request,
        lambda: services.restore_conflict(conflict, by=request.user),
        _("%s không tham gia xét hồ sơ này.") % conflict.member,
        reverse("councils:case", args=[conflict.case_id]),
    )


@require_POST
@once
def conflicts_find(request: SignedInRequest, pk: int) -> HttpResponse:
    """Look through every waiting case anew, those one must not know of too: only that it was done is told."""
    council = get_object_or_404(access.visible_councils(request.user), pk=pk)
    return do(
        request,
        lambda: services.find_in_council(council, by=request.user),
        _("Đã tìm lại xung đột lợi ích trong các hồ sơ chờ xét."),
        reverse("councils:cases", args=[pk]),
    )


def _back(request: SignedInRequest, found: Case) -> HttpResponse:
    """To the case, unless one has just lost sight of it."""
    if access.visible_cases(request.user).filter(pk=found.pk).exists():
        return redirect("councils:case", pk=found.pk)
    return redirect("councils:cases", pk=found.council_id)


def _form(
    request: SignedInRequest, found: Case, form: object, heading: str, **more: object
) -> HttpResponse:
    context = {**NAV, "form": form, "council": found.council, "case": found, "heading": heading}
    context["back"] = reverse("councils:case", args=[found.pk])
    context |= {"lead": found.title, **more}
    return render_page(request, "councils/one_form.html", context)
