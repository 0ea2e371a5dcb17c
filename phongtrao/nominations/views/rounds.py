"""Rounds: the list, one of them, drafting, opening, a later hour, the end; prompt praise."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.nominations.access.rounds import (
    get_round,
    get_run_round,
    is_open_to_change,
    meets_rounds,
    runs_rounds,
    visible_rounds,
)
from phongtrao.nominations.forms.rounds import ExtendForm, PraiseForm, RoundDraftForm
from phongtrao.nominations.models import AwardRound
from phongtrao.nominations.pages.rounds import RoundPage, at
from phongtrao.nominations.queries.quotas import asked_units, with_quotas, with_submissions
from phongtrao.nominations.services import rounds as services
from phongtrao.nominations.services.urging import urge as urge_units
from phongtrao.nominations.tables import ROUNDS, UNITS
from phongtrao.nominations.views.pieces import NAV, fill
from phongtrao.orgs.models import Unit
from phongtrao.web.acts import Question, confirm, do
from phongtrao.web.deeds import DeedPage
from phongtrao.web.tables import respond

S = AwardRound.Status


@require_GET
def round_list(request: SignedInRequest) -> HttpResponse:
    if not meets_rounds(request.user):
        raise Http404
    rows = visible_rounds(request.user)
    years = rows.order_by("-period").values_list("period", flat=True).distinct()
    context = NAV | {"may_make": runs_rounds(request.user)}
    table = ROUNDS.of(rows, request.GET, {"years": list(years)})
    return respond(request, table, "nominations/rounds.html", context)


@require_http_methods(["GET", "POST"])
@once
def new(request: SignedInRequest) -> HttpResponse:
    if not runs_rounds(request.user):
        raise Http404
    return _drafting(request, None)


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_run_round(request.user, pk)
    if not (answer := is_open_to_change(found)):
        messages.error(request, answer.reason)
        return redirect("nominations:round", pk=pk)
    return _drafting(request, found)


def _drafting(request: SignedInRequest, found: AwardRound | None) -> HttpResponse:
    form = RoundDraftForm(request.POST or None, user=request.user, found=found)
    if request.method == "POST" and form.is_valid():
        try:
            kept = services.draft_round(form.fill(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("Đã lưu đợt khen thưởng. Xem lại danh hiệu, chỉ tiêu rồi mở.")
            )
            return redirect("nominations:round", pk=kept.pk)
    return render_page(request, "nominations/round_form.html", NAV | {"form": form, "round": found})


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """For its office with who has handed in; for a unit what it has to do."""
    found = get_round(request.user, pk)
    page = RoundPage.build(found, request.user)
    context = NAV | {"page": page, "round": found, "wide": bool(page.runs)}
    if not page.runs or found.status == S.DRAFT:
        return render_page(request, "nominations/round.html", context)
    named = found.submissions.order_by().values("unit")
    asked = asked_units(found).order_by().values("pk")
    is_sudden = found.occasion == AwardRound.Occasion.SUDDEN
    units = (
        Unit.objects.filter(pk__in=named)
        if is_sudden
        else Unit.objects.filter(pk__in=asked.union(named))
    )
    rows = with_submissions(with_quotas(units, found), found)
    return respond(request, UNITS.of(rows, request.GET), "nominations/round.html", context)


@require_POST
@once
def open_(request: SignedInRequest, pk: int) -> HttpResponse:
    deed = partial(services.open_round, get_run_round(request.user, pk), by=request.user)
    said = _("Đã mở nhận hồ sơ và báo cho các đơn vị.")
    return do(request, deed, said, reverse("nominations:round", args=[pk]))


@require_POST
@once
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    deed = partial(services.reopen_round, get_run_round(request.user, pk), by=request.user)
    said = _("Đã mở lại. Hồ sơ gửi sau hạn được ghi là muộn.")
    return do(request, deed, said, reverse("nominations:round", args=[pk]))


@require_POST
@once
def urge(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_run_round(request.user, pk)
    to = redirect("nominations:round", pk=pk)
    try:
        count = urge_units(found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return to
    said = ngettext("Đã nhắc %(n)d người ở các đơn vị chưa gửi.", "Đã nhắc %(n)d người ở các đơn vị chưa gửi.", count)  # fmt: skip
    messages.success(request, said % {"n": count})
    return to


@require_http_methods(["GET", "POST"])
@once
def extend(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_run_round(request.user, pk)
    form = ExtendForm(request.POST or None)
    page = DeedPage(
        _("Gia hạn gửi hồ sơ"),
        _("%(round)s. Hạn đang là %(due)s.") % {"round": found, "due": at(found.due_at)},
        _("Gia hạn"),
        reverse("nominations:round", args=[pk]),
    )

    def deed() -> AwardRound:
        reason = form.cleaned_data["reason"]
        return services.extend_round(found, form.due_at(), reason, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã gia hạn và báo cho các đơn vị."))


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_run_round(request.user, pk)
    counts = RoundPage.build(found, request.user).counts
    question = Question(
        title=_("Khóa nhận hồ sơ của “%s”?") % found,
        warning=_("Đơn vị chưa gửi không gửi được nữa; hồ sơ trả lại vẫn gửi lại được."),
        consequences=[
            (counts.get("sent", 0), _("đơn vị đã gửi")),
            (counts.get("missing", 0), _("đơn vị chưa gửi")),
        ],
        word=_("khóa"),
        action=_("Khóa nhận hồ sơ"),
        back=reverse("nominations:round", args=[pk]),
        nav="nominations",
    )
    deed = partial(services.close_round, found, by=request.user)
    return confirm(request, question, deed, _("Đã khóa nhận hồ sơ."))


@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_run_round(request.user, pk)
    question = Question(
        title=_("Kết thúc “%s”?") % found,
        warning=_("Đợt đã kết thúc không mở lại. Mọi đề nghị đã gửi phải có kết quả trước."),
        word=_("kết thúc"),
        action=_("Kết thúc đợt"),
        back=reverse("nominations:round", args=[pk]),
        nav="nominations",
    )
    deed = partial(services.end_round, found, by=request.user)
    return confirm(request, question, deed, _("Đã kết thúc đợt khen thưởng."))


@require_http_methods(["GET", "POST"])
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_run_round(request.user, pk)
    question = Question(
        title=_("Bỏ đợt “%s”?") % found,
        warning=_("Chỉ đợt đang soạn bỏ được; danh hiệu, chỉ tiêu đã đặt mất theo."),
        word=_("bỏ"),
        action=_("Bỏ đợt"),
        back=reverse("nominations:round", args=[pk]),
        nav="nominations",
    )
    deed = partial(services.drop_round, found, by=request.user)
    to = reverse("nominations:rounds")
    return confirm(request, question, deed, _("Đã bỏ đợt đang soạn."), to=to)


@require_POST
@once
def copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Next year's draft; its form opens, with everything to look over."""
    found = get_run_round(request.user, pk)
    try:
        made = services.copy_round(found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("nominations:round", pk=pk)
    messages.success(request, _("Đã chép thành đợt mới cho năm sau. Xem lại ngày và hướng dẫn."))
    return redirect("nominations:round_edit", pk=made.pk)


@require_http_methods(["GET", "POST"])
@once
def praise(request: SignedInRequest) -> HttpResponse:
    """The unit's own round of prompt praise: open at once, or the one that is open."""
    if not runs_rounds(request.user):
        raise Http404
    form = PraiseForm(request.POST or None, user=request.user)
    page = DeedPage(
        _("Khen kịp thời"),
        _(
            "Khen thành tích đột xuất trong thẩm quyền của đơn vị, vào bất kỳ ngày nào, không chờ đợt khen chung."
        ),
        _("Bắt đầu"),
        reverse("nominations:rounds"),
    )

    def deed() -> AwardRound:
        return services.open_praise(form.cleaned_data["owner"], by=request.user)

    def to(made: AwardRound) -> str:
        return reverse("nominations:round", args=[made.pk])

    return fill(request, form, deed, page=page, said=_("Đã mở. Hãy lập hồ sơ khen thưởng."), to=to)
