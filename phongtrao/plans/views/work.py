"""A unit's work: the list, accepting several at once, the unit's own tasks, the units below."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet, TextChoices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.models import Unit
from phongtrao.orgs.tabs import tabs_of
from phongtrao.plans.access import assignments as access
from phongtrao.plans.forms.assignments import LocalTaskForm
from phongtrao.plans.forms.work import WORK_KINDS, UnitFilter, WorkFilter
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.pages.entries import (
    answer_cell,
    attach_parts,
    due_cell,
    percent_cell,
    state_cell,
)
from phongtrao.plans.queries.change_answers import unanswered_of
from phongtrao.plans.queries.entries import entries, parts_of
from phongtrao.plans.queries.twins import masters_of, with_masters
from phongtrao.plans.queries.work import (
    count_work,
    progress_of_units,
    units_below,
    with_report_states,
)
from phongtrao.plans.services import assignments as services
from phongtrao.web.components import Progress
from phongtrao.web.tables import (
    EXPORT,
    BulkAction,
    Column,
    Empty,
    Table,
    back_to,
    clamped,
    is_nothing_selected,
    respond,
    roomy,
    selected_rows,
)


@dataclass(frozen=True)
class AcceptSelected(BulkAction):
    """Over the rows of one unit."""

    unit: int = 0

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=[self.unit])


def _plan_and_masters(row: Any) -> str:
    """The plan; and where a row stands for twins, who gives them."""
    title = row.task.plan.title
    return f"{masters_of(row)}: {title}" if row.beneath else title


def _word_of(choices: type[TextChoices], column: str) -> Callable[[Any], str]:
    """For the workbook: the column's value in words."""
    return lambda row: str(choices(getattr(row, column)).label)


WORK = Table(
    key="work",
    title=gettext_lazy("Việc được giao"),
    order="due",
    filter=WorkFilter,
    columns=(
        Column(
            "task",
            gettext_lazy("Nhiệm vụ"),
            value="text",
            sort="task__text",
            show=clamped,
            card="title",
        ),
        Column(
            "plan",
            gettext_lazy("Kế hoạch"),
            value=_plan_and_masters,
            sort="task__plan__title",
            show=roomy,
            card="hide",
            in_export=False,
        ),
        Column("title", gettext_lazy("Kế hoạch"), value="task.plan.title", on_screen=False),
        Column("masters", gettext_lazy("Nơi giao"), value=masters_of, on_screen=False),
        Column("part", gettext_lazy("Vai trò"), value="get_part_display", on_screen=False),
        Column("mode", gettext_lazy("Hình thức"), value="get_mode_display", on_screen=False),
        Column(
            "answer",
            gettext_lazy("Tiếp nhận"),
            value=answer_cell,
            sort="acceptance",
            in_export=False,
        ),
        Column("due", gettext_lazy("Hạn"), value=due_cell, sort="nearest", in_export=False),
        Column(
            "state", gettext_lazy("Tình trạng"), value=state_cell, sort="state", in_export=False
        ),
        Column(
            "percent",
            gettext_lazy("Tiến độ (%)"),
            value=percent_cell,
            sort="least",
            align="end",
            in_export=False,
        ),
        Column(
            "answer_word",
            gettext_lazy("Tiếp nhận"),
            value=_word_of(Assignment.Status, "acceptance"),
            on_screen=False,
        ),
        Column("nearest", gettext_lazy("Hạn"), on_screen=False),
        Column(
            "state_word",
            gettext_lazy("Tình trạng"),
            value=_word_of(Assignment.Progress, "state"),
            on_screen=False,
        ),
        Column("least", gettext_lazy("Tiến độ (%)"), on_screen=False),
    ),
    row_url="plans:assignment",
    empty=Empty(
        gettext_lazy("Đơn vị chưa được giao nhiệm vụ nào."),
        gettext_lazy("Khi kế hoạch giao việc cho đơn vị, việc hiện ở đây để tiếp nhận và báo cáo."),
    ),
    file_name="viec-duoc-giao",
)
BELOW = Table(
    key="below",
    title=gettext_lazy("Tiến độ của các đơn vị"),
    order="name",
    filter=UnitFilter,
    columns=(
        Column("name", gettext_lazy("Đơn vị"), sort="sort_key", card="title"),
        Column("given", pgettext_lazy("many", "Nhiệm vụ"), sort="given", align="end"),
        Column("accepted", gettext_lazy("Đã tiếp nhận"), sort="accepted", align="end"),
        Column("late", gettext_lazy("Quá hạn"), sort="late", align="end"),
        Column("done", gettext_lazy("Hoàn thành"), sort="done", align="end"),
        Column(
            "percent",
            gettext_lazy("Tiến độ (%)"),
            sort="percent",
            show=lambda value: Progress(value, 100),
        ),
    ),
    row_url="plans:unit_work",
    empty=Empty(gettext_lazy("Không có đơn vị nào bên dưới.")),
    file_name="tien-do-cac-don-vi",
)


@require_GET
def unit_work(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit(request.user, pk)
    work = access.visible_assignments(request.user).filter(unit=unit)
    declared = _own_work(unit) if access.acts_for(request.user, unit) else WORK
    table = declared.of(_shown(work), request.GET, {"plans": _plans_of(work), "work": work})
    if EXPORT not in request.GET:
        attach_parts(table.items, request.user)
    return respond(request, table, "plans/unit_work.html", _unit_page(request, unit, work))


@require_POST
def accept_selected(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit(request.user, pk)
    work = access.visible_assignments(request.user).filter(unit=unit)
    given = {"plans": _plans_of(work), "work": work}
    rows = list(selected_rows(_own_work(unit), _shown(work), request.POST, given))
    # An entry with two masters is accepted from both, and is one.
    entries_taken = parts_of(rows, work).values()
    every = [part.work for parts in entries_taken for part in parts]
    taken = services.accept_assignments(every, by=request.user)
    accepted = sum(any(part.work.pk in taken for part in parts) for parts in entries_taken)
    if accepted:
        messages.success(request, _("Đã tiếp nhận %s nhiệm vụ.") % accepted)
    elif is_nothing_selected(request.POST):
        messages.warning(request, _("Chưa chọn việc nào. Hãy đánh dấu việc cần tiếp nhận."))
    else:
        words = _("Không có nhiệm vụ nào chờ tiếp nhận trong các dòng đã chọn. Hãy chọn dòng khác.")
        messages.warning(request, words)
    url = reverse("plans:unit_work", args=[unit.pk])
    if accepted and not work.filter(status=Assignment.Status.SENT).exists():
        return redirect(url)  # nothing is left under a filter for what waits
    return redirect(back_to(url, request.POST))


@require_http_methods(["GET", "POST"])
@once
def add_local_task(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit(request.user, pk)
    if not access.acts_for(request.user, unit):
        words = _("Chỉ thủ trưởng hoặc đầu mối của đơn vị được thêm nhiệm vụ riêng.")
        messages.error(request, words)
        return redirect("plans:unit_work", pk=pk)
    given = access.visible_assignments(request.user).filter(unit=unit)
    plans = _plans_of(given).filter(status=Plan.Status.PUBLISHED)
    form = LocalTaskForm(request.POST or None, plans=plans)
    if form.is_valid():
        plan = form.cleaned_data["plan"]
        try:
            work = services.add_local_task(unit, plan, form.local_task(), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã thêm nhiệm vụ riêng của đơn vị."))
            return redirect("plans:assignment", pk=work.pk)
    return render_page(request, "plans/unit_work_local.html", {"form": form, "unit": unit})


@require_GET
def units_work(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit(request.user, pk)
    below = units_below(unit).filter(access.readable_units(request.user))
    counted = progress_of_units(below, access.running_assignments(request.user))
    table = BELOW.of(counted, request.GET)
    return respond(request, table, "plans/unit_work_below.html", _frame(request, unit, "below"))


def _own_work(unit: Unit) -> Table:
    action = AcceptSelected(
        _("Tiếp nhận"),
        "plans:accept_selected",
        icon="check",
        counted=_("Tiếp nhận %d việc"),
        unit=unit.pk,
    )
    return replace(WORK, bulk=(action,))


def _shown(rows: QuerySet[Assignment]) -> QuerySet[Assignment, Any]:
    return with_masters(with_report_states(entries(rows)))


def _plans_of(rows: QuerySet[Assignment]) -> QuerySet[Plan]:
    return Plan.objects.filter(pk__in=rows.order_by().values("task__plan")).order_by("-starts_on")


def _frame(request: SignedInRequest, unit: Unit, active: str) -> dict[str, Any]:
    return {"unit": unit, "tabs": tabs_of(unit, request.user, active), "nav": "orgs", "wide": True}


def _unit_page(request: SignedInRequest, unit: Unit, work: QuerySet[Assignment]) -> dict[str, Any]:
    kind = request.GET.get("viec", "")
    return {
        **_frame(request, unit, "work"),
        "count": count_work(work.filter(task__plan__status=Plan.Status.PUBLISHED)),
        "may_add": access.acts_for(request.user, unit),
        "has_past": unit.predecessors.exists(),
        "kinds": [(key, label, key == kind) for key, label in WORK_KINDS.items()],
        "unanswered": unanswered_of(unit) if kind == "thay-doi" else (),
    }
