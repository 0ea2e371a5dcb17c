"""Writing the tasks of a draft plan: by hand, and from the office's own table (sheets)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import plans as access
from phongtrao.plans.models import Content, Plan, Task, TaskParty
from phongtrao.plans.queries.meanings import Names, settled_units
from phongtrao.plans.services.movements import clean
from phongtrao.plans.services.plans import lock_draft
from phongtrao.plans.timings import When

LEAD, COORDINATOR = TaskParty.Role.LEAD, TaskParty.Role.COORDINATOR


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """What a task says. ``leads`` and ``coordinators`` are names as written, in their order.

    ``units``: what some of the names mean, where that is known already; None for nobody.
    """

    text: str
    section: str = ""
    ordinal: str = ""
    when: When = field(default_factory=When)
    deliverable: str = ""
    deliverable_kind: str = Task.Deliverable.OTHER
    leads: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    units: Mapping[str, Unit | None] = field(default_factory=dict)
    content: Content | None = None
    part_of: Task | None = None
    derived_from: Task | None = None

    def names(self) -> tuple[str, ...]:
        return self.leads + self.coordinators


@dataclass(frozen=True, slots=True)
class Imported:
    added: int
    changed: int
    dropped: int


@transaction.atomic
def add_task(plan: Plan, draft: TaskDraft, *, by: AbstractBaseUser) -> Task:
    """Append a task to the draft, at the end of its section."""
    access.can_edit(by, plan).enforce()
    lock_draft(plan)
    task = Task(plan=plan, position=_place_for(plan, draft))
    _write(task, draft)
    record(task, "plans.task_added", by=by, after={"text": task.text})
    return task


@transaction.atomic
def edit_task(task: Task, draft: TaskDraft, *, by: AbstractBaseUser) -> Task:
    access.can_edit(by, task.plan).enforce()
    lock_draft(task.plan)
    before, after = changes(task, _columns(draft))
    names = _names_of(task)
    _write(task, draft)
    if names != _names_of(task):
        before["parties"], after["parties"] = names, _names_of(task)
    record(task, "plans.task_edited", by=by, before=before, after=after)
    return task


@transaction.atomic
def move_task(task: Task, places: int, *, by: AbstractBaseUser) -> Task:
    """Move the task up (negative) or down among the plan's; at an end it stays where it is."""
    access.can_edit(by, task.plan).enforce()
    lock_draft(task.plan)
    order = list(_own_tasks(task.plan).values_list("pk", flat=True))
    place = order.index(task.pk)
    order.remove(task.pk)
    order.insert(min(max(0, place + places), len(order)), task.pk)
    _number(task.plan, order)
    task.refresh_from_db()
    record(task, "plans.task_moved", by=by, places=places)
    return task


@transaction.atomic
def drop_task(task: Task, *, by: AbstractBaseUser) -> None:
    """Take a task, with its parts, out of the draft."""
    access.can_edit(by, task.plan).enforce()
    lock_draft(task.plan)
    if task.derived.exists():
        raise BadInput(_("Nhiệm vụ đang được cấp dưới cụ thể hóa nên không bỏ được."))
    record(task, "plans.task_dropped", by=by, before={"text": task.text})
    task.delete()


@transaction.atomic
def import_tasks(plan: Plan, drafts: list[TaskDraft], *, by: AbstractBaseUser) -> Imported:
    """Make the draft's tasks those of the table, in its order.

    A task with the same words in the same section is the same task: it keeps its source passage, its
    content and its links. Tasks the table does not have are dropped.
    """
    access.can_edit(by, plan).enforce()
    lock_draft(plan)
    matched, added = _match(plan, drafts), 0
    dropped = _own_tasks(plan).exclude(pk__in=[task.pk for task in matched if task])
    gone = dropped.count()
    dropped.delete()
    known = _with_units(plan, drafts)
    for position, (draft, task) in enumerate(zip(known, matched, strict=True), start=1):
        added += task is None
        _write_row(task or Task(plan=plan), draft, position)
    result = Imported(added, len(drafts) - added, gone)
    record(plan, "plans.tasks_imported", by=by, added=added, changed=result.changed, dropped=gone)
    return result


def preview_import(plan: Plan, drafts: list[TaskDraft]) -> Imported:
    """What ``import_tasks`` would do."""
    matched = [task for task in _match(plan, drafts) if task]
    return Imported(
        added=len(drafts) - len(matched),
        changed=len(matched),
        dropped=_own_tasks(plan).count() - len(matched),
    )


# ------------------------------------------------------------------ parts


def _own_tasks(plan: Plan) -> QuerySet[Task]:
    return plan.tasks.standing().order_by("position", "pk")


def _place_for(plan: Plan, draft: TaskDraft) -> int:
    """Right after the last task of the section; what follows makes room."""
    tasks = _own_tasks(plan)
    same = tasks.filter(section=draft.section).aggregate(last=Max("position"))["last"]
    if same is None:
        return (tasks.aggregate(last=Max("position"))["last"] or 0) + 1
    tasks.filter(position__gt=same).update(position=F("position") + 1)
    return int(same) + 1


def _columns(draft: TaskDraft) -> dict[str, object]:
    return {
        "text": draft.text.strip(),
        "section": draft.section.strip(),
        "ordinal": draft.ordinal.strip(),
        "timing": draft.when.timing,
        "timing_value": draft.when.value,
        "timing_text": draft.when.words(),
        "phase": draft.when.phase,
        "deliverable": draft.deliverable.strip(),
        "deliverable_kind": draft.deliverable_kind,
        "content": draft.content,
        "part_of": draft.part_of,
        "derived_from": draft.derived_from,
    }


def _write(task: Task, draft: TaskDraft) -> None:
    for name, value in _columns(draft).items():
        setattr(task, name, value)
    if task.part_of and (task.part_of == task or task.part_of.plan_id != task.plan_id):
        raise BadInput(_("Nhiệm vụ cha phải là một nhiệm vụ khác của cùng kế hoạch."))
    clean(task)
    task.save()
    _set_parties(task, draft)


def _write_row(task: Task, draft: TaskDraft, position: int) -> None:
    """A row of the table says six things; what it does not say stays."""
    silent = {"content", "part_of", "derived_from", "deliverable_kind"}
    for name, value in _columns(draft).items():
        if name not in silent:
            setattr(task, name, value)
    task.position = position
    clean(task)
    task.save()
    _set_parties(task, draft)


def _with_units(plan: Plan, drafts: Sequence[TaskDraft]) -> list[TaskDraft]:
    """The rows with what their names mean, asked once for all of them."""
    said = [n for draft in drafts for n in draft.names() if n not in draft.units]
    units: dict[str, Unit | None] = dict.fromkeys(said) | settled_units(said, Names.of_plan(plan))
    return [replace(draft, units={**units, **draft.units}) for draft in drafts]


def _set_parties(task: Task, draft: TaskDraft) -> None:
    said = [(LEAD, n) for n in draft.leads] + [(COORDINATOR, n) for n in draft.coordinators]
    if said == [(party.role, party.name) for party in _parties(task)]:
        return
    unknown = [name for _role, name in said if name not in draft.units]
    units = (
        {**settled_units(unknown, Names.of_plan(task.plan)), **draft.units}
        if unknown
        else draft.units
    )
    task.parties.all().delete()
    parties = [
        TaskParty(task=task, role=role, position=place, name=name, unit=units.get(name))
        for place, (role, name) in enumerate(said)
    ]
    for party in parties:
        clean(party)
    TaskParty.objects.bulk_create(parties)


def _parties(task: Task) -> list[TaskParty]:
    """Leads first, each in the order of the paper."""
    return sorted(task.parties.all(), key=lambda p: (p.role != LEAD, p.position, p.pk))


def _names_of(task: Task) -> list[str]:
    return [f"{party.get_role_display()}: {party.name}" for party in _parties(task)]


def _number(plan: Plan, order: Iterable[int]) -> None:
    tasks = [Task(pk=pk, position=place) for place, pk in enumerate(order, start=1)]
    plan.tasks.bulk_update(tasks, ["position"])


def _match(plan: Plan, drafts: list[TaskDraft]) -> list[Task | None]:
    """For each row the task of the plan it speaks of; each task is taken once."""
    waiting: dict[tuple[str, str], list[Task]] = {}
    for task in _own_tasks(plan):
        waiting.setdefault((fold(task.section), fold(task.text)), []).append(task)
    found = []
    for draft in drafts:
        same = waiting.get((fold(draft.section), fold(draft.text)))
        found.append(same.pop(0) if same else None)
    return found
