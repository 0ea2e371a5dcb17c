"""What plans below take up of a plan: by task, by target, by unit; and what of theirs comes from nowhere.

A task is taken up by a plan that holds one derived from it; a target likewise. ``children`` are the plans
that carry it out and that the asker may see. S1-82, S2-04.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Plan, PlanTarget, Task
from phongtrao.plans.queries.upper_plans import UpperTarget, targets_of, tasks_for
from phongtrao.plans.resemblance import Match, propose


class Uptake(TextChoices):
    """How far a task is taken up below; the values stand in addresses."""

    NOT_GIVEN = "chua-giao", _("Chưa giao đơn vị nào")
    NONE = "chua-nhan", _("Chưa đơn vị nào nhận")
    PART = "mot-phan", _("Còn đơn vị chưa nhận")
    FULL = "du", _("Đã nhận đủ")


def carrying_out(plan: Plan, visible: QuerySet[Plan]) -> QuerySet[Plan]:
    """Of the plans one sees, those right below."""
    return visible.filter(parent=plan, orders_of=None, amends=None)


def with_uptake(plan: Plan, children: QuerySet[Plan], scope: Q) -> QuerySet[Any, Any]:
    """The plan's tasks with ``given`` (units that have it), ``taking`` (units whose plans take it up),
    ``missing`` (units that have it and no task of their own made of it) and ``state`` (of Uptake).

    ``scope``: assignments that may be counted for the asker.
    """
    work = _work().filter(scope, task=OuterRef("pk"))
    made = Task.objects.filter(derived_from=OuterRef("task"), plan__owner=OuterRef("unit"))
    made = made.standing().filter(plan__in=children.values("pk"))
    taken = Task.objects.standing().filter(
        derived_from=OuterRef("pk"), plan__in=children.values("pk")
    )
    rows: QuerySet[Any, Any] = plan.tasks.standing().annotate(
        given=_number(work, "unit", by="task"),
        missing=_number(work.filter(~Exists(made)), "unit", by="task"),
        taking=_number(taken, "plan__owner", by="derived_from"),
    )
    annotated: QuerySet[Any, Any] = rows.annotate(
        state=Case(
            When(taking=0, given=0, then=Value(Uptake.NOT_GIVEN.value)),
            When(taking=0, then=Value(Uptake.NONE.value)),
            When(missing=0, then=Value(Uptake.FULL.value)),
            default=Value(Uptake.PART.value),
            output_field=CharField(),
        )
    )
    return annotated


def with_coverage(plan: Plan, children: QuerySet[Plan]) -> QuerySet[Any, Any]:
    """The units that carry the plan out, a row each however many plans they do it by: ``given`` (tasks of
    the plan at the unit), ``taken`` (tasks it takes up), ``left`` (given, not taken up), ``unrooted`` (its
    own tasks that come from none), ``targets_taken``; ``plan_pk`` and ``title`` of its first plan, and how
    many it has (``plan_count``).
    """
    work = _work().filter(task__plan=plan, unit=OuterRef("pk"))
    made = Task.objects.standing().filter(
        plan__in=children.values("pk"),
        plan__owner=OuterRef(OuterRef("pk")),
        derived_from=OuterRef("task"),
    )
    own = Task.objects.standing().filter(plan__in=children.values("pk"), plan__owner=OuterRef("pk"))
    targets = PlanTarget.objects.filter(
        _of_above(plan), plan__in=children.values("pk"), plan__owner=OuterRef("pk")
    )
    of_unit = children.filter(owner=OuterRef("pk")).order_by("starts_on", "pk")
    rows: QuerySet[Any, Any] = Unit.objects.filter(pk__in=children.values("owner"))
    annotated: QuerySet[Any, Any] = rows.annotate(
        given=_number(work, "task", by="unit"),
        left=_number(work.filter(~Exists(made)), "task", by="unit"),
        taken=_number(own.filter(derived_from__plan=plan), "derived_from", by="plan__owner"),
        unrooted=_number(own.filter(derived_from=None, part_of=None), "pk", by="plan__owner"),
        targets_taken=_number(targets, _ORIGIN, by="plan__owner"),
        plan_count=_number(of_unit, "pk", by="owner"),
        plan_pk=Subquery(of_unit.values("pk")[:1]),
        title=Subquery(of_unit.values("title")[:1]),
    )
    return annotated


@dataclass(frozen=True, slots=True)
class TargetUptake:
    target: UpperTarget
    taking: int  # units


def target_uptake(plan: Plan, children: QuerySet[Plan]) -> list[TargetUptake]:
    """Each target of the plan with how many units below take it up; three queries."""
    rows = PlanTarget.objects.filter(_of_above(plan), plan__in=children.values("pk"))
    # The order of targets would stand in the select and keep a unit's two plans apart.
    pairs = (
        rows.order_by().values_list("derived_from", "derived_from_fact", "plan__owner").distinct()
    )
    counted = Counter(f"t{own}" if own else f"f{fact}" for own, fact, _owner in pairs)
    return [TargetUptake(one, counted[one.key]) for one in targets_of(plan)]


def with_origin(child: Plan, above: Plan) -> QuerySet[Any, Any]:
    """Tasks of ``above`` as ``child`` meets them: of ``tasks_for``, with ``made`` (words of its task) and
    ``state``: taken up, left though it is addressed to the unit, or none of its business.
    """
    made = Task.objects.standing().filter(plan=child, derived_from=OuterRef("pk"))
    rows = tasks_for(above, child.owner).annotate(
        made=Subquery(made.order_by("position").values("text")[:1])
    )
    annotated: QuerySet[Any, Any] = rows.annotate(
        state=Case(
            When(made__isnull=False, then=Value(Origin.TAKEN.value)),
            When(is_addressed=True, then=Value(Origin.LEFT.value)),
            default=Value(Origin.OTHERS.value),
            output_field=CharField(),
        )
    )
    return annotated


class Origin(TextChoices):
    """What a unit's plan makes of a task above; the values stand in addresses."""

    LEFT = "chua-nhan", _("Chưa nhận")
    TAKEN = "da-nhan", _("Đã nhận")
    OTHERS = "don-vi-khac", _("Không giao cho đơn vị")


@dataclass(frozen=True, slots=True)
class Unrooted:
    """A task of a plan below that comes from none above, and the one it may come from."""

    task: Task
    proposed: Task | None = None
    match: Match | None = None


def unrooted_tasks(child: Plan, above: Plan) -> list[Unrooted]:
    """The child's tasks that come from none above, with what their words propose; two queries."""
    rows = child.tasks.standing().filter(derived_from=None, part_of=None)
    own = {task.pk: task for task in rows.order_by("position", "pk")}
    upper = {task.pk: task for task in above.tasks.standing()}
    found = propose(_texts(own), _texts(upper))
    return [
        Unrooted(task, upper[match.key], match) if (match := found.get(key)) else Unrooted(task)
        for key, task in own.items()
    ]


# ------------------------------------------------------------------ pieces
# Which target above one was taken from: one of the program, or one that waits in an intake.
_ORIGIN = Coalesce(F("derived_from"), -F("derived_from_fact"))


def _texts(tasks: dict[int, Task]) -> dict[int, str]:
    return {key: task.text for key, task in tasks.items()}


def _work() -> QuerySet[Assignment]:
    return Assignment.objects.exclude(status__in=Assignment.Status.dropped)


def _of_above(plan: Plan) -> Q:
    return Q(derived_from__plan=plan) | Q(derived_from_fact__intake__plan=plan)


def _number(rows: QuerySet[Any, Any], what: str | Coalesce, *, by: str) -> Coalesce:
    """How many different ``what`` among the rows of the outer one, which ``by`` leads to."""
    counted = rows.order_by().values(by).annotate(n=Count(what, distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
