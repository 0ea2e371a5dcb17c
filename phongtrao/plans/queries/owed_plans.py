"""The unit's side: plans above that want one of its own, and how far it is with each. S1-82, S2-04."""

from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from phongtrao.orgs.models import SchoolLevel, Unit
from phongtrao.plans.models import Assignment, Plan, Task
from phongtrao.plans.queries.own_plans import ISSUED_ON, OwnPlan


def owed_plans(unit: Unit, today: date) -> QuerySet[Any, Any]:
    """Running plans that give the unit work and ask it for a plan, or that it carries out by one.

    Annotated: ``state`` (of OwnPlan), ``due_on``, ``own`` (key of the unit's plan, a draft too),
    ``own_issued_on`` (the day of the issued one),
    ``is_owed`` (asked, not issued).
    """
    work = _work(unit)
    told = work.filter(task__deliverable_kind=Task.Deliverable.PLAN)
    own = _carrying_out(unit)
    issued = own.exclude(status=Plan.Status.DRAFT)
    rows = Plan.objects.filter(status=Plan.Status.PUBLISHED, orders_of=None)
    rows = rows.filter(Exists(work) | Exists(own)).select_related("owner", "document")
    asked = rows.annotate(
        due_on=Coalesce(
            Subquery(told.order_by("due_on").values("due_on")[:1]), F("own_plan_call__due_on")
        ),
        is_asked=ExpressionWrapper(
            Exists(told) | (_named(unit) & Exists(work)), output_field=BooleanField()
        ),
        has_issued=Exists(issued),
        own_issued_on=Subquery(issued.annotate(day=ISSUED_ON).values("day")[:1]),
        own=Coalesce(Subquery(issued.values("pk")[:1]), Subquery(own.values("pk")[:1])),
    )
    annotated: QuerySet[Any, Any] = asked.filter(Q(is_asked=True) | Q(own__isnull=False)).annotate(
        is_owed=ExpressionWrapper(Q(is_asked=True, has_issued=False), output_field=BooleanField()),
        state=Case(
            When(has_issued=True, then=Value(OwnPlan.ISSUED.value)),
            When(is_asked=True, due_on__lt=today, then=Value(OwnPlan.LATE.value)),
            When(own__isnull=False, then=Value(OwnPlan.DRAFTING.value)),
            default=Value(OwnPlan.NONE.value),
            output_field=CharField(),
        ),
    )
    return annotated


def _work(unit: Unit) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(
        unit=unit,
        task__plan=OuterRef("pk"),
        task__local_to=None,
        task__ended_in=None,
        task__merged_into=None,
    )
    return rows.exclude(status__in=Assignment.Status.dropped)


def _carrying_out(unit: Unit) -> QuerySet[Plan]:
    """Plans of the unit under the outer one, at most three levels down; the oldest first."""
    above = OuterRef("pk")
    under = Q(parent=above) | Q(parent__parent=above) | Q(parent__parent__parent=above)
    return Plan.objects.filter(under, owner=unit, amends=None).order_by("pk")


def _named(unit: Unit) -> Q:
    """Whether the call of a plan names the unit: by kind or type and, if it says levels, by level."""
    asked = Q(own_plan_call__asked_kinds__overlap=[unit.kind, unit.type_id or unit.kind])
    if not unit.level:
        return asked
    call = "own_plan_call__asked_levels"
    above = SchoolLevel.objects.filter(code=unit.level, contains__overlap=OuterRef(call))
    of_level = Q(own_plan_call__asked_levels__contains=[unit.level]) | Q(Exists(above))
    return asked & (Q(own_plan_call__asked_levels=[]) | of_level)
