"""Beginning a plan from what is there: another plan with its years moved, or an outline. S0-53."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput
from phongtrao.plans.models import Movement, Plan, Task, TaskParty
from phongtrao.plans.outlines import Outline
from phongtrao.plans.queries.meanings import Names, settled_units
from phongtrao.plans.services.plans import draft_plan
from phongtrao.plans.services.tasks import import_tasks
from phongtrao.plans.years import move_day, move_value, move_years

NAMED_FIELDS = ("section", "text", "deliverable")


@dataclass(frozen=True, slots=True)
class Copied:
    """``moved``: tasks in which a year was changed, to be read again."""

    tasks: int
    moved: int


@transaction.atomic
def draft_from_outline(
    plan: Plan, outline: Outline, movements: Iterable[Movement] = (), *, by: AbstractBaseUser
) -> Copied:
    """Begin the plan with the tasks of the outline; its other words are offered with the paper."""
    plan.outline = outline.key
    draft_plan(plan, movements, by=by)
    tasks = outline.tasks(year=plan.starts_on.year, owner=plan.owner.short_name or plan.owner.name)
    import_tasks(plan, tasks, by=by)
    return Copied(len(tasks), 0)


@transaction.atomic
def draft_from_plan(
    plan: Plan, source: Plan, movements: Iterable[Movement] = (), *, by: AbstractBaseUser
) -> Copied:
    """Begin the plan with the tasks of ``source``, which the caller has found visible to ``by``.

    Dates and the years of that plan move by as many years as lie between the two. Of a plan above that
    this one carries out, each task is linked to the one it comes from. What was arranged beside the
    words (who is in charge, guidance, money) stays with the old plan.
    """
    if source.orders_of is not None:
        raise BadInput(
            _("Việc theo văn bản đến không phải là kế hoạch để chép. Hãy chọn kế hoạch.")
        )
    plan.copied_from = source
    served = list(movements)
    draft_plan(plan, served, by=by)
    by_years = plan.starts_on.year - source.starts_on.year
    rows = _tasks_of(source)
    copies = [_copy(task, plan, served, by_years) for task in rows]
    Task.objects.bulk_create(copies)
    _keep_parts(rows, copies)
    _copy_parties(rows, copies, plan)
    moved = sum(_says_other(old, new) for old, new in zip(rows, copies, strict=True))
    record(plan, "plans.plan_copied", by=by, source=str(source), tasks=len(copies))
    return Copied(len(copies), moved)


def next_year_of(source: Plan) -> dict[str, Any]:
    """What a form offers for the plan after this one: the same, a year later."""
    ends_on = source.ends_on
    return {
        "source": source,
        "title": move_years(source.title, 1, years_of(source)),
        "movements": list(source.movements.values_list("pk", flat=True)),
        "line": source.line,
        "starts_on": move_day(source.starts_on, 1),
        "ends_on": move_day(ends_on, 1) if ends_on else None,
        "contact": source.contact,
    }


# ------------------------------------------------------------------ pieces


def _tasks_of(source: Plan) -> list[Task]:
    rows = source.tasks.standing().select_related("phase", "content")
    return list(rows.prefetch_related("parties").order_by("position", "pk"))


def _copy(task: Task, plan: Plan, movements: list[Movement], by_years: int) -> Task:
    served = {movement.pk for movement in movements}
    within = years_of(task.plan)
    said = {name: move_years(getattr(task, name), by_years, within) for name in NAMED_FIELDS}
    keeps_phase = task.phase is not None and task.phase.movement_id in served
    is_lost = task.timing == Task.Timing.PHASE and not keeps_phase
    return Task(
        plan=plan,
        position=task.position,
        ordinal=task.ordinal,
        timing=Task.Timing.UNSPECIFIED if is_lost else task.timing,
        timing_value="" if is_lost else move_value(task.timing_value, by_years),
        timing_text=move_years(task.timing_text, by_years),
        phase=task.phase if keeps_phase else None,
        content=task.content if task.content and task.content.movement_id in served else None,
        deliverable_kind=task.deliverable_kind,
        derived_from=task if plan.parent_id == task.plan_id else None,
        programme=task.programme,
        **said,
    )


def years_of(plan: Plan) -> range:
    """The years of the plan, and the one after it ends, which a school year names as well."""
    last = (plan.ends_on or plan.starts_on).year
    return range(plan.starts_on.year, last + 2)


def _keep_parts(rows: list[Task], copies: list[Task]) -> None:
    """A part stays part of the copy of its whole."""
    made = {old.pk: new for old, new in zip(rows, copies, strict=True)}
    parts = []
    for old in rows:
        if old.part_of_id in made:
            made[old.pk].part_of = made[old.part_of_id]
            parts.append(made[old.pk])
    Task.objects.bulk_update(parts, ["part_of"])


def _copy_parties(rows: list[Task], copies: list[Task], plan: Plan) -> None:
    """The names as written; what a person once said they mean holds for the same office's next plan."""
    parties = [party for task in rows for party in task.parties.all()]
    names = Names.of_plan(plan)
    if rows and rows[0].plan.owner_id == plan.owner_id:
        said = {party.name: party.unit_id for party in parties if party.unit_id}
        names = replace(names, confirmed=said)
    units = settled_units((party.name for party in parties), names)
    made = {old.pk: new for old, new in zip(rows, copies, strict=True)}
    TaskParty.objects.bulk_create(
        TaskParty(
            task=made[party.task_id],
            role=party.role,
            position=party.position,
            name=party.name,
            unit=units.get(party.name),
        )
        for party in parties
    )


def _says_other(old: Task, new: Task) -> bool:
    names = (*NAMED_FIELDS, "timing_value", "timing_text")
    return any(getattr(old, name) != getattr(new, name) for name in names)
