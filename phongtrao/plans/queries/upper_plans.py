"""What a unit finds in a plan above for a plan of its own: tasks that mean it, and targets. S0-53, S1-82."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from phongtrao.lib.text import document_number
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Intake, IntakeFact, Plan, PlanTarget, Task, TaskParty


@dataclass(frozen=True, slots=True)
class UpperTarget:
    """A target of a plan, taken in (``fact``) or written here (``target``): one of the two.

    ``key`` names it in forms and addresses: “f12”, “t3”.
    """

    value: dict[str, Any]
    fact: IntakeFact | None = None
    target: PlanTarget | None = None

    @property
    def key(self) -> str:
        return f"f{self.fact.pk}" if self.fact else f"t{self.target.pk if self.target else 0}"

    @property
    def name(self) -> str:
        return str(self.value.get("name", ""))


def plan_carried_out(intake: Intake, visible: QuerySet[Plan]) -> Plan | None:
    """The plan above: of an intake that became a plan, that plan's; else the one in force whose number the
    text says it carries out, of those the asker sees. Two queries at most.
    """
    if intake.plan:
        return intake.plan.parent
    facts = intake.facts.exclude(state=IntakeFact.State.DROPPED).filter(section="legal_bases")
    said = facts.filter(value__role="implements").order_by("position", "pk")
    keys = [
        document_number(value.get("number") or "") for value in said.values_list("value", flat=True)
    ]
    rows = visible.filter(status=Plan.Status.PUBLISHED)
    return rows.filter(document__number_key__in=[key for key in keys if key]).first()


def own_tasks(plan: Plan) -> QuerySet[Task]:
    """The plan's own, in order, with what a copy of them needs."""
    rows = plan.tasks.standing().select_related("phase", "content", "plan")
    return rows.prefetch_related("parties").order_by("position", "pk")


def tasks_for(plan: Plan, unit: Unit) -> QuerySet[Any, Any]:
    """The plan's tasks; ``is_addressed``: given to the unit or naming it; ``unit_due_on``: its day."""
    given = Assignment.objects.filter(task=OuterRef("pk"), unit=unit)
    given = given.exclude(status__in=Assignment.Status.dropped)
    names = TaskParty.objects.filter(task=OuterRef("pk"), unit=unit)
    rows: QuerySet[Any, Any] = own_tasks(plan).annotate(
        is_addressed=Exists(given) | Exists(names),
        unit_due_on=Subquery(given.values("due_on")[:1]),
        unit_wording=Subquery(given.values("wording")[:1]),
    )
    return rows


def targets_of(plan: Plan) -> list[UpperTarget]:
    """The plan's targets, those written here first; two queries."""
    written = [
        UpperTarget(row.value, target=row) for row in plan.targets.order_by("position", "pk")
    ]
    facts = IntakeFact.objects.filter(
        intake__plan=plan,
        intake__status=Intake.Status.PUBLISHED,
        section="indicators",
        state=IntakeFact.State.CONFIRMED,
    )
    return written + [
        UpperTarget(fact.value, fact=fact) for fact in facts.order_by("position", "pk")
    ]
