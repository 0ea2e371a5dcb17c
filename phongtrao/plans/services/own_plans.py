"""A unit's own plan, begun from the plan above: its tasks and targets, each tied to where it comes from.

S0-53, S1-82, S2-04. What a unit takes up is its own choice; what it leaves is seen on the page of coverage.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import own_plans as access
from phongtrao.plans.access.plans import can_edit, can_place
from phongtrao.plans.models import Movement, Plan, PlanTarget, Task, TaskParty
from phongtrao.plans.queries.meanings import Names, settled_units
from phongtrao.plans.queries.own_plans import plans_right_below
from phongtrao.plans.queries.upper_plans import UpperTarget, targets_of, tasks_for
from phongtrao.plans.services.plans import draft_plan, lock_draft

LEAD, COORDINATOR = TaskParty.Role.LEAD, TaskParty.Role.COORDINATOR


@dataclass(frozen=True, slots=True)
class Taken:
    """What a unit takes up of the plan above: keys of tasks, keys of targets (``UpperTarget.key``)."""

    tasks: Collection[int]
    targets: Collection[str] = ()


@transaction.atomic
def draft_own_plan(
    plan: Plan,
    taken: Taken,
    movements: Iterable[Movement] = (),
    *,
    by: AbstractBaseUser,
    is_second: bool = False,
) -> Plan:
    """Begin ``plan`` with what is taken of ``plan.parent``; leads are the unit itself until it says more.

    The time is that of the task above, or the day given to this very unit. BadInput: nothing was taken.
    WrongState: the unit has a plan under the same one, and nobody said that a second is meant.
    """
    above = plan.parent
    if above is None:
        raise BadInput(_("Hãy chọn kế hoạch cấp trên rồi soạn kế hoạch của đơn vị."))
    access.can_begin_from(by, above).enforce()
    if not is_second:
        _refuse_second(above, plan.owner)
    rows = list(tasks_for(above, plan.owner).filter(pk__in=taken.tasks))
    if not rows:
        raise BadInput(_("Chưa chọn nhiệm vụ nào. Hãy chọn ít nhất một nhiệm vụ của cấp trên."))
    draft_plan(plan, movements, by=by)
    _take_tasks(plan, rows)
    chosen = [one for one in targets_of(above) if one.key in taken.targets]
    _take_targets(plan, chosen)
    record(
        plan, "plans.own_plan_begun", by=by, above=str(above), tasks=len(rows), targets=len(chosen)
    )
    return plan


@transaction.atomic
def take_up(plan: Plan, tasks: Collection[int], *, by: AbstractBaseUser) -> int:
    """Add tasks of the plan above (keys) to the draft that left them; answer how many were added."""
    can_edit(by, plan).enforce()
    lock_draft(plan)
    if plan.parent is None:
        raise BadInput(_("Kế hoạch này không thực hiện kế hoạch cấp trên nào."))
    known = plan.tasks.filter(local_to=None, derived_from__isnull=False).values("derived_from")
    rows = list(tasks_for(plan.parent, plan.owner).filter(pk__in=tasks).exclude(pk__in=known))
    if not rows:
        raise BadInput(_("Chưa chọn nhiệm vụ nào chưa nhận. Hãy chọn rồi nhận lại."))
    _take_tasks(plan, rows)
    record(plan, "plans.tasks_taken_up", by=by, tasks=len(rows))
    return len(rows)


@transaction.atomic
def confirm_origins(plan: Plan, origins: Mapping[int, int], *, by: AbstractBaseUser) -> int:
    """Say of tasks (keys) from which task of the plan above each comes; answer how many were said.

    Changes no word, so it is open once the plan is issued. BadInput for a task that is not the plan's,
    has its origin already, or comes from another plan.
    """
    can_place(by, plan).enforce()
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    own = {t.pk: t for t in plan.tasks.filter(local_to=None, derived_from=None, pk__in=origins)}
    upper = Task.objects.standing().filter(plan=plan.parent_id).in_bulk(set(origins.values()))
    if not origins or set(own) != set(origins) or set(upper) != set(origins.values()):
        raise BadInput(_("Danh sách vừa đổi. Hãy tải lại trang rồi xác nhận lại."))
    for key, above in origins.items():
        own[key].derived_from = upper[above]
        record(own[key], "plans.task_placed", by=by, after={"derived_from": str(upper[above])})
    Task.objects.bulk_update(own.values(), ["derived_from"])
    return len(own)


# ------------------------------------------------------------------ pieces


def _refuse_second(above: Plan, owner: Unit) -> None:
    # Of two colleagues who begin at once, the second waits here and then sees the first one's draft.
    Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=owner.pk)
    if plans_right_below(above, owner).exists():
        raise WrongState(
            _(
                "Đơn vị đã có kế hoạch thực hiện kế hoạch này. Hãy mở hoặc sửa đổi kế hoạch đó; "
                "nếu vẫn cần thêm một kế hoạch, hãy xác nhận."
            )
        )


def _take_tasks(plan: Plan, rows: list[Task]) -> None:
    """``rows``: of ``tasks_for``; they stand behind what the plan has."""
    served = set(plan.movements.values_list("pk", flat=True))
    last = plan.tasks.filter(local_to=None).aggregate(last=Max("position"))["last"] or 0
    tasks = [_derived(row, plan, place, served) for place, row in enumerate(rows, start=last + 1)]
    Task.objects.bulk_create(tasks)
    _write_parties(rows, tasks, plan)


def _take_targets(plan: Plan, chosen: Iterable[UpperTarget]) -> None:
    """Copies tied to the targets above; the plan numbers them anew."""
    PlanTarget.objects.bulk_create(
        PlanTarget(
            plan=plan,
            position=place,
            value={**one.value, "ordinal": None},
            derived_from=one.target,
            derived_from_fact=one.fact,
        )
        for place, one in enumerate(chosen, start=1)
    )


def _derived(task: Task, plan: Plan, place: int, served: set[int]) -> Task:
    """``task``: of ``tasks_for``. The plan's own numbers begin anew; sections stay as they are called."""
    made = Task(
        plan=plan,
        position=place,
        section=task.section,
        text=task.unit_wording or task.text,  # type: ignore[attr-defined]  # annotated
        deliverable=task.deliverable,
        deliverable_kind=task.deliverable_kind,
        programme=task.programme,
        derived_from=task,
    )
    if task.content and task.content.movement_id in served:
        made.content = task.content
    _write_time(made, task, served)
    return made


def _write_time(made: Task, task: Task, served: set[int]) -> None:
    due_on: date | None = task.unit_due_on  # type: ignore[attr-defined]  # annotated
    is_lost = task.phase is not None and task.phase.movement_id not in served
    has_own_day = due_on and task.timing in (Task.Timing.DATE, Task.Timing.PHASE)
    if due_on and (has_own_day or is_lost) and task.timing_value != due_on.isoformat():
        made.timing, made.timing_value = Task.Timing.DATE, due_on.isoformat()
        made.timing_text = format_date(due_on)
    elif is_lost:
        made.timing_text = task.timing_text or (task.phase.name if task.phase else "")
    else:
        made.timing, made.timing_value = task.timing, task.timing_value
        made.timing_text, made.phase = task.timing_text, task.phase


def _write_parties(rows: list[Task], tasks: list[Task], plan: Plan) -> None:
    """The unit leads its own plan; whoever works with it above, the issuer too, is named beside it."""
    own = plan.owner
    said = [(task, LEAD, own.name) for task in tasks]
    for old, new in zip(rows, tasks, strict=True):
        others = [party for party in old.parties.all() if party.unit_id != own.pk]
        said += [(new, COORDINATOR, p.name) for p in others if p.role == COORDINATOR]
    names = (name for _task, _role, name in said)
    units = settled_units(names, Names.of_plan(plan)) | {own.name: own}
    TaskParty.objects.bulk_create(
        TaskParty(task=task, role=role, position=place, name=name, unit=units.get(name))
        for place, (task, role, name) in enumerate(said)
    )
