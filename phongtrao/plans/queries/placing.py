"""Where a task may hang: contents of the plan's movements, tasks of the plan, tasks of plans above."""

from django.db.models import Q, QuerySet

from phongtrao.plans.models import Content, Plan, Task

MOST_STEPS = 10  # from a plan up to the nation's is three; more than this is a ring


def contents_for(plan: Plan) -> QuerySet[Content]:
    """S0-19: the contents of the movements the plan serves."""
    return Content.objects.filter(movement__in=plan.movements.values("pk")).order_by(
        "movement", "position"
    )


def wholes_for(task: Task) -> QuerySet[Task]:
    """Tasks of the same plan that the task may be a part of: no part itself, and not the task."""
    rows = Task.objects.standing().filter(plan=task.plan_id, part_of=None)
    return rows.exclude(pk=task.pk).order_by("position", "pk")


def tasks_above(plan: Plan, visible: QuerySet[Task]) -> QuerySet[Task]:
    """S1-20, S4-03: of these, the tasks of the plan it carries out and of published plans above.

    “Above”: the chain of parents, and plans of the units above the owner on either line.
    """
    owner = plan.owner
    above = {int(step) for step in f"{owner.admin_path}{owner.prof_path}".split("/") if step}
    of_superiors = Q(plan__owner__in=above - {owner.pk})
    rows = visible.filter(
        Q(plan__in=_parents(plan)) | of_superiors, local_to=None, ended_in=None, merged_into=None
    )
    issued = rows.exclude(plan__status=Plan.Status.DRAFT).exclude(plan=plan.pk)
    return issued.order_by("plan__owner__admin_path", "plan", "position", "pk")


def _parents(plan: Plan) -> list[int]:
    found: list[int] = []
    above = plan.parent
    while above is not None and len(found) < MOST_STEPS:
        found.append(above.pk)
        above = above.parent
    return found
