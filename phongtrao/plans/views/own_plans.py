"""A unit's plan begun from the plan above, and the targets of a plan written here."""

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
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import own_plans as access
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.forms.own_plan_board import OwedFilter
from phongtrao.plans.forms.own_plans import OwnPlanForm, TargetForm
from phongtrao.plans.forms.plans import movements_to_serve
from phongtrao.plans.models import Plan
from phongtrao.plans.pages.own_plans import owed_badge, owed_url
from phongtrao.plans.queries.owed_plans import owed_plans
from phongtrao.plans.queries.own_plans import plans_right_below
from phongtrao.plans.services import own_plans as services
from phongtrao.plans.services import targets as target_services
from phongtrao.web.acts import do
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "plans"}

OWED = Table(
    key="owed-plans",
    title=gettext_lazy("Kế hoạch phải ban hành"),
    order="due",
    filter=OwedFilter,
    columns=(
        Column("title", gettext_lazy("Kế hoạch cấp trên"), sort="title", card="title"),
        Column("owner", gettext_lazy("Đơn vị ban hành"), sort="owner__sort_key"),
        Column("number", gettext_lazy("Số, ký hiệu"), value="document.number"),
        Column("due", gettext_lazy("Hạn ban hành"), value="due_on", sort="due_on", align="end"),
        Column("state", gettext_lazy("Kế hoạch của đơn vị"), value=owed_badge, sort="state"),
    ),
    row_url=owed_url,
    empty=Empty(
        gettext_lazy("Đơn vị không phải ban hành kế hoạch nào."),
        gettext_lazy("Khi cấp trên yêu cầu đơn vị có kế hoạch riêng, kế hoạch ấy hiện ở đây."),
    ),
    file_name="ke-hoach-phai-ban-hanh",
)  # fmt: skip


@require_GET
def owed(request: SignedInRequest) -> HttpResponse:
    """What the user's unit owes; ``?don-vi=`` where the user acts for several."""
    units = list(access.acting_units(request.user).order_by("sort_key", "pk"))
    unit = _chosen(units, request.GET.get("don-vi", ""))
    rows: QuerySet[Any, Any] = Plan.objects.none()
    left = 0
    if unit:
        rows = owed_plans(unit, timezone.localdate())
        left = rows.filter(is_owed=True).count()
    table = OWED.of(rows, request.GET)
    tabs = [{"label": one.name, "url": f"?don-vi={one.pk}", "active": one == unit} for one in units]
    context = NAV | {"unit": unit, "units": units, "tabs": tabs, "left": left}
    return respond(request, table, "plans/owed_plans.html", context)


@require_http_methods(["GET", "POST"])
@once
def own_plan_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """``pk``: the plan above; ``?don-vi=`` the unit whose plan is begun."""
    above = plan_access.get_visible(request.user, pk)
    insist(access.can_begin_from(request.user, above))
    units = list(access.beginning_units(request.user, above))
    unit = _chosen(units, request.POST.get("owner") or request.GET.get("don-vi", "")) or units[0]
    known = list(plans_right_below(above, unit))
    form = OwnPlanForm(
        request.POST or None, above=above, unit=unit, user=request.user, has_one=bool(known)
    )
    if form.is_valid():
        made = form.plan(above)
        served = movements_to_serve(request.user, [made.owner]).filter(plans=above)
        try:
            services.draft_own_plan(
                made,
                form.taken(),
                served,
                by=request.user,
                is_second=form.cleaned_data.get("is_second", False),
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            said = _(
                "Đã lập bản thảo từ kế hoạch cấp trên. Hãy phân công trong đơn vị rồi lập văn bản."
            )
            messages.success(request, said)
            return redirect("plans:plan", pk=made.pk)
    context = NAV | {"form": form, "above": above, "units": units, "unit": unit, "known": known}
    return render_page(request, "plans/own_plan_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def target_new(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = plan_access.get_visible(request.user, pk)
    insist(access.can_take_targets(request.user, plan))
    form = TargetForm(request.POST or None)
    if form.is_valid():
        deed = partial(target_services.add_target, plan, form.value(), by=request.user)
        return do(request, deed, _("Đã thêm chỉ tiêu."), _targets_of(plan))
    return render_page(request, "plans/target_form.html", NAV | {"form": form, "plan": plan})


@require_http_methods(["GET", "POST"])
@once
def target_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_target(request.user, pk)
    insist(access.can_take_targets(request.user, found.plan))
    form = TargetForm(request.POST or None, target=found)
    if form.is_valid():
        deed = partial(target_services.edit_target, found, form.value(), by=request.user)
        return do(request, deed, _("Đã lưu chỉ tiêu."), _targets_of(found.plan))
    context = NAV | {"form": form, "plan": found.plan, "target": found}
    return render_page(request, "plans/target_form.html", context)


@require_POST
@once
def target_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_target(request.user, pk)
    deed = partial(target_services.drop_target, found, by=request.user)
    return do(request, deed, _("Đã bỏ chỉ tiêu khỏi bản thảo."), _targets_of(found.plan))


def _targets_of(plan: Plan) -> str:
    return f"{reverse('plans:plan', args=[plan.pk])}#chi-tieu"


def _chosen(units: list[Unit], asked: str) -> Unit | None:
    named = (unit for unit in units if str(unit.pk) == asked)
    return next(named, units[0] if units else None)
