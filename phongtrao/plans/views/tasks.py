"""One task: its page with all its assignments, and its form while the plan is a draft."""

from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.access import tasks as access
from phongtrao.plans.forms.cascade import communes_under
from phongtrao.plans.forms.tasks import AssignmentFilter, TaskForm
from phongtrao.plans.models import Assignment, Plan, Task
from phongtrao.plans.pages.badges import answer_badge, due_badge, progress_badge
from phongtrao.plans.pages.tasks import TaskPage
from phongtrao.plans.queries.status import with_progress
from phongtrao.plans.services import tasks as services
from phongtrao.web.acts import do
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "plans"}

ASSIGNMENTS = Table(
    key="assignments",
    title=gettext_lazy("Các đơn vị thực hiện"),
    order="unit",
    filter=AssignmentFilter,
    columns=(
        Column("unit", gettext_lazy("Đơn vị"), sort="unit__sort_key", card="title"),
        Column("part", gettext_lazy("Vai trò"), value="get_part_display", sort="part"),
        Column("mode", gettext_lazy("Hình thức"), value="get_mode_display", sort="mode"),
        Column("answer", gettext_lazy("Tiếp nhận"), value=answer_badge, sort="status"),
        Column("due", gettext_lazy("Hạn"), value=due_badge, sort="due_on"),
        Column("state", gettext_lazy("Tình trạng"), value=progress_badge, sort="state"),
        Column("percent", gettext_lazy("Tiến độ (%)"), sort="percent", align="end"),
        Column(
            "reported", gettext_lazy("Báo cáo gần nhất"), value="reported_at", on_screen=False
        ),
    ),
    row_url="plans:assignment",
    empty=Empty(
        gettext_lazy("Chưa giao cho đơn vị nào."),
        gettext_lazy("Văn phòng giao nhiệm vụ từ trang kế hoạch; đơn vị được giao hiện ở đây."),
    ),
    file_name="don-vi-thuc-hien",
)  # fmt: skip


@require_GET
def task(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    scope = plan_access.scope_of(request.user, found.plan)
    rows = Assignment.objects.filter(scope, task=found).select_related("unit", "task")
    communes = communes_under(found.plan.owner)
    table = ASSIGNMENTS.of(with_progress(rows), request.GET, {"communes": communes})
    context = NAV | {"wide": True, "task": found, "page": TaskPage.build(found, request.user)}
    return respond(request, table, "plans/task.html", context)


@require_http_methods(["GET", "POST"])
@once
def task_new(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = plan_access.get_visible(request.user, pk)
    insist(plan_access.can_edit(request.user, plan))
    initial = {"section": request.GET.get("muc", "")}
    form = TaskForm(request.POST or None, plan=plan, initial=initial)
    if form.is_valid():
        try:
            made = services.add_task(plan, form.draft(), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã thêm nhiệm vụ."))
            if "more" in request.POST:
                return redirect(f"{reverse('plans:task_new', args=[pk])}?muc={made.section}")
            return redirect("plans:plan", pk=pk)
    return _form_page(request, form, plan, None)


@require_http_methods(["GET", "POST"])
@once
def task_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    insist(access.can_edit(request.user, found))
    form = TaskForm(request.POST or None, plan=found.plan, task=found)
    if form.is_valid():
        try:
            services.edit_task(found, form.draft(), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu nhiệm vụ."))
            return redirect("plans:task", pk=pk)
    return _form_page(request, form, found.plan, found)


@require_POST
@once
def task_move(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    deed = partial(services.move_task, found, -1 if "up" in request.POST else 1, by=request.user)
    return do(request, deed, "", f"{reverse('plans:plan', args=[found.plan_id])}#nhiem-vu-{pk}")


@require_POST
@once
def task_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    return do(
        request,
        partial(services.drop_task, found, by=request.user),
        _("Đã bỏ nhiệm vụ khỏi bản thảo."),
        reverse("plans:plan", args=[found.plan_id]),
        refused_to=reverse("plans:task", args=[pk]),
    )


def _form_page(
    request: SignedInRequest, form: TaskForm, plan: Plan, found: Task | None
) -> HttpResponse:
    sections = _sections(plan.tasks.standing())
    context = {"form": form, "plan": plan, "task": found, "sections": sections}
    return render_page(request, "plans/task_form.html", NAV | context)


def _sections(tasks: QuerySet[Task]) -> list[str]:
    named = tasks.exclude(section="").order_by("position").values_list("section", flat=True)
    return list(dict.fromkeys(named))
