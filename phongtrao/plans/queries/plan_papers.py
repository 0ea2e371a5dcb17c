"""The paper of a plan: where it is, and what it would print."""

from typing import Any

from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import BadInput
from phongtrao.plans.models import Plan, PlanPaper, Task, TaskParty
from phongtrao.plans.paper import PlanPaperFacts
from phongtrao.plans.paper_tables import PrintedTarget, PrintedTask
from phongtrao.plans.timings import when_of

D = OfficialDocument.Status
ON_ITS_WAY = frozenset({D.SUBMITTED, D.APPROVED})


def paper_of(plan: Plan) -> PlanPaper | None:
    """The paper printed here, with document and issuer; None where the plan has none."""
    rows = PlanPaper.objects.select_related("document__issuer", "document__file", "file")
    return rows.filter(plan=plan).first()


def is_on_its_way(plan: Plan) -> bool:
    """Whether the paper lies with its signer, or was approved and waits for its number."""
    return PlanPaper.objects.filter(plan=plan, document__status__in=ON_ITS_WAY).exists()


def is_for_paper(plan: Plan) -> bool:
    """Whether the plan waits for the number of its paper: it is not published in another way."""
    return PlanPaper.objects.filter(plan=plan).exclude(document__status=D.ISSUED).exists()


def printed_tasks(plan: Plan) -> tuple[PrintedTask, ...]:
    """The plan's tasks as the paper prints them today. Two queries."""
    rows = plan.tasks.standing().select_related("phase").prefetch_related("parties")
    return tuple(_printed(task) for task in rows.order_by("position", "pk"))


def printed_targets(plan: Plan) -> tuple[PrintedTarget, ...]:
    """The plan's targets as the paper prints them today. One query."""
    return tuple(_target(row.value) for row in plan.targets.order_by("position", "pk"))


def has_changed(plan: Plan, paper: PlanPaper) -> bool:
    """Whether name, tasks or targets of the plan are no longer those that were printed."""
    frozen = PlanPaperFacts.from_json(paper.facts)
    was = (frozen.letter.abstract, frozen.tasks, frozen.targets)
    return was != (plan.title, printed_tasks(plan), printed_targets(plan))


# ------------------------------------------------------------------ pieces


def _printed(task: Task) -> PrintedTask:
    parties = sorted(task.parties.all(), key=lambda p: (p.position, p.pk))
    return PrintedTask(
        section=task.section,
        ordinal=task.ordinal,
        text=task.text,
        leads=_names(parties, TaskParty.Role.LEAD),
        coordinators=_names(parties, TaskParty.Role.COORDINATOR),
        time=_time(task),
        deliverable=task.deliverable,
    )


def _target(value: dict[str, Any]) -> PrintedTarget:
    years = ((str(one.get("year") or ""), one["text"]) for one in value.get("targets", ()))
    return PrintedTarget(value.get("ordinal") or "", value["name"], tuple(years))


def _names(parties: list[TaskParty], role: str) -> str:
    return "; ".join(party.name for party in parties if party.role == role)


def _time(task: Task) -> str:
    try:
        return when_of(task).words()
    except BadInput:  # a draft may hold what its issue will refuse
        return task.timing_value
