"""The units below a movement: who has launched, what each does for it; and urging those who have not."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.scope import read_units
from phongtrao.plans.access import movements as access
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.forms.cascade import communes_under
from phongtrao.plans.forms.movement_steps import UnitFilter, UrgeLaunchForm
from phongtrao.plans.models import Movement
from phongtrao.plans.pages.movement_story import launch_count
from phongtrao.plans.queries.cascade import issuable_units
from phongtrao.plans.queries.movement_units import (
    Launch,
    quarter_of,
    told_today,
    with_activity,
    with_launch,
    with_work,
)
from phongtrao.plans.queries.people import people_by_unit
from phongtrao.plans.services.movement_steps import launch_notice, urge_launch
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import Column, Empty, Table, TablePage, respond

NAV = {"nav": "movements"}
MOST_SHOWN = 30  # units named
KINDS: dict[str, StateKind] = {
    Launch.LAUNCHED: "done",
    Launch.LATE: "late",
    Launch.WAITING: "neutral",
    Launch.NOT_ASKED: "neutral",
}


def launch_badge(row: Any) -> State:
    return State(Launch(row.launch).label, KINDS[row.launch])


def activity_badge(row: Any) -> State:
    if row.is_quiet:
        return State(_("Chưa có"), "due")
    return State(_("Có"), "done")


def row_url(row: Any) -> str:
    if row.answer:
        return reverse("plans:movement", args=[row.answer])
    return reverse("plans:unit_work", args=[row.pk])


UNITS = Table(
    key="movement-units",
    title=gettext_lazy("Đơn vị trong phong trào"),
    order="name",
    filter=UnitFilter,
    columns=(
        Column("name", gettext_lazy("Đơn vị"), sort="sort_key", card="title"),
        Column("launch", gettext_lazy("Phát động"), value=launch_badge, sort="launch"),
        Column(
            "launched_on", gettext_lazy("Ngày phát động"), sort="launched_on", align="end"
        ),
        Column("answer_paper", gettext_lazy("Văn bản")),
        Column("given", gettext_lazy("Việc được giao"), sort="given", align="end"),
        Column("accepted", gettext_lazy("Đã tiếp nhận"), sort="accepted", align="end"),
        Column("done", gettext_lazy("Hoàn thành"), sort="done", align="end"),
        Column("reports", gettext_lazy("Báo cáo quý này"), sort="reports", align="end"),
        Column("activity", gettext_lazy("Hoạt động quý này"), value=activity_badge, sort="is_quiet"),
        Column(
            "answer_title", pgettext_lazy("many", "Phong trào của đơn vị"), on_screen=False
        ),
    ),
    row_url=row_url,
    empty=Empty(
        gettext_lazy("Không có đơn vị nào bên dưới."),
        gettext_lazy("Bảng này cho biết đơn vị nào đã phát động hưởng ứng và tham gia ra sao."),
    ),
    file_name="don-vi-tham-gia",
)  # fmt: skip


@require_GET
def movement_units(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    context = NAV | {
        "movement": found,
        "wide": True,
        "launches": launch_count(found, request.user),
        "quarter": quarter_of(timezone.localdate()),
        "can_urge": access.can_urge(request.user, found),
    }
    return respond(request, _table(request, found), "plans/movement_units.html", context)


@require_http_methods(["GET", "POST"])
@once
def urge_units(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who would be told to launch, of the units the table is filtered to; then the deed."""
    found = access.get_visible(request.user, pk)
    insist(access.can_urge(request.user, found))
    form = UrgeLaunchForm(request.POST or None)
    slow, told = _slow(request, found)
    back = f"{reverse('plans:movement_units', args=[pk])}?{request.GET.urlencode()}"
    if form.is_valid():
        try:
            urged = urge_launch(
                found, [row.pk for row in slow], form.cleaned_data["loi"], by=request.user
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã đôn đốc %s đơn vị.") % urged.units)
            return redirect(back)
    words = form["loi"].value() or ""
    context = NAV | {
        "movement": found,
        "form": form,
        "back": back,
        "slow": [row for row in slow if row.pk in told],
        "mute": [row for row in slow if row.pk not in told],
        "most": MOST_SHOWN,
        "example": launch_notice(found, words),
    }
    return render_page(request, "plans/movement_urge.html", context)


def _table(request: SignedInRequest, found: Movement) -> TablePage:
    communes = communes_under(found.owner).filter(read_units(request.user))
    return UNITS.of(_rows(request, found), request.GET, {"communes": communes})


def _rows(request: SignedInRequest, found: Movement) -> QuerySet[Any, Any]:
    """Units below that the user reads; numbers over work that may be counted for the user."""
    today, scope = timezone.localdate(), plan_access.countable(request.user)
    units = issuable_units(found.owner).filter(read_units(request.user))
    rows = with_work(with_launch(units, found, today), found, scope)
    return with_activity(rows, found, scope, today)


def _slow(request: SignedInRequest, found: Movement) -> tuple[list[Any], set[int]]:
    """Units of the filter that have to launch, have not, nor heard of it today; which of them have people."""
    rows = _table(request, found).filtered.filter(is_waited_for=True)
    slow = list(rows.exclude(pk__in=told_today(found, timezone.localdate())))
    return slow, set(people_by_unit(row.pk for row in slow))
