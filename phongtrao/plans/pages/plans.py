"""A plan's page: everything its template prints."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.documents.access import visible_documents
from phongtrao.documents.models import Citation, OfficialDocument
from phongtrao.lib.answers import Answer
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.lib.text import fold
from phongtrao.plans.access import movements as movement_access
from phongtrao.plans.access import plans as access
from phongtrao.plans.access.arranging import can_arrange
from phongtrao.plans.access.assignments import can_urge
from phongtrao.plans.access.own_plans import can_begin_from
from phongtrao.plans.models import Movement, Plan, Task, TaskParty
from phongtrao.plans.pages.amending import AmendingPanel
from phongtrao.plans.pages.inside import BudgetSum
from phongtrao.plans.pages.own_plans import ChildPlans, TargetLine, target_lines
from phongtrao.plans.pages.plan_papers import PaperPanel
from phongtrao.plans.queries.folded import Folded
from phongtrao.plans.queries.intake import WaitingSection, waiting_sections
from phongtrao.plans.queries.plans import (
    TaskProgress,
    UnitTally,
    assignments_of,
    task_progress,
    unit_tally,
)
from phongtrao.plans.timings import When, due_on, when_of
from phongtrao.web.components import Due, State, StateKind

TASKS_ON_A_PAGE = 40  # 40 long tasks with their parties stay under 100 kB of HTML
PLAN_KINDS: dict[str, StateKind] = {
    Plan.Status.DRAFT: "neutral",
    Plan.Status.PUBLISHED: "running",
    Plan.Status.CLOSED: "done",
    Plan.Status.MERGED: "done",
}


def plan_badge(plan: Plan) -> State:
    if plan.is_awaiting_its_day(timezone.localdate()):
        return State(_("Chờ hiệu lực từ %s") % format_date(plan.starts_on), "due")
    if plan.is_being_applied(timezone.localdate()):
        return State(_("Đang áp dụng"), "running")
    return State(plan.get_status_display(), PLAN_KINDS[plan.status])


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as a line of the plan's page."""

    task: Task
    leads: list[TaskParty]
    coordinators: list[TaskParty]
    time: str
    due: Due | None
    progress: TaskProgress

    @property
    def is_past(self) -> bool:
        """In a draft, a deadline to be set anew before the plan is issued."""
        is_draft = self.task.plan.status == Plan.Status.DRAFT
        return is_draft and self.due is not None and self.due.days < 0


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    tasks: list[TaskLine]


@dataclass(frozen=True, slots=True)
class PlanPage:
    plan: Plan
    state: State
    units: UnitTally
    sections: list[Section]
    page: "Page[Task]"
    words: str
    movements: list[Movement]
    parent: Plan | None
    children: ChildPlans
    bases: list[Citation]
    can_edit: Answer
    can_place: Answer
    can_publish: Answer
    can_close: Answer
    can_issue: Answer
    can_urge: bool
    sees_all: bool
    can_arrange: Answer
    budget: BudgetSum | None
    paper: PaperPanel | None
    can_print: Answer
    can_copy: bool
    can_carry_out: bool  # begin a plan of one's own unit from this one
    targets: list[TargetLine]
    amending: AmendingPanel

    @property
    def waiting(self) -> list[WaitingSection]:
        """What the paper says and no app has taken over yet: the office's business."""
        return waiting_sections(self.plan) if self.sees_all else []

    @classmethod
    def build(cls, plan: Plan, user: AbstractBaseUser, params: QueryDict) -> "PlanPage":
        words = params.get("q", "").strip()
        page = Paginator(_tasks(plan, words), TASKS_ON_A_PAGE).get_page(params.get("trang"))
        visible = access.visible_plans(user)
        scope = access.scope_of(user, plan)
        movements = movement_access.visible_movements(user).filter(plans=plan)
        units = unit_tally(assignments_of(plan, scope))
        sees_all = access.sees_all_units(user, plan)
        return cls(
            plan=plan,
            state=plan_badge(plan),
            units=units,
            sections=_sections(list(page), scope),
            page=page,
            words=words,
            movements=list(movements.order_by("title")),
            parent=visible.filter(pk=plan.parent_id).first() if plan.parent_id else None,
            children=ChildPlans.of(plan, visible),
            bases=_bases(plan.document, user),
            can_edit=access.can_edit(user, plan),
            can_place=access.can_place(user, plan),
            can_publish=access.can_publish(user, plan),
            can_close=access.can_close(user, plan),
            can_issue=access.can_issue(user, plan),
            can_urge=bool(units.units and can_urge(user, plan)),
            sees_all=sees_all,
            can_arrange=can_arrange(user, plan),
            budget=BudgetSum.of(plan, user),
            paper=PaperPanel.of(plan, user),
            can_print=access.can_print(user, plan),
            can_copy=bool(access.can_begin(user)) and plan.orders_of is None,
            can_carry_out=not sees_all and bool(can_begin_from(user, plan)),
            targets=target_lines(plan),
            amending=AmendingPanel.of(plan, user),
        )


def task_line(task: Task, progress: TaskProgress) -> TaskLine:
    """``task`` with its phase and parties loaded."""
    parties = sorted(task.parties.all(), key=lambda p: (p.position, p.pk))
    when = when_of(task)
    try:
        day = due_on(when, timezone.localdate())
    except BadInput:  # a draft may hold what publishing will refuse
        day = None
    return TaskLine(
        task=task,
        leads=[p for p in parties if p.role == TaskParty.Role.LEAD],
        coordinators=[p for p in parties if p.role == TaskParty.Role.COORDINATOR],
        time=when.text or _time(task, when, day),
        due=Due.of(day, closed=task.plan.status == Plan.Status.CLOSED) if day else None,
        progress=progress,
    )


def _time(task: Task, when: When, day: date | None) -> str:
    if when.timing == Task.Timing.UNSPECIFIED:
        return "—"
    return when.words() if day else task.get_timing_display()


def _tasks(plan: Plan, words: str) -> QuerySet[Task]:
    tasks = plan.tasks.standing().select_related("phase", "plan", "content", "in_charge")
    if words:
        tasks = tasks.alias(said=Folded("text")).filter(said__contains=fold(words))
    return tasks.prefetch_related("parties__unit").order_by("position", "pk")


def _sections(tasks: list[Task], scope: Q) -> list[Section]:
    progress = task_progress([task.pk for task in tasks], scope)
    found: list[Section] = []
    for task in tasks:
        if not found or found[-1].title != task.section:
            found.append(Section(task.section, []))
        found[-1].tasks.append(task_line(task, progress[task.pk]))
    return found


def _bases(document: OfficialDocument | None, user: AbstractBaseUser) -> list[Citation]:
    if document is None:
        return []
    visible = visible_documents(user).values("pk")
    rows = document.cites.filter(target__in=visible).select_related("target")
    return list(rows.order_by("role", "pk"))
