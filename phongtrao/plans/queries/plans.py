"""How far a plan is: by task and as a whole, counted over the units the asker may see.

The rule of counting is that of ``queries.tally``: a plan's numbers are its own work. What plans below
made of a task, and its parts, stand beside it with numbers of their own. Every number opens to the rows
it is made of (the task's page, the board).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from phongtrao.lib.numbers import mean_percent
from phongtrao.plans.models import Assignment, Plan, Task
from phongtrao.plans.queries import tally
from phongtrao.plans.queries.entries import singles
from phongtrao.plans.queries.tally import NOTHING, Tally, tallies


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """``own``: the task's assignments; ``below``: those of derived tasks and parts, at any depth.

    Never added up: a part stands in the plan beside the whole, and a plan below counts its own.
    """

    own: Tally = NOTHING
    below: Tally = NOTHING


@dataclass(frozen=True, slots=True)
class UnitTally:
    """Units of a plan: accepted means that nothing waits for its answer, late that anything is."""

    units: int = 0
    accepted: int = 0
    late: int = 0
    proposed: int = 0
    declined: int = 0
    percent: int = 0

    def sentence(self) -> str:
        """“38 trên 40 đơn vị đã tiếp nhận đủ; 2 đơn vị có việc quá hạn.”"""
        if not self.units and self.declined:
            return _("%s đơn vị từ chối đề nghị, chưa đơn vị nào khác nhận việc.") % self.declined
        if not self.units:
            return _("Chưa giao cho đơn vị nào.")
        said = _("%(accepted)s trên %(units)s đơn vị đã tiếp nhận đủ") % {
            "accepted": self.accepted,
            "units": self.units,
        }
        more = []
        if self.late:
            more.append(_("%s đơn vị có việc quá hạn") % self.late)
        if self.proposed:
            more.append(_("%s đề xuất điều chỉnh") % self.proposed)
        if self.declined:
            more.append(_("%s từ chối đề nghị") % self.declined)
        return "; ".join([said, *more]) + "."


def with_task_counts(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    """Annotate ``task_count``: the plan's own tasks, without those units set themselves."""
    tasks = Task.objects.standing().filter(plan=OuterRef("pk")).order_by()
    counted = tasks.values("plan").annotate(n=Count("pk")).values("n")
    return rows.annotate(task_count=Coalesce(Subquery(counted), Value(0)))


def assignments_of(plan: Plan, scope: Q) -> QuerySet[Assignment]:
    """Work of the plan given to units, without the units' own tasks. ``scope``: access.scope_of."""
    return Assignment.objects.filter(
        scope, task__plan=plan, task__local_to=None, task__ended_in=None, task__merged_into=None
    )


def unit_tally(rows: QuerySet[Assignment], today: date | None = None) -> UnitTally:
    """One sentence's worth of numbers over the units of these assignments; one query."""
    by_unit = _by_unit(rows, ("unit",), today)
    found = by_unit.aggregate(
        units=Count("unit", filter=Q(given__gt=0)),
        accepted=Count("unit", filter=Q(given__gt=0, waiting=0)),
        late=Count("unit", filter=Q(lateness__gt=0)),
        proposed=Count("unit", filter=Q(proposals__gt=0)),
        declined=Count("unit", filter=Q(refusals__gt=0)),
        sum_percents=Coalesce(Sum("percents"), Value(0)),
        sum_given=Coalesce(Sum("given"), Value(0)),
    )
    percent = mean_percent(found.pop("sum_percents"), found.pop("sum_given"))
    return UnitTally(**found, percent=percent)


def tallies_by_plan(rows: QuerySet[Assignment], today: date | None = None) -> dict[int, UnitTally]:
    """``unit_tally`` for each plan of these assignments; one query."""
    grouped = _by_unit(rows.annotate(plan=F("task__plan")), ("plan", "unit"), today)
    by_unit, values = grouped.query.sql_with_params()
    statement = f"""
        SELECT plan, count(*) FILTER (WHERE given > 0),
               count(*) FILTER (WHERE given > 0 AND waiting = 0),
               count(*) FILTER (WHERE lateness > 0), count(*) FILTER (WHERE proposals > 0),
               count(*) FILTER (WHERE refusals > 0),
               sum(percents)::bigint, sum(given)::bigint
        FROM ({by_unit}) AS units GROUP BY plan
    """  # noqa: S608 -- our own query inside our own
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {
            plan: replace(UnitTally(*numbers), percent=mean_percent(total or 0, given or 0))
            for plan, *numbers, total, given in cursor.fetchall()
        }


def task_progress(
    tasks: Iterable[int], scope: Q, today: date | None = None
) -> dict[int, TaskProgress]:
    """Progress of each task (primary keys), rolled up; two queries for any number of tasks."""
    below = descendants_of(tasks)
    every = set(below).union(*below.values())
    rows = Assignment.objects.filter(scope, task__in=every)
    counted = tallies(rows, "task_id", today=today)
    return {
        task: TaskProgress(
            counted.get((task,), NOTHING),
            sum((counted[t,] for t in under if (t,) in counted), NOTHING),
        )
        for task, under in below.items()
    }


def descendants_of(tasks: Iterable[int]) -> dict[int, set[int]]:
    """For each task those derived from it or part of it, at any depth. One query."""
    found: dict[int, set[int]] = {task: set() for task in tasks}
    if not found:
        return {}
    # UNION, not UNION ALL: a ring, which nothing forbids, ends by itself.
    statement = """
        WITH RECURSIVE tree (root, id) AS (
            SELECT id, id FROM plans_task WHERE id = ANY(%s)
            UNION
            SELECT tree.root, task.id FROM plans_task AS task
            JOIN tree ON task.derived_from_id = tree.id OR task.part_of_id = tree.id
            WHERE task.local_to_id IS NULL
        )
        SELECT root, id FROM tree WHERE root <> id
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(found)])
        for root, task in cursor.fetchall():
            found[root].add(task)
    return found


def _by_unit(
    rows: QuerySet[Assignment, Any], by: tuple[str, ...], today: date | None
) -> QuerySet[Assignment, Any]:
    grouped: QuerySet[Assignment, Any] = (
        singles(rows, today)
        .order_by()
        .values(*by)
        .annotate(
            given=Count("pk", filter=tally.COUNTED),
            waiting=Count("pk", filter=tally.WAITING),
            lateness=Count("pk", filter=tally.LATE),
            proposals=Count("pk", filter=tally.PROPOSED),
            refusals=Count("pk", filter=tally.DECLINED),
            percents=Coalesce(Sum("percent", filter=tally.COUNTED), Value(0)),
        )
    )
    return grouped
