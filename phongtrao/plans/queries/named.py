"""The units a plan names in its own tasks, as leads and coordinators: each for the tasks naming it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Task, TaskParty
from phongtrao.plans.queries.cascade import Pair, issuable_units


@dataclass(frozen=True, slots=True)
class Unreached:
    """A name, as a task writes it, that leads to no unit which can be given work; and why."""

    name: str
    task: Task
    why: str


@dataclass(frozen=True, slots=True)
class Named:
    pairs: frozenset[Pair] = frozenset()
    unreached: tuple[Unreached, ...] = ()

    @property
    def units(self) -> set[int]:
        return {unit for _task, unit in self.pairs}


def named_in(tasks: Sequence[Task], owner: Unit, excluded: Iterable[int] = ()) -> Named:
    """Whom the tasks name, among the units the owner may give work to; two queries."""
    parties = list(
        TaskParty.objects.filter(task__in=tasks)
        .select_related("unit")
        .order_by("task__position", "task", "-role", "position")
    )
    named = {party.unit_id for party in parties if party.unit_id}
    reached = set(issuable_units(owner).filter(pk__in=named).values_list("pk", flat=True))
    taken_out = set(excluded)
    pairs = {
        (party.task_id, party.unit_id)
        for party in parties
        if party.unit_id in reached and party.unit_id not in taken_out
    }
    by_pk = {task.pk: task for task in tasks}
    lost = [
        Unreached(party.name, by_pk[party.task_id], _why(party, owner))
        for party in parties
        if party.unit_id not in reached
    ]
    return Named(frozenset(pairs), tuple(lost))


def _why(party: TaskParty, owner: Unit) -> str:
    if party.unit is None:
        return _("chưa gắn với đơn vị nào trong hệ thống")
    if party.unit_id == owner.pk:
        return _("là chính đơn vị ban hành")
    return _("không nhận việc qua hệ thống")
