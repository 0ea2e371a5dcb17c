"""What stands beside a plan's words: leaders in charge and their blocks, programmes, guidance, money."""

from functools import partial

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.plans.access import arranging as access
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.access import tasks as task_access
from phongtrao.plans.access.movements import visible_movements
from phongtrao.plans.forms.arranging import (
    BudgetForm,
    GuidanceForm,
    PlanArrangeForm,
    TaskArrangeForm,
)
from phongtrao.plans.forms.inside import BlockFilter
from phongtrao.plans.queries.blocks import progress_of_tasks
from phongtrao.plans.services import arranging as services
from phongtrao.plans.services import budget
from phongtrao.plans.views.inside_form import FormPage, fill
from phongtrao.web.acts import do
from phongtrao.web.components import Progress
from phongtrao.web.tables import Column, Empty, Table, brief, respond

BLOCK = Table(
    key="block",
    title=gettext_lazy("Khối tôi phụ trách"),
    order="-late",
    filter=BlockFilter,
    columns=(
        Column(
            "text",
            gettext_lazy("Nhiệm vụ"),
            sort="text",
            show=brief(160),
            card="title",
        ),
        Column("section", gettext_lazy("Mục"), sort="section", card="hide"),
        Column(
            "plan",
            gettext_lazy("Kế hoạch"),
            value="plan.title",
            sort="plan__title",
            show=brief(60),
        ),
        Column("given", gettext_lazy("Lượt giao"), sort="given", align="end"),
        Column("late", gettext_lazy("Quá hạn"), sort="late", align="end"),
        Column("done", gettext_lazy("Hoàn thành"), sort="done", align="end"),
        Column(
            "percent",
            gettext_lazy("Tiến độ (%)"),
            sort="percent",
            show=lambda value: Progress(value, 100),
        ),
    ),
    row_url="plans:task",
    empty=Empty(
        gettext_lazy("Chưa có nhiệm vụ nào giao cho bạn phụ trách."),
        gettext_lazy("Văn phòng giao lãnh đạo phụ trách theo mục, từ trang kế hoạch."),
    ),
    file_name="khoi-phu-trach",
)
BUDGET = Table(
    key="budget",
    title=gettext_lazy("Kinh phí"),
    order="task",
    columns=(
        Column(
            "task",
            gettext_lazy("Nhiệm vụ"),
            value="task.text",
            sort="task__position",
            show=brief(120),
            card="title",
        ),
        Column("source", gettext_lazy("Nguồn"), sort="source"),
        Column("payer", gettext_lazy("Đơn vị chi trả"), sort="payer"),
        Column(
            "planned",
            gettext_lazy("Dự toán (đồng)"),
            sort="planned",
            align="end",
            total=Sum("planned"),
        ),
        Column(
            "spent", gettext_lazy("Đã chi (đồng)"), sort="spent", align="end", total=Sum("spent")
        ),
        Column("paid_on", gettext_lazy("Ngày chi"), sort="paid_on"),
        Column("note", gettext_lazy("Ghi chú"), card="hide"),
    ),
    row_url=lambda line: reverse("plans:task", args=[line.task_id]) + "#kinh-phi",
    empty=Empty(
        gettext_lazy("Kế hoạch chưa có dòng kinh phí nào."),
        gettext_lazy("Thêm kinh phí từ trang của từng nhiệm vụ; tổng của kế hoạch hiện ở đây."),
    ),
    file_name="kinh-phi",
)


@require_GET
def my_block(request: SignedInRequest) -> HttpResponse:
    table = BLOCK.of(progress_of_tasks(access.block_of(request.user)), request.GET)
    return respond(request, table, "plans/my_block.html", {"nav": "block", "wide": True})


@require_http_methods(["GET", "POST"])
@once
def arrange_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = plan_access.get_visible(request.user, pk)
    insist(access.can_arrange(request.user, plan))
    form = PlanArrangeForm(request.POST or None, plan=plan)
    page = FormPage(
        form,
        heading=_("Phụ trách, chương trình"),
        lead=_("Chọn lãnh đạo phụ trách cho từng mục; việc quá hạn của mục được báo tới người đó."),
        button=_("Lưu"),
        back=reverse("plans:plan", args=[pk]),
        above=plan.title,
    )
    return fill(
        request,
        page,
        lambda: services.arrange_plan(
            plan, form.cleaned_data["programme"], form.in_charge(), by=request.user
        ),
        _("Đã lưu."),
    )


@require_http_methods(["GET", "POST"])
@once
def arrange_task(request: SignedInRequest, pk: int) -> HttpResponse:
    task = task_access.get_visible(request.user, pk)
    insist(access.can_arrange_task(request.user, task))
    owner = task.plan.owner_id
    form = TaskArrangeForm(
        request.POST or None,
        task=task,
        plans=plan_access.visible_plans(request.user).filter(owner=owner).exclude(pk=task.plan_id),
        movements=visible_movements(request.user).filter(owner=owner),
    )
    page = FormPage(
        form,
        heading=_("Phụ trách, chương trình, kế hoạch riêng"),
        lead=task.text,
        button=_("Lưu"),
        back=reverse("plans:task", args=[pk]),
        above=str(task),
    )

    def arrange() -> None:
        data = form.cleaned_data
        services.arrange_task(
            task, data["programme"], data["in_charge"], form.links(), by=request.user
        )

    return fill(request, page, arrange, _("Đã lưu."))


@require_http_methods(["GET", "POST"])
@once
def guidance_new(request: SignedInRequest, pk: int) -> HttpResponse:
    task = task_access.get_visible(request.user, pk)
    insist(access.can_arrange_task(request.user, task))
    form = GuidanceForm(request.POST or None, user=request.user)
    page = FormPage(
        form,
        heading=_("Thêm văn bản hướng dẫn"),
        lead=task.text,
        button=_("Thêm"),
        back=reverse("plans:task", args=[pk]),
        above=str(task),
    )
    return fill(
        request,
        page,
        lambda: services.add_guidance(task, form.cleaned_data["document"], by=request.user),
        _("Đã thêm văn bản hướng dẫn."),
    )


@require_POST
@once
def guidance_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    task = task_access.get_visible(request.user, pk)
    key = request.POST.get("van-ban", "")
    document = get_object_or_404(task.guidance, pk=int(key) if key.isdecimal() else 0)
    deed = partial(services.drop_guidance, task, document, by=request.user)
    return do(request, deed, _("Đã bỏ văn bản hướng dẫn."), reverse("plans:task", args=[pk]))


# ------------------------------------------------------------------ money


@require_GET
def plan_budget(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = plan_access.get_visible(request.user, pk)
    table = BUDGET.of(access.visible_budget(request.user).filter(task__plan=plan), request.GET)
    context = {"nav": "plans", "wide": True, "plan": plan}
    return respond(request, table, "plans/plan_budget.html", context)


@require_http_methods(["GET", "POST"])
@once
def budget_new(request: SignedInRequest, pk: int) -> HttpResponse:
    task = task_access.get_visible(request.user, pk)
    insist(access.can_arrange_task(request.user, task))
    form = BudgetForm(request.POST or None)
    page = FormPage(
        form,
        heading=_("Thêm kinh phí"),
        lead=task.text,
        button=_("Thêm"),
        back=reverse("plans:task", args=[pk]) + "#kinh-phi",
        above=str(task),
    )
    deed = lambda: budget.add_budget_line(task, form.money(), by=request.user)  # noqa: E731 -- asked once the form is right
    return fill(request, page, deed, _("Đã thêm dòng kinh phí."))


@require_http_methods(["GET", "POST"])
@once
def budget_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    line = access.get_budget_line(request.user, pk)
    insist(access.can_arrange_task(request.user, line.task))
    form = BudgetForm(request.POST or None, initial=BudgetForm.initial_of(line))
    page = FormPage(
        form,
        heading=_("Sửa kinh phí"),
        lead=line.task.text,
        button=_("Lưu"),
        back=reverse("plans:task", args=[line.task_id]) + "#kinh-phi",
        above=str(line.task),
    )
    deed = lambda: budget.edit_budget_line(line, form.money(), by=request.user)  # noqa: E731 -- as above
    return fill(request, page, deed, _("Đã lưu dòng kinh phí."))


@require_POST
@once
def budget_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    line = access.get_budget_line(request.user, pk)
    back = reverse("plans:task", args=[line.task_id]) + "#kinh-phi"
    deed = partial(budget.drop_budget_line, line, by=request.user)
    return do(request, deed, _("Đã bỏ dòng kinh phí."), back)
