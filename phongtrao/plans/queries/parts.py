"""The parts of one task: its leads and coordinators as units with work of their own. S2-05, S2-07, S2-09."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from phongtrao.plans.models import Assignment, ProgressReport, Task, TaskParty

LEAD, COORDINATOR = TaskParty.Role.LEAD, TaskParty.Role.COORDINATOR
TOLD = (ProgressReport.Status.SUBMITTED, ProgressReport.Status.ACCEPTED)


def parts_of(task: Task) -> QuerySet[Any, Any]:
    """Work of the units the task names, leads first, with ``said``: the last words they handed in.

    A school that carries the task out beside three hundred others is named nowhere and has no part.
    """
    named = TaskParty.objects.filter(task=task, unit=OuterRef("unit"))
    reports = ProgressReport.objects.filter(assignment=OuterRef("pk"), status__in=TOLD)
    last = reports.order_by("-submitted_at", "-pk").values("done")[:1]
    rows = Assignment.objects.filter(Exists(named), task=task)
    found: QuerySet[Any, Any] = rows.annotate(said=Subquery(last))
    return found.order_by("-part", "unit__sort_key", "pk")


def is_named_lead(task: Task, units: list[int]) -> bool:
    """Whether the task names one of the units as its lead, and the unit has the work."""
    named = Q(task__parties__role=LEAD, task__parties__unit__in=units)
    rows = Assignment.objects.filter(named, task=task, unit__in=units, part=LEAD)
    return bool(units) and rows.exists()
