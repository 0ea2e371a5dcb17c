"""The office's board of units' own plans: who has issued, who is late; asking for them and urging."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.scope import read_units
from phongtrao.plans.access import own_plans as access
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.forms.cascade import communes_under
from phongtrao.plans.forms.own_plan_board import OwnPlanFilter, UrgeOwnPlanForm
from phongtrao.plans.forms.own_plans import OwnPlanCallForm
from phongtrao.plans.models import Plan
from phongtrao.plans.pages.own_plans import OwnPlanCount, board_url, draft_words, own_badge
from phongtrao.plans.queries.own_plans import (
    call_of,
    proposed_due_on,
    told_today,
    units_at_work,
    with_own_plan,
)
from phongtrao.plans.queries.people import people_by_unit
from phongtrao.plans.services import own_plan_calls as services
from phongtrao.web.acts import do
from phongtrao.web.tables import Column, Empty, Table, TablePage, respond

NAV = {"nav": "plans"}
MOST_SHOWN = 30  # units named

OWN_PLANS = Table(
    key="own-plans",
    title=gettext_lazy("Kế hoạch của các đơn vị"),
    order="name",
    filter=OwnPlanFilter,
    columns=(
        Column("name", gettext_lazy("Đơn vị"), sort="sort_key", card="title"),
        Column("state", gettext_lazy("Kế hoạch của đơn vị"), value=own_badge, sort="state"),
        Column("drafting", gettext_lazy("Bản thảo"), value=draft_words, sort="is_drafting"),
        Column("due", gettext_lazy("Hạn ban hành"), value="due_on", sort="due_on", align="end"),
        Column("number", gettext_lazy("Số, ký hiệu"), value="own_number", sort="own_number"),
        Column(
            "issued", gettext_lazy("Ngày ban hành"), value="own_issued_on", sort="own_issued_on",
            align="end",
        ),
        Column("own_title", gettext_lazy("Tên kế hoạch"), on_screen=False),
    ),
    row_url=board_url,
    empty=Empty(
        gettext_lazy("Chưa có đơn vị nào được giao việc của kế hoạch này."),
        gettext_lazy("Giao nhiệm vụ trước; đơn vị được giao hiện ở đây cùng kế hoạch của mình."),
    ),
    file_name="ke-hoach-cua-don-vi",
)  # fmt: skip


@require_GET
def own_plans(request: SignedInRequest, pk: int) -> HttpResponse:
    found = plan_access.get_visible(request.user, pk)
    context = NAV | {
        "plan": found,
        "wide": True,
        "call": call_of(found),
        "count": OwnPlanCount.of(_rows(request, found)),
        "can_call": access.can_call(request.user, found),
    }
    return respond(request, _table(request, found), "plans/own_plans.html", context)


@require_http_methods(["GET", "POST"])
@once
def call(request: SignedInRequest, pk: int) -> HttpResponse:
    found = plan_access.get_visible(request.user, pk)
    insist(access.can_call(request.user, found))
    known = call_of(found)
    initial = {"due_on": proposed_due_on(found), "asked_kinds": ["commune", "school", "centre"]}
    form = OwnPlanCallForm(request.POST or None, call=known, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        asked = services.Asked(
            said["due_on"], tuple(said["asked_kinds"]), tuple(said["asked_levels"])
        )
        try:
            services.call_for_plans(found, asked, by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã yêu cầu và báo cho các đơn vị."))
            return redirect("plans:own_plans", pk=pk)
    context = NAV | {"form": form, "plan": found, "call": known}
    return render_page(request, "plans/own_plan_call.html", context)


@require_POST
@once
def uncall(request: SignedInRequest, pk: int) -> HttpResponse:
    found = plan_access.get_visible(request.user, pk)
    insist(access.can_call(request.user, found))
    deed = partial(services.lift_call, found, by=request.user)
    return do(request, deed, _("Đã bỏ yêu cầu."), reverse("plans:own_plans", args=[pk]))


@require_http_methods(["GET", "POST"])
@once
def urge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who would be told, of the units the table is filtered to; then the deed."""
    found = plan_access.get_visible(request.user, pk)
    insist(access.can_call(request.user, found))
    form = UrgeOwnPlanForm(request.POST or None)
    slow, told = _slow(request, found)
    back = f"{reverse('plans:own_plans', args=[pk])}?{request.GET.urlencode()}"
    if form.is_valid():
        units, words = [row.pk for row in slow], form.cleaned_data["loi"]
        try:
            urged = services.urge_own_plans(found, units, words, by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã đôn đốc %s đơn vị.") % urged.units)
            return redirect(back)
    known = call_of(found)
    words = form["loi"].value() or ""
    context = NAV | {
        "plan": found,
        "form": form,
        "back": back,
        "slow": [row for row in slow if row.pk in told],
        "mute": [row for row in slow if row.pk not in told],
        "most": MOST_SHOWN,
        "example": services.urge_notice(found, known.due_on if known else None, words),
    }
    return render_page(request, "plans/own_plans_urge.html", context)


def _table(request: SignedInRequest, found: Plan) -> TablePage:
    communes = communes_under(found.owner).filter(read_units(request.user))
    table = OWN_PLANS
    if plan_access.can_issue(request.user, found):
        url = reverse("plans:issue", args=[found.pk])
        first = replace(OWN_PLANS.empty, url=url, action=_("Giao nhiệm vụ"))
        table = replace(OWN_PLANS, empty=first)
    return table.of(_rows(request, found), request.GET, {"communes": communes})


def _rows(request: SignedInRequest, found: Plan) -> QuerySet[Any, Any]:
    """Units with work of the plan that the user reads."""
    units = units_at_work(found).filter(read_units(request.user))
    return with_own_plan(units, found, call_of(found), timezone.localdate())


def _slow(request: SignedInRequest, found: Plan) -> tuple[list[Any], set[int]]:
    """Units of the filter that owe a plan and have not heard of it today; which of them have people."""
    rows = _table(request, found).filtered.filter(is_waited_for=True)
    slow = list(rows.exclude(pk__in=told_today(found, timezone.localdate())))
    return slow, set(people_by_unit(row.pk for row in slow))
