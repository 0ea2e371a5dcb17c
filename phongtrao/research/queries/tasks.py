"""Tasks with what presses on each, whatever their number in one query."""

from datetime import date
from typing import Any, TypeVar

from django.db.models import DecimalField, F, Model, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from phongtrao.research.lights import Light, Standing, light_of
from phongtrao.research.models import (
    BudgetLine,
    ResearchTask,
    StageRecord,
    TaskMember,
    TaskReport,
    TaskVisit,
)
from phongtrao.research.models.tasks import ResearchTaskQuerySet

S = ResearchTask.Status
T = TypeVar("T", bound=Model)


def _of_task(rows: QuerySet[T], field: str) -> Subquery:
    return Subquery(rows.filter(task=OuterRef("pk")).values(field)[:1])


def with_standing(tasks: ResearchTaskQuerySet) -> ResearchTaskQuerySet:
    """``stage_due``, ``report_due``, ``visit_due``, ``pace``, ``money`` and ``lead_name`` of each."""
    owed = TaskReport.objects.filter(status__in=TaskReport.Status.owed).order_by("due_on")
    told = TaskReport.objects.exclude(status=TaskReport.Status.DUE).order_by("-number")
    asked = TaskVisit.objects.filter(closed_on=None, due_on__isnull=False).order_by("due_on")
    leads = TaskMember.objects.filter(role=TaskMember.Role.LEAD).order_by(
        F("left_on").desc(nulls_first=True)
    )
    whole = BudgetLine.objects.filter(task=OuterRef("pk")).order_by().values("task")
    return tasks.annotate(
        stage_due=_of_task(StageRecord.objects.filter(done_on=None), "due_on"),
        report_due=_of_task(owed, "due_on"),
        visit_due=_of_task(asked, "due_on"),
        pace=_of_task(told, "pace"),
        lead_name=_of_task(leads, "person__full_name"),
        money=Coalesce(
            Subquery(whole.annotate(whole=Sum("amount")).values("whole")),
            0,
            output_field=DecimalField(),
        ),
    )


def light_of_task(task: Any, today: date) -> Light | None:
    """Of a row of ``with_standing``; None once it has ended."""
    if task.status not in S.going:
        return None
    is_running = task.status in S.contracted
    standing = Standing(
        ends_on=task.ends_on if is_running else None,
        stage_due=task.stage_due,
        report_due=task.report_due if is_running else None,
        visit_due=task.visit_due if is_running else None,
        pace=task.pace or "" if is_running else "",
    )
    return light_of(standing, today)


def next_due(task: Any) -> date | None:
    """The nearest day that presses."""
    if task.status not in S.going:
        return None
    days = [task.stage_due]
    if task.status in S.contracted:
        days += [task.ends_on, task.report_due, task.visit_due]
    return min((day for day in days if day), default=None)
