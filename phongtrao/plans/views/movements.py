"""Movements: list, page, form, and the steps of their life."""

from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.scope import grants_of
from phongtrao.plans.access import movements as access
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.forms.movements import (
    MovementFilter,
    MovementForm,
    PhaseForm,
    phase_formset,
    phase_lines,
)
from phongtrao.plans.models import Movement
from phongtrao.plans.pages.movements import MovementPage, movement_badge
from phongtrao.plans.queries.movements import with_counts, with_rank
from phongtrao.plans.services import movements as services
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "movements"}

# Running before closed, own level first, then province → sector → unit.
TREE = ("rank", "owner__sort_key", "starts_on", "title")

MOVEMENTS = Table(
    key="movements",
    title=gettext_lazy("Phong trào thi đua"),
    order="owner",
    filter=MovementFilter,
    columns=(
        Column("title", gettext_lazy("Phong trào"), sort="title", card="title"),
        Column("owner", gettext_lazy("Đơn vị phát động"), sort=TREE),
        Column("parent", gettext_lazy("Hưởng ứng"), sort="parent__title"),
        Column("starts_on", gettext_lazy("Bắt đầu"), sort="starts_on", align="end"),
        Column("ends_on", gettext_lazy("Kết thúc"), sort="ends_on", align="end"),
        Column("plan_count", pgettext_lazy("many", "Kế hoạch"), sort="plan_count", align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=movement_badge, sort="status"),
    ),
    row_url="plans:movement",
    empty=Empty(
        gettext_lazy("Chưa có phong trào nào."),
        gettext_lazy("Phong trào giữ mục tiêu, nội dung, các giai đoạn và những kế hoạch của nó."),
    ),
    file_name="phong-trao",
)


@require_GET
def movement_list(request: SignedInRequest) -> HttpResponse:
    plans = plan_access.visible_plans(request.user)
    rows = with_counts(access.visible_movements(request.user).select_related("parent"), plans)
    rows = with_rank(rows, {grant.unit_id for grant in grants_of(request.user)})
    context = NAV | {"can_create": access.can_create(request.user)}
    table = MOVEMENTS.of(rows, request.GET)
    return respond(request, table, "plans/movement_list.html", context)


@require_GET
def movement(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    page = MovementPage.build(found, request.user)
    return render_page(request, "plans/movement.html", NAV | {"movement": found, "page": page})


@require_http_methods(["GET", "POST"])
@once
def movement_new(request: SignedInRequest) -> HttpResponse:
    insist(access.can_create(request.user))
    form = MovementForm(request.POST or None, user=request.user)
    phases = phase_formset(request.POST or None, None)
    if form.is_valid() and phases.is_valid():
        made = Movement(**form.movement_fields())
        contents = form.cleaned_data["contents"]
        try:
            services.create_movement(made, contents, phase_lines(phases), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lập phong trào “%s”.") % made)
            return redirect("plans:movement", pk=made.pk)
    return _form_page(request, form, phases, None)


@require_http_methods(["GET", "POST"])
@once
def movement_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    insist(access.can_edit(request.user, found))
    form = MovementForm(request.POST or None, instance=found, user=request.user)
    phases = phase_formset(request.POST or None, found)
    if form.is_valid() and phases.is_valid():
        contents, fields = form.cleaned_data["contents"], form.movement_fields()
        try:
            services.edit_movement(found, fields, contents, phase_lines(phases), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu phong trào."))
            return redirect("plans:movement", pk=pk)
    return _form_page(request, form, phases, found)


def _form_page(
    request: SignedInRequest,
    form: MovementForm,
    phases: "BaseFormSet[PhaseForm]",
    found: Movement | None,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "phases": phases, "movement": found}
    return render_page(request, "plans/movement_form.html", NAV | context)
