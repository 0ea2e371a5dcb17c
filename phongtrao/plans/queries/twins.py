"""Work with two masters: a task of the Sở, and the commune's task made of it, at the same unit.

A school stands under its commune and under the Sở. Where the commune's plan carries a task of the Sở
on (``derived_from``), the school is given both: they are twins. Each keeps its answer and its reports.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from phongtrao.plans.models import Assignment, Plan


def twins_of(work: Assignment) -> QuerySet[Assignment]:
    """The unit's other work of the same thing, in running plans."""
    same = Q(task=work.task.derived_from_id) | Q(task__derived_from=work.task_id)
    rows = Assignment.objects.filter(same, unit=work.unit_id, task__local_to=None)
    rows = rows.filter(task__plan__status=Plan.Status.PUBLISHED).exclude(pk=work.pk)
    return rows.select_related("unit", "task__plan__owner").order_by("pk")


def lower_twins(works: Iterable[Assignment]) -> QuerySet[Assignment]:
    """What a list shows as one with these: the work made of theirs, at the same units."""
    pairs = Q(pk__in=[])
    for work in works:
        same = Q(unit=work.unit_id, task__derived_from=work.task_id)
        pairs |= same & Q(task__plan__status=work.task.plan.status)
    return Assignment.objects.filter(pairs).select_related("unit", "task__plan__owner")


def without_twins(rows: QuerySet[Any, Any], *same: str) -> QuerySet[Any, Any]:
    """Of twins that are both among the rows only the upper one's: one entry, two masters.

    ``same``: columns in which they must agree to be shown as one, as their day in a calendar.
    """
    agreeing = {name: OuterRef(name) for name in same}
    upper = rows.order_by().filter(
        unit=OuterRef("unit"), task=OuterRef("task__derived_from"), **agreeing
    )
    # The first half spares the question where it has no sense: of very many rows, mostly.
    return rows.filter(Q(task__derived_from=None) | ~Exists(upper))


def with_masters(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Annotate ``beneath``: who gives the twins made of this, of those that are running."""
    lower = Assignment.objects.filter(
        unit=OuterRef("unit"),
        task__derived_from=OuterRef("task"),
        task__plan__status=Plan.Status.PUBLISHED,
    )
    owners = lower.values("unit").annotate(
        said=StringAgg("task__plan__owner__name", "; ", order_by="pk")
    )
    annotated: QuerySet[Any, Any] = rows.annotate(beneath=Subquery(owners.values("said")))
    return annotated


def masters_of(row: Any) -> str:
    """“Sở Giáo dục và Đào tạo; Xã Suối Mây”: who gives a row of ``with_masters``, the upper first."""
    return "; ".join(filter(None, [row.task.plan.owner.name, row.beneath]))
