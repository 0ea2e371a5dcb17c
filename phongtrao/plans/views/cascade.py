"""Giving tasks to units: choose, see the numbers, do it."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import plans as access
from phongtrao.plans.forms.cascade import CascadeForm
from phongtrao.plans.models import Plan
from phongtrao.plans.queries.cascade import (
    IssueCount,
    count_issue,
    free_tasks,
    issuable_tasks,
    units_in,
)
from phongtrao.plans.services.cascade import AT_ONCE, Issue, issue_tasks, queue_issue

NAV = {"nav": "plans"}
PREVIEW = "xem"  # in the address once the choice is made
MOST_SHOWN = 30  # units named in the preview


@require_http_methods(["GET", "POST"])
@once
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """The choice stands in the address; the preview shows what it does, and posts to the same."""
    plan = access.get_visible(request.user, pk)
    insist(access.can_issue(request.user, plan))
    asked = request.GET if PREVIEW in request.GET else None
    form = CascadeForm(asked, plan=plan, initial=_initial(request, plan))
    context: dict[str, Any] = NAV | {"plan": plan, "form": form}
    if form.is_valid():
        if request.method == "POST":
            return _give(request, plan, form)
        context |= _preview(plan, form)
    return render_page(request, "plans/cascade.html", context)


def _give(request: SignedInRequest, plan: Plan, form: CascadeForm) -> HttpResponse:
    issue = _issue_of(plan, form)
    deed = _count(plan, form).deed
    try:
        if len(issue.tasks) * len(issue.all_units) > AT_ONCE:
            return redirect("web:work", pk=queue_issue(issue, by=request.user).pk)
        done = issue_tasks(issue, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("plans:issue", pk=plan.pk)
    said = {
        "deed": deed,
        "written": format_number(done.written),
        "existing": format_number(done.existing),
    }
    words = _("Đã %(deed)s %(written)s lượt; %(existing)s lượt đã có từ trước.")
    messages.success(request, words % said)
    return redirect("plans:board", pk=plan.pk)


def _issue_of(plan: Plan, form: CascadeForm) -> Issue:
    found = units_in(form.audience(), plan.owner).order_by("pk")
    units = list(found.values_list("pk", flat=True))
    named = sorted(form.named_units().units - set(units))
    asked = form.cleaned_data
    return Issue(plan, list(asked["tasks"]), units, asked["mode"], named)


def _count(plan: Plan, form: CascadeForm) -> IssueCount:
    asked = form.cleaned_data
    units = units_in(form.audience(), plan.owner)
    pairs = form.named_units().pairs
    return count_issue(list(asked["tasks"]), units, plan.owner, asked["mode"], named=pairs)


def _preview(plan: Plan, form: CascadeForm) -> dict[str, Any]:
    units = units_in(form.audience(), plan.owner)
    named = form.named_units()
    reached = Unit.objects.filter(Q(pk__in=units.values("pk")) | Q(pk__in=named.units))
    return {
        "count": _count(plan, form),
        "everything": form.everything(),
        "unreached": named.unreached,
        "units": reached.order_by("sort_key", "pk")[:MOST_SHOWN],
        "most_shown": MOST_SHOWN,
    }


def _initial(request: SignedInRequest, plan: Plan) -> dict[str, Any]:
    """The one task whose page the officer comes from, or what nobody has yet and is not the owner's own."""
    one = request.GET.get("nhiem-vu", "")
    if one.isdecimal():
        ticked = list(issuable_tasks(plan).filter(pk=one).values_list("pk", flat=True))
    else:
        ticked = [task.pk for task in free_tasks(plan)]
    return {"line": plan.line, "mode": "", "tasks": ticked}
