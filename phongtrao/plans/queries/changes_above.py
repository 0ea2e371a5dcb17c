"""What changed in the plan above, for a plan that carries it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Exists, F, OuterRef

from phongtrao.plans.amending.difference import FieldChange, field_changes
from phongtrao.plans.amending.pairing import Kind
from phongtrao.plans.amending.task_words import TaskWords
from phongtrao.plans.models import CarriedChange, Plan, PlanVersion, Task, TaskChange

TOUCHING = (Kind.CHANGED, Kind.DROPPED, Kind.MOVED)


@dataclass(frozen=True, slots=True)
class ChangeAbove:
    """One change above and the task below that was made of it."""

    change: TaskChange
    task: Task
    version: PlanVersion
    fields: tuple[FieldChange, ...]
    before: TaskWords | None
    after: TaskWords | None


def changes_above(plan: Plan) -> list[ChangeAbove]:
    """In effect, touching a task of the plan, and not yet taken over or left. Three queries."""
    carried = CarriedChange.objects.filter(change=OuterRef("pk"), task=OuterRef("own"))
    rows = TaskChange.objects.filter(
        amendment__status=Plan.Status.MERGED,
        kind__in=TOUCHING,
        task__derived__plan=plan,
        task__derived__ended_in=None,
        task__derived__merged_into=None,
    ).annotate(own=F("task__derived"))
    found = list(rows.filter(~Exists(carried)).select_related("task").order_by("pk"))
    if not found:
        return []
    tasks = plan.tasks.standing().in_bulk([row.own for row in found])
    versions = _versions(found)
    told = [_told(row, tasks[row.own], versions) for row in found if row.own in tasks]
    return [one for one in told if not _says_it(one)]


def counts_above(plan: Plan) -> int:
    return len(changes_above(plan)) if plan.parent_id else 0


# ------------------------------------------------------------------ pieces

Versions = dict[int, tuple[PlanVersion, PlanVersion]]


def _versions(found: Sequence[TaskChange]) -> Versions:
    """Amendment → the version it ended and the one it began."""
    plans = {row.task.plan_id for row in found if row.task}
    by_plan: dict[int, list[PlanVersion]] = {}
    for version in PlanVersion.objects.filter(plan__in=plans).order_by("number"):
        by_plan.setdefault(version.plan_id, []).append(version)
    return {
        now.amendment_id: (before, now)
        for versions in by_plan.values()
        for before, now in pairwise(versions)
        if now.amendment_id
    }


def _told(change: TaskChange, task: Task, versions: Versions) -> ChangeAbove:
    before, now = versions[change.amendment_id]
    was, words = _words_in(before, change.task_id), _words_in(now, change.task_id)
    fields = field_changes(was, words) if was and words else ()
    return ChangeAbove(change, task, now, fields, was, words)


def _words_in(version: PlanVersion, task: int | None) -> TaskWords | None:
    return next((TaskWords.from_json(row) for row in version.tasks if row["task"] == task), None)


def _says_it(told: ChangeAbove) -> bool:
    """A task made of the new words has nothing to take over."""
    after = told.after
    return after is not None and (told.task.text, told.task.timing_value) == (
        after.text,
        after.timing_value,
    )
