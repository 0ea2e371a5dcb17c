"""Plans of units that carry out a plan above: who owes one, who is writing, who has issued. S1-82, S2-04.

Everything is annotated on units, so that a table of 3,000 of them filters, sorts and pages in SQL.
"""

from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit, is_of_kinds, is_of_levels
from phongtrao.plans.models import Assignment, OwnPlanCall, Plan, Task


class OwnPlan(TextChoices):
    """How far a unit is with its plan; the values stand in addresses."""

    ISSUED = "da-ban-hanh", _("Đã ban hành")
    LATE = "qua-han", _("Quá hạn, chưa ban hành")
    DRAFTING = "dang-soan", _("Đang soạn")
    NONE = "chua-soan", _("Chưa soạn")
    NOT_ASKED = "khong-yeu-cau", _("Không yêu cầu")


def call_of(plan: Plan) -> OwnPlanCall | None:
    return OwnPlanCall.objects.filter(plan=plan).first()


def plans_answering(plan: Plan) -> QuerySet[Plan]:
    """Plans below that carry it out, at most three levels down: a school may answer its commune's answer."""
    below = Q(parent=plan.pk) | Q(parent__parent=plan.pk) | Q(parent__parent__parent=plan.pk)
    return Plan.objects.filter(below, amends=None)


def plans_right_below(above: Plan, unit: Unit) -> QuerySet[Plan]:
    """The unit's plans, drafts too, that carry out ``above`` itself; the oldest first."""
    return Plan.objects.filter(parent=above, owner=unit, amends=None).order_by("pk")


def units_at_work(plan: Plan) -> QuerySet[Unit]:
    """Units that have work of the plan, or carry it out by a plan of their own."""
    work = _work_of(plan).filter(unit=OuterRef("pk"))
    own = plans_answering(plan).filter(owner=OuterRef("pk"))
    return Unit.objects.standing().filter(Exists(work) | Exists(own)).exclude(pk=plan.owner_id)


def is_asked(plan: Plan, call: OwnPlanCall | None) -> Q:
    """Condition on units with work of the plan: named by the call, or given the task to issue a plan."""
    told = _work_of(plan).filter(unit=OuterRef("pk"), task__deliverable_kind=Task.Deliverable.PLAN)
    if call is None:
        return Q(Exists(told))
    asked = is_of_kinds(call.asked_kinds)
    if call.asked_levels:
        asked &= Q(level="") | is_of_levels(call.asked_levels)
    work = _work_of(plan).filter(unit=OuterRef("pk"))
    return Q(Exists(told)) | (asked & Q(Exists(work)))


def with_own_plan(
    units: QuerySet[Unit], plan: Plan, call: OwnPlanCall | None, today: date
) -> QuerySet[Any, Any]:
    """Annotate ``state`` (of OwnPlan), ``due_on``, ``is_waited_for`` (asked, not issued) and of the issued
    plan ``own`` (key), ``own_title``, ``own_number``, ``own_issued_on``. Of a draft nothing is told.
    """
    answers = plans_answering(plan).filter(owner=OuterRef("pk"))
    issued = answers.exclude(status=Plan.Status.DRAFT).order_by("published_at", "pk")
    asked = is_asked(plan, call)
    rows = units.annotate(
        due_on=_due_on(plan, call),
        is_asked=_flag(asked),
        has_issued=Exists(issued),
        is_drafting=Exists(answers.filter(status=Plan.Status.DRAFT)),
    )
    annotated: QuerySet[Any, Any] = rows.annotate(
        is_waited_for=_flag(Q(is_asked=True, has_issued=False)),
        state=Case(
            When(has_issued=True, then=Value(OwnPlan.ISSUED.value)),
            When(is_asked=True, due_on__lt=today, then=Value(OwnPlan.LATE.value)),
            When(is_drafting=True, then=Value(OwnPlan.DRAFTING.value)),
            When(is_asked=False, then=Value(OwnPlan.NOT_ASKED.value)),
            default=Value(OwnPlan.NONE.value),
            output_field=CharField(),
        ),
        own=Subquery(issued.values("pk")[:1]),
        own_title=Subquery(issued.values("title")[:1]),
        own_number=Subquery(issued.values("document__number")[:1]),
        own_issued_on=Subquery(issued.annotate(day=ISSUED_ON).values("day")[:1]),
    )
    return annotated


# The day of the paper; of a plan that names none, the day it was put in force.
ISSUED_ON = Coalesce(F("document__issued_on"), TruncDate("published_at"))


def told_today(plan: Plan, today: date) -> set[int]:
    """Units that were urged about their plan today, as the keys of their notices say; one query."""
    head, tail = urge_key(plan, "", today).split("::")
    rows = Notice.objects.filter(key__startswith=f"{head}:", key__endswith=f":{tail}")
    keys = rows.values_list("key", flat=True).distinct()
    return {int(key.removeprefix(f"{head}:").removesuffix(f":{tail}")) for key in keys}


def urge_key(plan: Plan, unit: int | str, day: date) -> str:
    """The key of a notice by which a unit hears of its plan once a day."""
    return f"plans.own_plan:{plan.pk}:{unit}:{day.isoformat()}"


def proposed_due_on(plan: Plan) -> date | None:
    """The day by which a task of the plan has units issue theirs; None where no task says so."""
    rows = _work_of(plan).filter(task__deliverable_kind=Task.Deliverable.PLAN)
    day: date | None = rows.aggregate(day=Min("due_on"))["day"]
    return day


# ------------------------------------------------------------------ pieces


def _work_of(plan: Plan) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(
        task__plan=plan, task__local_to=None, task__ended_in=None, task__merged_into=None
    )
    return rows.exclude(status__in=Assignment.Status.dropped)


def _flag(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )


def _due_on(plan: Plan, call: OwnPlanCall | None) -> Any:
    """The unit's own day of the task that asks for a plan, else that of the call."""
    told = _work_of(plan).filter(unit=OuterRef("pk"), task__deliverable_kind=Task.Deliverable.PLAN)
    own = Subquery(told.order_by("due_on").values("due_on")[:1])
    return Coalesce(own, Value(call.due_on, output_field=DateField())) if call else own
