"""Rounds: the list, drafting, opening, the last day, the end; and the table of what came in."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page, wants_part
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.initiatives.access.council import can_send_from
from phongtrao.initiatives.access.initiatives import authored, visible_initiatives
from phongtrao.initiatives.access.rounds import (
    can_run,
    get_visible_round,
    runs_rounds,
    visible_rounds,
    works_with,
)
from phongtrao.initiatives.forms.rounds import ExtendForm, RoundForm
from phongtrao.initiatives.models import InitiativeRound
from phongtrao.initiatives.pages.arrivals import ArrivalsPage
from phongtrao.initiatives.pages.rounds import RoundPage
from phongtrao.initiatives.queries.dossiers import handed_in_rows, with_copied
from phongtrao.initiatives.services import rounds as services
from phongtrao.initiatives.services.copying import copy_round
from phongtrao.initiatives.tables import ROUNDS, came_in
from phongtrao.initiatives.views.mine import NAV, tabs_of
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import Question, confirm, do
from phongtrao.web.tables import respond

S = InitiativeRound.Status


@require_GET
def round_list(request: SignedInRequest) -> HttpResponse:
    if not works_with(request.user):
        raise Http404
    seen = visible_rounds(request.user).order_by().values("pk")
    rows = InitiativeRound.objects.filter(pk__in=seen).select_related("owner")
    context = NAV | {
        "can_make": runs_rounds(request.user),
        "tabs": tabs_of(request.user, "round_list"),
    }
    return respond(request, ROUNDS.of(rows, request.GET), "initiatives/round_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def new(request: SignedInRequest) -> HttpResponse:
    if not runs_rounds(request.user):
        raise Http404
    return _drafting(request, None)


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_round(request.user, pk)
    insist(can_run(request.user, found.owner))
    if found.status != S.DRAFT:
        messages.error(request, _("Đợt xét đã mở. Chỉ gia hạn được, không sửa các mục khác."))
        return redirect("initiatives:round", pk=pk)
    return _drafting(request, found)


def _drafting(request: SignedInRequest, found: InitiativeRound | None) -> HttpResponse:
    form = RoundForm(request.POST or None, user=request.user, round_=found)
    if request.method == "POST" and form.is_valid():
        try:
            kept = services.draft_round(form.fill(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu đợt xét. Xem lại rồi mở để nhận hồ sơ."))
            return redirect("initiatives:round", pk=kept.pk)
    context = NAV | {"form": form, "round": found}
    return render_page(request, "initiatives/round_form.html", context)


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """What came in, as far as one may read it; a draft shows what it will ask."""
    found = get_visible_round(request.user, pk)
    page = RoundPage.build(found, request.user)
    rows = handed_in_rows(visible_initiatives(request.user).filter(round=found))
    may_send_up = bool(can_send_from(request.user, found))
    may_check = bool(can_run(request.user, found.owner))
    waits = page.next_to_check is not None
    shown = came_in(found, may_check=may_check, may_accept=waits, may_send_up=may_send_up)
    table = shown.of(
        with_copied(rows, authored(request.user)) if may_check else rows,
        request.GET,
        {"round_": found},
    )
    context = NAV | {"page": page, "round": found, "may_send_up": may_send_up, "wide": True}
    return respond(request, table, "initiatives/round.html", context)


@require_GET
def arrivals(request: SignedInRequest, pk: int) -> HttpResponse:
    """The part of the page that draws itself anew, while the round is open."""
    found = get_visible_round(request.user, pk)
    insist(can_run(request.user, found.owner))
    if not wants_part(request):
        return redirect("initiatives:round", pk=pk)
    page = ArrivalsPage.build(found)
    if page is None:
        return HttpResponse(headers={"HX-Refresh": "true"})  # it was closed: another page now
    return render_page(request, "initiatives/arrivals.html", {"arrivals": page, "round": found})


@require_POST
@once
def open_(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_round(request.user, pk)
    deed = partial(services.open_round, found, by=request.user)
    said = _("Đã mở đợt xét: thầy cô viết và nộp được.")
    return do(request, deed, said, reverse("initiatives:round", args=[pk]))


@require_POST
@once
def copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Next year's draft; its form opens, with everything to look over."""
    found = get_visible_round(request.user, pk)
    try:
        made = copy_round(found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("initiatives:round", pk=pk)
    messages.success(request, _("Đã chép thành đợt mới cho năm sau. Xem lại ngày và hướng dẫn."))
    return redirect("initiatives:round_edit", pk=made.pk)


@require_http_methods(["GET", "POST"])
@once
def extend(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_round(request.user, pk)
    insist(can_run(request.user, found.owner))
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            services.extend_round(found, asked["closes_on"], asked["reason"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã gia hạn nhận hồ sơ."))
            return redirect("initiatives:round", pk=pk)
    context = NAV | {"form": form, "round": found}
    return render_page(request, "initiatives/round_extend.html", context)


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_round(request.user, pk)
    insist(can_run(request.user, found.owner))
    counts = RoundPage.build(found, request.user).counts
    question = Question(
        title=_("Ngừng nhận hồ sơ của “%s”?") % found,
        warning=_("Bản đang viết ở lại với tác giả; hồ sơ đã trả lại vẫn nộp lại được."),
        consequences=[
            (counts["all"], _("sáng kiến đã nộp")),
            (counts["waiting"], _("sáng kiến chờ kiểm tra")),
        ],
        word=_("ngừng"),
        action=_("Ngừng nhận hồ sơ"),
        back=reverse("initiatives:round", args=[pk]),
        nav="initiatives",
    )
    deed = partial(services.close_round, found, by=request.user)
    return confirm(request, question, deed, _("Đã ngừng nhận hồ sơ, chuyển sang xét."))


@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_round(request.user, pk)
    insist(can_run(request.user, found.owner))
    question = Question(
        title=_("Kết thúc “%s”?") % found,
        warning=_("Đợt đã kết thúc không mở lại. Mọi sáng kiến phải có kết quả trước."),
        word=_("kết thúc"),
        action=_("Kết thúc đợt xét"),
        back=reverse("initiatives:round", args=[pk]),
        nav="initiatives",
    )
    deed = partial(services.end_round, found, by=request.user)
    return confirm(request, question, deed, _("Đã kết thúc đợt xét."))
