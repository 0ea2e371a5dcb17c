"""Clocks of stages that run in working days, counted anew when the days off change. S0-27"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse

from phongtrao.audit.services import Line, record_many
from phongtrao.base.words import office_language
from phongtrao.lib.working_days import WorkingDays
from phongtrao.orgs.clocks import Moved
from phongtrao.research.access.tasks import visible_tasks
from phongtrao.research.models import ResearchTask, StageRecord
from phongtrao.research.stages import WORKING, Due, Stage, due_of, read_regime


@dataclass(frozen=True, slots=True)
class Again:
    """A stage that runs, and its clock by other days off."""

    row: StageRecord
    stage: Stage
    due: Due

    @property
    def is_moved(self) -> bool:
        return self.row.due_on != self.due.day


def moved_stages(week: WorkingDays, user: AbstractBaseUser) -> list[Moved]:
    """What would move; a task the user does not see is named by its code alone."""
    moved = [one for one in _counted(week) if one.is_moved and one.row.due_on]
    keys = {one.row.task_id for one in moved}
    seen = set(visible_tasks(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        Moved(
            what=f"{one.row.task.title if one.row.task_id in seen else one.row.task.code}: {one.stage.title}",
            before=one.row.due_on,
            after=one.due.day,
            url=reverse("research:task", args=[one.row.task_id]) if one.row.task_id in seen else "",
        )
        for one in moved
        if one.row.due_on
    ]


def move_stages(week: WorkingDays, by: AbstractBaseUser) -> None:
    rows, lines = [], []
    for one in _counted(week):
        if one.is_moved:
            before, after = {"due_on": one.row.due_on}, {"due_on": one.due.day}
            lines.append(Line(one.row.task, before, after, {"stage": one.row.key}))
        one.row.due_on, one.row.due_because = one.due.day, one.due.because
        rows.append(one.row)
    StageRecord.objects.bulk_update(rows, ["due_on", "due_because"])
    record_many(lines, "research.clock_moved", by=by)


def _counted(week: WorkingDays) -> Iterator[Again]:
    """Stages that run in working days and would end on another day or for another reason; three queries."""
    rows = StageRecord.objects.filter(
        done_on=None, due_on__isnull=False, task__status__in=ResearchTask.Status.going
    )
    rows = rows.select_related("task__regime").prefetch_related("task__stages").order_by("pk")
    for row in rows:
        stage = read_regime(row.task.regime.data).stage(row.key)
        if stage.clock != WORKING:
            continue
        began = {one.key: one.began_on for one in row.task.stages.all()}
        with office_language():
            due = due_of(stage, began, week)
        if due and (due.day, due.because) != (row.due_on, row.due_because):
            yield Again(row, stage, due)
