"""What pages of opinions and difficulties print, and what of them stands on a task's or work's page."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model, QuerySet, Sum
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext as _

from phongtrao.documents.access import visible_documents
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_number
from phongtrao.plans.access import arranging, difficulties, inside
from phongtrao.plans.access.assignments import visible_assignments
from phongtrao.plans.access.movements import visible_movements
from phongtrao.plans.access.plans import visible_plans
from phongtrao.plans.access.tasks import visible_tasks
from phongtrao.plans.models import (
    Assignment,
    BudgetLine,
    Consultation,
    Difficulty,
    Movement,
    Plan,
    Task,
)
from phongtrao.plans.pages.difficulties import difficulty_badge
from phongtrao.plans.pages.findings import BesideFindings
from phongtrao.web.components import Due, State

T = TypeVar("T", bound=Model)


def consultation_badge(consultation: Consultation) -> State:
    if consultation.given_at:
        return State(_("Đã cho ý kiến"), "done")
    return State(_("Chưa cho ý kiến"), "due")


@dataclass(frozen=True, slots=True)
class Asked:
    """One who is asked, as the asker's page lists it."""

    consultation: Consultation
    badge: State
    due: Due

    @classmethod
    def of(cls, row: Consultation) -> "Asked":
        closed = row.given_at is not None
        return cls(row, consultation_badge(row), Due.of(row.due_on, closed=closed))


def _seen(rows: QuerySet[T], pk: int | None) -> T | None:
    """What a task leads to, as far as the reader may see it."""
    return rows.filter(pk=pk).first() if pk else None


@dataclass(frozen=True, slots=True)
class BesideTask:
    """What stands beside the words of a task: guidance, money, opinions; nothing its reader may not see."""

    guidance: list[OfficialDocument]
    budget: list[BudgetLine]
    planned: str
    spent: str
    asked: list[Asked]
    can_arrange: Answer
    can_ask: Answer
    findings: BesideFindings
    by_plan: Plan | None
    makes: Movement | None

    @classmethod
    def build(cls, task: Task, user: AbstractBaseUser) -> "BesideTask":
        budget = list(arranging.visible_budget(user).filter(task=task).order_by("pk"))
        asked = inside.visible_consultations(user).filter(task=task, assignment=None)
        return cls(
            guidance=list(visible_documents(user).filter(guided_tasks=task).order_by("pk")),
            budget=budget,
            planned=format_number(sum(line.planned for line in budget)),
            spent=format_number(sum(line.spent for line in budget)),
            asked=[Asked.of(row) for row in asked.order_by("pk")],
            can_arrange=arranging.can_arrange_task(user, task),
            can_ask=inside.can_ask_about_task(user, task),
            findings=BesideFindings.of(task, user),
            by_plan=_seen(visible_plans(user), task.by_plan_id),
            makes=_seen(visible_movements(user), task.makes_id),
        )


@dataclass(frozen=True, slots=True)
class BesideWork:
    """What stands beside a unit's work: guidance on its task, opinions it asked for, its difficulties."""

    guidance: list[OfficialDocument]
    asked: list[Asked]
    difficulties: list[tuple[Difficulty, State]]
    can_ask: Answer
    can_raise: Answer
    findings: BesideFindings

    @classmethod
    def build(cls, work: Assignment, user: AbstractBaseUser) -> "BesideWork":
        asked = inside.visible_consultations(user).filter(assignment=work)
        raised = difficulties.visible_difficulties(user).filter(assignment=work)
        return cls(
            guidance=list(visible_documents(user).filter(guided_tasks=work.task_id).order_by("pk")),
            asked=[Asked.of(row) for row in asked.order_by("pk")],
            difficulties=[(row, difficulty_badge(row)) for row in raised.order_by("-pk")],
            can_ask=inside.can_ask_about_work(user, work),
            can_raise=difficulties.can_raise(user, work),
            findings=BesideFindings.of(work.task, user, work),
        )


@dataclass(frozen=True, slots=True)
class ConsultationPage:
    consultation: Consultation
    badge: State
    facts: list[tuple[str, Any]]
    sees_task: bool
    sees_work: bool
    can_give: Answer

    @classmethod
    def build(cls, row: Consultation, user: AbstractBaseUser) -> "ConsultationPage":
        task = visible_tasks(user).filter(pk=row.task_id)
        work = visible_assignments(user).filter(pk=row.assignment_id or 0)
        return cls(
            consultation=row,
            badge=consultation_badge(row),
            facts=_asked_facts(row),
            sees_task=row.assignment_id is None and task.exists(),
            sees_work=row.assignment_id is not None and work.exists(),
            can_give=inside.can_give_opinion(user, row),
        )


@dataclass(frozen=True, slots=True)
class BudgetSum:
    """The money of a plan its reader may see, as text; None stands for nothing to see."""

    planned: str
    spent: str

    @classmethod
    def of(cls, plan: Plan, user: AbstractBaseUser) -> "BudgetSum | None":
        lines = arranging.visible_budget(user).filter(task__plan=plan)
        sums = lines.aggregate(planned=Sum("planned"), spent=Sum("spent"))
        if sums["planned"] is None:
            return None
        return cls(format_number(sums["planned"]), format_number(sums["spent"]))


def _asked_facts(row: Consultation) -> list[tuple[str, Any]]:
    work = row.assignment
    return [
        (_("Hỏi về"), work.text if work else row.task.text),
        (_("Đơn vị thực hiện"), work.unit.name if work else ""),
        (_("Kế hoạch"), row.task.plan.title),
        (_("Nội dung xin ý kiến"), linebreaksbr(row.question)),
        (_("Hỏi"), row.asked),
        (_("Người xin ý kiến"), row.asked_by),
        (_("Trả lời trước ngày"), Due.of(row.due_on, closed=row.given_at is not None)),
        (_("Ý kiến"), linebreaksbr(row.opinion)),
        (_("Người cho ý kiến"), row.given_by or ""),
    ]
