"""A plan held against the plans below it: by task and target, by unit, and one unit's plan in full."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.plans.access import own_plans as own_access
from phongtrao.plans.access import plans as access
from phongtrao.plans.forms.coverage import CoveringFilter, OriginFilter, UptakeFilter
from phongtrao.plans.models import Plan
from phongtrao.plans.queries.coverage import (
    Origin,
    Uptake,
    carrying_out,
    target_uptake,
    unrooted_tasks,
    with_coverage,
    with_origin,
    with_uptake,
)
from phongtrao.plans.services import own_plans as services
from phongtrao.web.acts import do
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import (
    BulkAction,
    Column,
    Empty,
    Table,
    brief,
    clamped,
    respond,
    selected_rows,
)

NAV = {"nav": "plans"}
MOST_SHOWN = 120  # letters of a unit's task beside the one above
KINDS: dict[str, StateKind] = {
    Uptake.NOT_GIVEN: "neutral",
    Uptake.NONE: "late",
    Uptake.PART: "due",
    Uptake.FULL: "done",
    Origin.LEFT: "late",
    Origin.TAKEN: "done",
    Origin.OTHERS: "neutral",
}


def uptake_badge(row: Any) -> State:
    return State(Uptake(row.state).label, KINDS[row.state])


def origin_badge(row: Any) -> State:
    return State(Origin(row.state).label, KINDS[row.state])


def covering_url(row: Any) -> str:
    return reverse("plans:origins", args=[row.plan_pk])


def _plans_of(row: Any) -> str:
    """“Kế hoạch … (và 1 kế hoạch khác)”: the counts are of all of them."""
    more = row.plan_count - 1
    return (
        _("%(title)s (và %(n)s kế hoạch khác)") % {"title": row.title, "n": more}
        if more
        else row.title
    )


BY_TASK = Table(
    key="coverage",
    title=gettext_lazy("Đối chiếu theo nhiệm vụ"),
    order="place",
    filter=UptakeFilter,
    columns=(
        Column("text", pgettext_lazy("one", "Nhiệm vụ"), sort="text", show=clamped, card="title"),
        Column("place", gettext_lazy("TT"), value="position", sort="position", align="end"),
        Column("section", gettext_lazy("Mục"), card="hide"),
        Column("given", gettext_lazy("Đơn vị được giao"), sort="given", align="end"),
        Column("taking", gettext_lazy("Đơn vị đã nhận"), sort="taking", align="end"),
        Column("missing", gettext_lazy("Đơn vị chưa nhận"), sort="missing", align="end"),
        Column("state", gettext_lazy("Cấp dưới nhận"), value=uptake_badge, sort="state"),
    ),
    row_url="plans:task",
    empty=Empty(
        gettext_lazy("Kế hoạch không có nhiệm vụ."),
        gettext_lazy("Bảng này cho biết nhiệm vụ nào đã vào kế hoạch của đơn vị bên dưới."),
    ),
    file_name="doi-chieu-nhiem-vu",
)  # fmt: skip

BY_UNIT = Table(
    key="coverage-units",
    title=gettext_lazy("Đối chiếu theo đơn vị"),
    order="name",
    filter=CoveringFilter,
    columns=(
        Column("name", gettext_lazy("Đơn vị"), sort="sort_key", card="title"),
        Column("title", gettext_lazy("Kế hoạch của đơn vị"), value=_plans_of, sort="title", card="hide"),
        Column("given", gettext_lazy("Việc được giao"), sort="given", align="end"),
        Column("taken", gettext_lazy("Đã nhận"), sort="taken", align="end"),
        Column("left", gettext_lazy("Được giao, chưa nhận"), sort="left", align="end"),
        Column("unrooted", gettext_lazy("Chưa rõ từ đâu"), sort="unrooted", align="end"),
        Column("targets", gettext_lazy("Chỉ tiêu nhận"), value="targets_taken", sort="targets_taken",
               align="end"),
    ),
    row_url=covering_url,
    empty=Empty(
        gettext_lazy("Chưa có kế hoạch nào của đơn vị bên dưới."),
        gettext_lazy("Khi đơn vị ban hành kế hoạch thực hiện kế hoạch này, nó được đối chiếu ở đây."),
    ),
    file_name="doi-chieu-don-vi",
)  # fmt: skip

ORIGINS = Table(
    key="origins",
    title=gettext_lazy("Nhiệm vụ của kế hoạch cấp trên"),
    order="place",
    filter=OriginFilter,
    columns=(
        Column("text", gettext_lazy("Nhiệm vụ cấp trên"), sort="text", card="title"),
        Column("place", gettext_lazy("TT"), value="position", sort="position", align="end"),
        Column("state", gettext_lazy("Đơn vị nhận"), value=origin_badge, sort="state"),
        Column("made", gettext_lazy("Nhiệm vụ của đơn vị"), show=brief(MOST_SHOWN)),
    ),
    row_url="plans:task",
    empty=Empty(gettext_lazy("Kế hoạch cấp trên không có nhiệm vụ."), gettext_lazy("Không có gì để đối chiếu.")),
    file_name="doi-chieu-cap-tren",
)  # fmt: skip


@require_GET
def coverage(request: SignedInRequest, pk: int) -> HttpResponse:
    """Over all units, or those one reads: which tasks and targets nobody below takes up."""
    found = access.get_visible(request.user, pk)
    children = carrying_out(found, access.visible_plans(request.user))
    rows = with_uptake(found, children, access.scope_of(request.user, found))
    context = NAV | {
        "plan": found,
        "wide": True,
        "tabs": _tabs(found, "coverage"),
        "units": children.values("owner").distinct().count(),
        "loose": rows.filter(state=Uptake.NONE).count(),
        "targets": target_uptake(found, children),
        "can_call": own_access.can_call(request.user, found),
    }
    return respond(request, BY_TASK.of(rows, request.GET), "plans/coverage.html", context)


@require_GET
def coverage_units(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    children = carrying_out(found, access.visible_plans(request.user))
    rows = with_coverage(found, children)
    context = NAV | {
        "plan": found,
        "wide": True,
        "tabs": _tabs(found, "coverage_units"),
        "has_plans": children.exists(),
        "gaps": rows.filter(left__gt=0).count(),
    }
    return respond(request, BY_UNIT.of(rows, request.GET), "plans/coverage_units.html", context)


@require_GET
def origins(request: SignedInRequest, pk: int) -> HttpResponse:
    """One unit's plan against the plan it carries out: what it left, what of its own comes from nowhere."""
    found, above = _pair(request, pk)
    table = _origins_table(request, found).of(with_origin(found, above), request.GET)
    context = NAV | {
        "plan": found,
        "above": above,
        "wide": True,
        "left": with_origin(found, above).filter(state=Origin.LEFT).count(),
        "unrooted": unrooted_tasks(found, above),
        "can_place": access.can_place(request.user, found),
        "others": _other_plans(request, found, above),
    }
    return respond(request, table, "plans/origins.html", context)


@require_POST
@once
def origins_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Each ticked “task:task above” is said by the person to be so."""
    found, _above = _pair(request, pk)
    pairs = (pair.partition(":") for pair in request.POST.getlist("pair"))
    said = {
        int(own): int(upper) for own, _sign, upper in pairs if own.isdecimal() and upper.isdecimal()
    }
    deed = partial(services.confirm_origins, found, said, by=request.user)
    return do(request, deed, _("Đã nối nhiệm vụ với kế hoạch cấp trên."), _back(found))


@require_POST
@once
def origins_take(request: SignedInRequest, pk: int) -> HttpResponse:
    """The ticked tasks above become tasks of the draft."""
    found, above = _pair(request, pk)
    rows = selected_rows(ORIGINS, with_origin(found, above), request.POST)
    keys = list(rows.values_list("pk", flat=True))
    deed = partial(services.take_up, found, keys, by=request.user)
    return do(request, deed, _("Đã nhận thêm nhiệm vụ vào bản thảo."), _back(found))


def _tabs(found: Plan, active: str) -> list[dict[str, Any]]:
    named = (("coverage", _("Theo nhiệm vụ")), ("coverage_units", _("Theo đơn vị")))
    return [
        {
            "label": label,
            "url": reverse(f"plans:{name}", args=[found.pk]),
            "active": name == active,
        }
        for name, label in named
    ]


def _pair(request: SignedInRequest, pk: int) -> tuple[Plan, Plan]:
    """The plan and the one it carries out, both as the user sees them."""
    found = access.get_visible(request.user, pk)
    if found.parent_id is None:
        raise Http404
    return found, access.get_visible(request.user, found.parent_id)


def _other_plans(request: SignedInRequest, found: Plan, above: Plan) -> QuerySet[Plan]:
    """By which the same unit carries out the same plan; the table of units leads to the first of them."""
    rows = carrying_out(above, access.visible_plans(request.user))
    return rows.filter(owner=found.owner).exclude(pk=found.pk).order_by("starts_on", "pk")


def _origins_table(request: SignedInRequest, found: Plan) -> Table:
    if not access.can_edit(request.user, found):
        return ORIGINS
    label, counted = (
        gettext_lazy("Nhận vào bản thảo"),
        gettext_lazy("Nhận %d nhiệm vụ vào bản thảo"),
    )
    action = BulkAction(label, "plans:origins_take", "plus", counted, (found.pk,))
    return replace(ORIGINS, bulk=(action,))


def _back(found: Plan) -> str:
    return reverse("plans:origins", args=[found.pk])
