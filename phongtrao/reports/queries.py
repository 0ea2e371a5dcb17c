"""Gathering the facts of a plan, a fixed number of queries for any number of units and tasks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from phongtrao.base.words import office_language
from phongtrao.documents.access import approvable_papers
from phongtrao.documents.models import Paper
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import Period
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import superior_name
from phongtrao.plans.models import Assignment, Movement, Plan, ProgressReport, Task, TaskParty
from phongtrao.plans.periods import read_period
from phongtrao.plans.queries.status import with_progress
from phongtrao.plans.queries.tally import tallies
from phongtrao.reports.bases import basis_facts
from phongtrao.reports.derived import Derived, derived_work
from phongtrao.reports.facts import (
    Counts,
    LateFacts,
    Letter,
    ObstacleFacts,
    PlanFacts,
    TaskFacts,
    add_up,
)
from phongtrao.reports.models import PlanReport

S = Assignment.Status


@dataclass(frozen=True, slots=True)
class Part:
    """What a report is about: a whole plan, or what of it hangs on the contents of one movement."""

    plan: Plan
    movement: Movement | None = None

    def tasks(self) -> QuerySet[Task]:
        """Of the plan itself: a unit's own tasks are its own business."""
        rows = self.plan.tasks.standing()
        return rows.filter(content__movement=self.movement) if self.movement else rows

    def assignments(self) -> QuerySet[Assignment]:
        rows = Assignment.objects.filter(
            task__plan=self.plan, task__local_to=None, task__ended_in=None
        )
        if self.movement is None:
            return rows
        return rows.filter(task__content__movement=self.movement)

    def unplaced(self) -> int:
        """Tasks that belong to no movement's contents, said apart in the report of one."""
        if self.movement is None:
            return 0
        return self.plan.tasks.standing().filter(content=None).count()


def plan_facts(
    plan: Plan,
    period: Period,
    *,
    movement: Movement | None = None,
    as_of: date | None = None,
    letter: Letter | None = None,
    activities: Sequence[str] = (),
) -> PlanFacts:
    """Count the plan as of a day (today unless said), with the obstacles reported in the period.

    With a movement only what hangs on its contents. What a unit has declined is named but not counted.
    """
    part, day = Part(plan, movement), as_of or timezone.localdate()
    by_task = _counts_by_task(part, day)
    document, tasks = plan.document, list(_tasks(part))
    derived = derived_work(plan, [task.pk for task in tasks], day)
    with office_language():  # the facts go into a paper
        label, bases = period.label, basis_facts(plan)
    return PlanFacts(
        plan=plan.pk,
        title=plan.title,
        number=document.number if document else "",
        issued_on=document.issued_on.isoformat() if document and document.issued_on else "",
        owner=plan.owner.name,
        superior=superior_name(plan.owner),
        period=period.key,
        period_label=label,
        as_of=day.isoformat(),
        counts=add_up(by_task.values()),
        tasks=tuple(_task_facts(task, by_task, derived) for task in tasks),
        late=tuple(_late(part, day)),
        obstacles=tuple(_obstacles(part, period)),
        letter=letter or Letter(),
        activities=tuple(activities),
        movement=part.movement.title if part.movement else "",
        unplaced=part.unplaced(),
        below=derived.whole,
        bases=bases,
        **_totals(part),
    )


def papers_waiting(user: AbstractBaseUser) -> QuerySet[PlanReport]:
    """Newest versions of reports whose approval waits for this user; older ones are superseded."""
    # A number for “the whole plan” too: NULL equals nothing in SQL.
    about = Coalesce("movement", 0)
    newer = PlanReport.objects.alias(about=about).filter(
        plan=OuterRef("plan"),
        about=OuterRef("about"),
        period=OuterRef("period"),
        pk__gt=OuterRef("pk"),
    )
    waiting = approvable_papers(user).filter(status=Paper.Status.DRAFT)
    rows = PlanReport.objects.alias(about=about).filter(~Exists(newer), paper__in=waiting)
    return rows.select_related("plan", "paper__unit", "paper__requested_by").order_by("pk")


# ------------------------------------------------------------------ counting


def _counted(part: Part) -> QuerySet[Assignment]:
    return part.assignments().exclude(status__in=S.dropped)


def _totals(part: Part) -> dict[str, int]:
    """Units at work, and how many pieces were declined or still wait for an answer."""
    waits = Q(status=S.SENT, done_on=None) & ~Q(override=Assignment.Progress.DONE)
    return part.assignments().aggregate(
        units=Count("unit", distinct=True, filter=~Q(status__in=S.dropped)),
        declined=Count("pk", filter=Q(status=S.DECLINED)),
        waiting=Count("pk", filter=waits),
    )


def _counts_by_task(part: Part, day: date) -> dict[int, Counts]:
    counted = tallies(part.assignments(), "task_id", today=day)
    return {
        task: Counts(**found.states(), percent=found.percent)
        for (task,), found in counted.items()
        if found.given
    }


def _tasks(part: Part) -> Iterable[Task]:
    leads = TaskParty.Role.LEAD
    rows = part.tasks().annotate(
        first_due=Min("assignments__due_on"), last_due=Max("assignments__due_on")
    )
    tasks = list(rows.order_by("position", "pk"))
    named: dict[int, list[str]] = defaultdict(list)
    for party in TaskParty.objects.filter(task__in=tasks, role=leads).order_by("position"):
        named[party.task_id].append(party.name)
    for task in tasks:
        task.lead_names = "; ".join(named[task.pk])  # type: ignore[attr-defined]  # for the row only
    return tasks


def _task_facts(task: Task, by_task: dict[int, Counts], derived: Derived) -> TaskFacts:
    return TaskFacts(
        pk=task.pk,
        section=task.section,
        ordinal=task.ordinal,
        text=task.text,
        leads=task.lead_names,  # type: ignore[attr-defined]  # set by _tasks
        timing=task.timing_text or _due_words(task.first_due, task.last_due),  # type: ignore[attr-defined]  # set by _tasks
        counts=by_task.get(task.pk, Counts()),
        below=derived.by_task.get(task.pk, Counts()),
    )


def _due_words(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return format_date(last) if first == last else f"{format_date(first)} – {format_date(last)}"


# ------------------------------------------------------------------ late, obstacles


def _late(part: Part, day: date) -> Iterable[LateFacts]:
    rows = (
        with_progress(_counted(part), day)
        .filter(state=Assignment.Progress.LATE)
        .select_related("unit", "task")
        .only("percent", "due_on", "unit__name", "unit__admin_path", "task__ordinal", "task__text")
        .order_by("unit__admin_path", "unit__sort_key", "due_on", "task__position")
    )
    late = list(rows)
    names = _names_above([row.unit for row in late])
    groups = [
        LateFacts(
            assignment=row.pk,
            group=names.get(_above(row.unit), ""),
            unit=row.unit.name,
            ordinal=row.task.ordinal,
            task=row.task.text,
            due_on=row.due_on.isoformat() if row.due_on else "",
            percent=row.percent,
        )
        for row in late
    ]
    # One group after the other, whatever the paths say; inside a group the order above stays.
    return sorted(groups, key=lambda row: row.group)


def _above(unit: Unit) -> int:
    """Id of the unit above on the administrative line; its own at the top."""
    steps = [int(step) for step in unit.admin_path.split("/") if step]
    return steps[-2] if len(steps) > 1 else steps[-1]


def _names_above(units: list[Unit]) -> dict[int, str]:
    wanted = {_above(unit) for unit in units}
    return dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "name"))


def _obstacles(part: Part, period: Period) -> list[ObstacleFacts]:
    """From accepted reports whose own period lies within this one, in the order of the tasks."""
    rows = ProgressReport.objects.filter(
        assignment__task__in=part.tasks().order_by().values("pk"),
        status=ProgressReport.Status.ACCEPTED,
    ).exclude(obstacles="")
    keys = [key for key in rows.values_list("period", flat=True).distinct() if _within(key, period)]
    found = (
        rows.filter(period__in=keys)
        .select_related("assignment__unit", "assignment__task")
        .order_by("assignment__task__position", "assignment__unit__sort_key", "pk")
    )
    return [
        ObstacleFacts(
            report=row.pk,
            unit=row.assignment.unit.name,
            task=row.assignment.task.text,
            text=row.obstacles,
        )
        for row in found
    ]


def _within(key: str, period: Period) -> bool:
    inner = read_period(key)
    return period.start <= inner.start and inner.end <= period.end
