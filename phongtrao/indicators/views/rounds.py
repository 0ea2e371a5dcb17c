"""Rounds of collection: the list, one with its board, opened, urged, accepted, closed, unlocked."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.indicators.access import definitions
from phongtrao.indicators.access import rounds as access
from phongtrao.indicators.forms.rounds import (
    URGING,
    CloseForm,
    ExceptionForm,
    RoundForm,
)
from phongtrao.indicators.models import CollectionRound
from phongtrao.indicators.pages.rounds import CopyPage, RoundPage
from phongtrao.indicators.pages.tabs import NAV, tabs_for
from phongtrao.indicators.queries.rounds import owed_reports, quality_of
from phongtrao.indicators.services import rounds as services
from phongtrao.indicators.services.reminding import NUMBERS, urge_round
from phongtrao.indicators.services.reporting import accept_reports
from phongtrao.indicators.tables import ROUNDS, reports_table
from phongtrao.lib.numbers import format_number
from phongtrao.plans.forms.cascade import communes_under
from phongtrao.plans.forms.owed import UrgeForm
from phongtrao.plans.queries.owed import to_urge, with_counts, with_standing
from phongtrao.plans.services.urging import Urged
from phongtrao.web.acts import Question, confirm, done
from phongtrao.web.tables import is_nothing_selected, respond, selected_rows

MOST_SHOWN = 50  # units named on screen
MOST_ACCEPTED = 500  # in one request: each is locked, written and told by itself
LOWEST_FIRST = (Length("unit__admin_path").desc(), "unit__sort_key", "pk")


@require_GET
def round_list(request: SignedInRequest) -> HttpResponse:
    if not access.sees_rounds(request.user):
        raise Http404
    rows = with_counts(access.visible_rounds(request.user), "reports")
    context = NAV | {
        "tabs": tabs_for(request.user, "rounds"),
        "can_collect": definitions.owning_units(request.user).exists(),
    }
    return respond(request, ROUNDS.of(rows, request.GET), "indicators/rounds.html", context)


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft says whom it would ask; one that is open, how the units stand and what is new."""
    found = access.get_visible_round(request.user, pk)
    looked_at = None if found.status == "draft" else services.look_at(found, by=request.user)
    page = RoundPage.build(found, request.user, looked_at)
    context: dict[str, Any] = NAV | {"page": page, "round": found, "most": MOST_SHOWN}
    if page.is_draft:
        units = services.asked_units(found)
        context |= {"count": units.count(), "units": units.order_by("sort_key")[:MOST_SHOWN]}
        return render_page(request, "indicators/round_draft.html", context)
    table = reports_table(found, may_judge=bool(page.can_run))
    given = {"communes": communes_under(found.owner)}
    shown = table.of(_rows(found), request.GET, given)
    return respond(request, shown, "indicators/round.html", context | {"wide": True})


@require_http_methods(["GET", "POST"])
@once
def new(request: SignedInRequest) -> HttpResponse:
    if not definitions.owning_units(request.user).exists():
        raise Http404
    form = RoundForm(request.POST or None, user=request.user)

    def deed() -> CollectionRound:
        asked = form.cleaned_data
        return services.create_round(
            asked["owner"], form.said(), list(asked["indicators"]), by=request.user
        )

    if made := done(request, form, deed):
        messages.success(request, _("Đã soạn đợt. Hãy xem lại đối tượng rồi mở."))
        return redirect("indicators:round", pk=made.pk)
    return render_page(request, "indicators/round_form.html", NAV | {"form": form})


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_round(request.user, pk)
    insist(access.can_edit(request.user, found))
    form = RoundForm(request.POST or None, user=request.user, round_=found)

    def deed() -> CollectionRound:
        chosen = list(form.cleaned_data["indicators"])
        return services.edit_round(found, form.said(), chosen, by=request.user)

    if done(request, form, deed):
        return redirect("indicators:round", pk=pk)
    context = NAV | {"form": form, "round": found}
    return render_page(request, "indicators/round_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Next year's in the form, with what was taken over and what moved on; a draft once it is saved."""
    found = access.get_visible_round(request.user, pk)
    insist(access.can_copy(request.user, found))
    initial = services.next_year(found)
    form = RoundForm(request.POST or None, user=request.user, round_=found, initial=initial)

    def deed() -> CollectionRound:
        chosen = list(form.cleaned_data["indicators"])
        return services.copy_round(found, form.said(), chosen, by=request.user)

    if made := done(request, form, deed):
        messages.success(
            request, _("Đã chép thành đợt mới cho năm sau. Xem lại ngày và hướng dẫn.")
        )
        return redirect("indicators:round", pk=made.pk)
    context = NAV | {"form": form, "round": found, "copied": CopyPage.build(found, request.user)}
    return render_page(request, "indicators/round_copy.html", context)


@require_http_methods(["GET", "POST"])
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_round(request.user, pk)
    insist(access.can_edit(request.user, found))
    question = Question(
        title=_("Bỏ đợt “%s”?") % found,
        warning=_("Đợt chưa mở cho ai."),
        word=_("bỏ"),
        action=_("Bỏ đợt"),
        back=reverse("indicators:round", args=[pk]),
        nav="indicators",
    )
    deed = partial(services.drop_round, found, by=request.user)
    to = reverse("indicators:round_list")
    return confirm(request, question, deed, _("Đã bỏ đợt."), to=to)


@require_http_methods(["GET", "POST"])
def open_(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_round(request.user, pk)
    insist(access.can_open(request.user, found))
    count = services.asked_units(found).count()
    question = Question(
        title=_("Mở đợt “%s”?") % found,
        warning=_("Mỗi đơn vị được báo một lần. Mở rồi thì không sửa được chỉ số và đối tượng."),
        consequences=[(count, _("đơn vị phải nộp")), (found.indicators.count(), _("chỉ số"))],
        word=_("mở"),
        action=_("Mở đợt"),
        back=reverse("indicators:round", args=[pk]),
        nav="indicators",
    )
    deed = partial(services.open_round, found, by=request.user)
    return confirm(request, question, deed, _("Đã mở đợt và báo các đơn vị."))


@require_http_methods(["GET", "POST"])
@once
def urge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whom and how many first; nobody hears of the same twice a day."""
    found = access.get_visible_round(request.user, pk)
    insist(access.can_run(request.user, found))
    form = UrgeForm(request.POST or None, initial={"words": URGING})

    def deed() -> Urged:
        asked = form.cleaned_data
        return urge_round(found, asked["words"], late_only=asked["late_only"], by=request.user)

    if urged := done(request, form, deed):
        messages.success(request, _("Đã đôn đốc %s đơn vị.") % format_number(urged.units))
        return redirect("indicators:round", pk=pk)
    pressed = to_urge(owed_reports(found), timezone.localdate())
    example = NUMBERS.urging(pressed.told[0], str(URGING)) if pressed.told else ""
    context = NAV | {
        "form": form,
        "round": found,
        "pressed": pressed,
        "example": example,
        "most": MOST_SHOWN,
    }
    return render_page(request, "indicators/urge.html", context)


@require_POST
def accept_selected(request: SignedInRequest, pk: int) -> HttpResponse:
    """Those ticked, or all of the filter, as far as they wait for this very user."""
    found = access.get_visible_round(request.user, pk)
    insist(access.can_run(request.user, found))
    table = reports_table(found, may_judge=True)
    waiting = access.reports_to_judge(request.user).filter(round=found)
    rows = _rows(found).filter(pk__in=waiting.order_by().values("pk"))
    given = {"communes": communes_under(found.owner)}
    ticked = selected_rows(table, rows, request.POST, given).values("pk")
    shown_at = services.looked_at(found, by=request.user) or found.opened_at
    seen = waiting.filter(pk__in=ticked, submitted_at__lte=shown_at).order_by(*LOWEST_FIRST)
    chosen, left = list(seen[:MOST_ACCEPTED]), seen[MOST_ACCEPTED:].count()
    later = waiting.filter(pk__in=ticked, submitted_at__gt=shown_at).count()
    judged = accept_reports(chosen, by=request.user)
    if judged.accepted:
        messages.success(request, _("Đã duyệt %s đơn vị.") % format_number(judged.accepted))
    for sentence in judged.refused[:MOST_SHOWN]:
        messages.warning(request, sentence)
    if later:
        said = _("%s đơn vị nộp sau khi bạn mở trang nên chưa duyệt. Hãy xem rồi bấm lại.")
        messages.warning(request, said % format_number(later))
    if left:
        said = _("Mỗi lần duyệt nhiều nhất %(most)s đơn vị, còn %(left)s. Hãy bấm lại.")
        counts = {"most": MOST_ACCEPTED, "left": left}
        messages.warning(request, said % {k: format_number(v) for k, v in counts.items()})
    if not chosen and not later:
        nothing = _("Chưa chọn dòng nào. Hãy đánh dấu rồi bấm lại.")
        none_waits = _("Trong các dòng đã chọn không có số liệu nào chờ bạn duyệt.")
        messages.warning(request, nothing if is_nothing_selected(request.POST) else none_waits)
    return redirect("indicators:round", pk=pk)


@require_GET
def quality(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_round(request.user, pk)
    if found.status == "draft":
        raise Http404
    context = NAV | {"round": found, "quality": quality_of(found), "most": MOST_SHOWN}
    return render_page(request, "indicators/quality.html", context)


@require_http_methods(["GET", "POST"])
@once
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_round(request.user, pk)
    insist(access.can_run(request.user, found))
    form = CloseForm(request.POST or None)

    def deed() -> CollectionRound:
        return services.close_round(found, form.cleaned_data["note"], by=request.user)

    if done(request, form, deed):
        messages.success(request, _("Đã chốt đợt và khóa kỳ số liệu."))
        return redirect("indicators:round", pk=pk)
    missing = found.reports.exclude(status="accepted").select_related("unit")
    rows = missing.order_by("unit__sort_key", "pk")
    context = NAV | {
        "form": form,
        "round": found,
        "count": rows.count(),
        "missing": rows[:MOST_SHOWN],
    }
    return render_page(request, "indicators/close.html", context)


@require_http_methods(["GET", "POST"])
@once
def exception(request: SignedInRequest, pk: int) -> HttpResponse:
    """One unit may hand in although the period is locked."""
    found = access.get_visible_round(request.user, pk)
    insist(access.can_except(request.user, found))
    form = ExceptionForm(request.POST or None, round_=found)

    def deed() -> Any:
        asked = form.cleaned_data
        return services.allow_exception(
            found, asked["unit"], asked["until"], asked["reason"], by=request.user
        )

    if done(request, form, deed):
        messages.success(request, _("Đã mở ngoại lệ và báo đơn vị."))
        return redirect("indicators:round", pk=pk)
    context = NAV | {"form": form, "round": found}
    return render_page(request, "indicators/exception.html", context)


def _rows(found: CollectionRound) -> QuerySet[Any, Any]:
    """Reports with what the board shows; what units are still typing is not even read."""
    whole = Q(measurements__part="")
    rows = with_standing(found.reports.all()).defer("values").select_related("unit", "round")
    counted: QuerySet[Any, Any] = rows.annotate(
        numbers=Count("measurements", filter=whole),
        noted=Count("measurements", filter=whole & ~Q(measurements__note="")),
    )
    return counted
