"""Plans: list, page, form, publishing and closing."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.base.workflow import can_move
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import movements as movement_access
from phongtrao.plans.access import plans as access
from phongtrao.plans.access.intake import can_take_in
from phongtrao.plans.forms.plans import NewPlanForm, PlanFilter, PlanForm
from phongtrao.plans.models import Plan
from phongtrao.plans.outlines import outline_of
from phongtrao.plans.pages.amending import PairingPage
from phongtrao.plans.pages.plans import PlanPage, plan_badge
from phongtrao.plans.queries.parties import suggest_units
from phongtrao.plans.queries.plan_papers import is_for_paper
from phongtrao.plans.queries.plans import with_task_counts
from phongtrao.plans.services import drafting
from phongtrao.plans.services import plans as services
from phongtrao.plans.services.applying import applied
from phongtrao.plans.services.drafting import next_year_of
from phongtrao.web.acts import Question, confirm, do
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "plans"}

PLANS = Table(
    key="plans",
    title=pgettext_lazy("many", "Kế hoạch"),
    order="-starts_on",
    filter=PlanFilter,
    columns=(
        Column("title", gettext_lazy("Kế hoạch"), sort="title", card="title"),
        Column(
            "number", gettext_lazy("Số, ký hiệu"), value="document.number", sort="document__number_key"
        ),
        Column("owner", gettext_lazy("Đơn vị ban hành"), sort="owner__sort_key"),
        Column("starts_on", gettext_lazy("Từ ngày"), sort="starts_on", align="end"),
        Column("ends_on", gettext_lazy("Đến ngày"), sort="ends_on", align="end"),
        Column("task_count", pgettext_lazy("many", "Nhiệm vụ"), sort="task_count", align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=plan_badge, sort="status"),
    ),
    row_url="plans:plan",
    empty=Empty(
        gettext_lazy("Chưa có kế hoạch nào."),
        gettext_lazy("Kế hoạch đã ban hành được tách thành nhiệm vụ, giao cho đơn vị và theo dõi ở đây."),
    ),
    file_name="ke-hoach",
)  # fmt: skip


@require_GET
def plan_list(request: SignedInRequest) -> HttpResponse:
    rows = with_task_counts(access.visible_plans(request.user).select_related("document"))
    movements = movement_access.visible_movements(request.user).order_by("title")
    table = PLANS.of(rows, request.GET, {"movements": movements})
    context = NAV | {
        "can_create": access.can_begin(request.user),
        "can_take_in": can_take_in(request.user),
    }
    return respond(request, table, "plans/plan_list.html", context)


@require_GET
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    page = PlanPage.build(found, request.user, request.GET)
    context = NAV | {"plan": found, "page": page, "wide": True}
    return render_page(request, "plans/plan.html", context, part="tasks")


@require_http_methods(["GET", "POST"])
@once
def plan_new(request: SignedInRequest) -> HttpResponse:
    """``?phong-trao=…`` to serve, ``?tu=…`` the plan to copy from."""
    insist(access.can_begin(request.user))
    initial = {"movements": request.GET.getlist("phong-trao")} | _from_source(request)
    form = NewPlanForm(request.POST or None, initial=initial, user=request.user)
    if form.is_valid():
        made = Plan(**form.plan_fields())
        try:
            said = _begin(request, made, form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said)
            return redirect("plans:plan", pk=made.pk)
    return render_page(request, "plans/plan_form.html", NAV | {"form": form})


def _begin(request: SignedInRequest, made: Plan, said: dict[str, Any]) -> str:
    """Begin the plan in the way that was chosen; the sentence that says what was done."""
    movements, by = said["movements"], request.user
    if source := said["source"]:
        copied = drafting.draft_from_plan(made, source, movements, by=by)
        return _(
            "Đã chép %(tasks)d nhiệm vụ, chuyển năm ở %(moved)d nhiệm vụ. Hãy đọc lại rồi lập văn bản."
        ) % {"tasks": copied.tasks, "moved": copied.moved}
    if outline := outline_of(said["outline"]):
        copied = drafting.draft_from_outline(made, outline, movements, by=by)
        return (
            _("Đã lập bản thảo với %d nhiệm vụ gợi ý. Hãy sửa cho đúng đơn vị mình.") % copied.tasks
        )
    services.draft_plan(made, movements, by=by)
    return _("Đã lập bản thảo. Hãy thêm nhiệm vụ rồi ban hành.")


def _from_source(request: SignedInRequest) -> dict[str, Any]:
    """The form as it stands for the year after the plan that is copied."""
    asked = request.GET.get("tu", "")
    found = access.copyable_plans(request.user).filter(pk=asked if asked.isdecimal() else 0).first()
    return next_year_of(found) if found else {}


@require_http_methods(["GET", "POST"])
@once
def plan_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    insist(access.can_edit(request.user, found))
    form = PlanForm(request.POST or None, instance=found, user=request.user)
    if form.is_valid():
        movements = form.cleaned_data["movements"]
        try:
            services.edit_plan(found, form.plan_fields(), movements, by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu kế hoạch."))
            return redirect("plans:plan", pk=pk)
    return render_page(request, "plans/plan_form.html", NAV | {"form": form, "plan": found})


@require_http_methods(["GET", "POST"])
@once
def plan_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """What publishing does, in numbers; then the deed."""
    found = access.get_visible(request.user, pk)
    insist(access.can_publish(request.user, found))
    if refused := _refused(request, found, Plan.Status.PUBLISHED):
        return refused
    if is_for_paper(found):
        messages.warning(request, _("Kế hoạch được ban hành cùng lúc văn bản của nó được cấp số."))
        return redirect("plans:plan", pk=pk)
    if request.method == "GET":
        context = NAV | {
            "plan": found,
            "is_homeless": not found.movements.exists(),
            "faults": services.unfinished_tasks(found),
            "tasks": found.tasks.standing().count(),
            "pairing": PairingPage.build(found, request.user) if found.amends_id else None,
        }
        return render_page(request, "plans/plan_publish.html", context)
    deed = partial(_publish, request, found)
    done = do(request, deed, "", reverse("plans:plan", args=[pk]))
    return redirect("web:work", pk=found.applying_id) if found.applying_id else done


def _publish(request: SignedInRequest, found: Plan) -> None:
    services.publish_plan(found, by=request.user)
    # Only now is it known how many units the change touched; of a job its page tells.
    if not found.applying_id:
        messages.success(request, _published(found))


def _published(found: Plan) -> str:
    if found.amends_id is None:
        return _("Đã ban hành. Việc tiếp theo: giao nhiệm vụ cho các đơn vị.")
    if found.starts_on > timezone.localdate():
        return _(
            "Đã ban hành. Đến ngày hiệu lực, hệ thống áp dụng và báo cho đơn vị có việc thay đổi."
        )
    return applied(found)


@require_http_methods(["GET", "POST"])
@once
def plan_close(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    insist(access.can_close(request.user, found))
    if refused := _refused(request, found, Plan.Status.CLOSED):
        return refused
    deed = partial(services.close_plan, found, by=request.user)
    return confirm(request, _closing(found), deed, _("Kế hoạch đã kết thúc."))


@require_GET
def unit_names(request: SignedInRequest, pk: int) -> HttpResponse:
    """Options for the fields that name units, as the person types (htmx)."""
    found = access.get_visible(request.user, pk)
    units = suggest_units(request.GET.get("q", ""), found.owner)
    return render_page(request, "plans/unit_names.html", {"units": units})


def _refused(request: SignedInRequest, found: Plan, to: Plan.Status) -> HttpResponse | None:
    """What only the deed would refuse is said before anything is asked."""
    if answer := can_move(found, to, services.PLAN_TRANSITIONS):
        return None
    messages.error(request, answer.reason)
    return redirect("plans:plan", pk=found.pk)


def _closing(found: Plan) -> Question:
    open_rows = found.tasks.filter(assignments__isnull=False, assignments__done_on=None)
    return Question(
        title=_("Kết thúc kế hoạch “%s”?") % found,
        warning=_("Đơn vị sẽ không tiếp nhận và báo cáo theo kế hoạch này được nữa."),
        consequences=[(open_rows.count(), _("lượt giao chưa hoàn thành sẽ dừng lại"))],
        word=_("kết thúc"),
        action=_("Kết thúc kế hoạch"),
        back=reverse("plans:plan", args=[found.pk]),
        nav="plans",
    )
