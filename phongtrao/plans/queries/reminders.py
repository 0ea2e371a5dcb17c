"""Who is due a word about deadlines: counted in the database, one row a unit and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from phongtrao.audit.models import Entry
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Plan, ProgressReport, Task
from phongtrao.plans.queries.status import with_progress

S = Assignment.Status
State = Assignment.Progress
FULL = 100

# (key, first, last): a reminder of a stage goes out on the first day of it that the job runs, days
# counted to the deadline. A job that did not run on the very day makes up for it on the next.
STAGES = (
    ("before7", 7, 2),
    ("before1", 1, 0),
    ("after1", -1, -6),
    ("after7", -7, -13),
    ("after14", -14, -20),
)


@dataclass(frozen=True, slots=True)
class UnitDue:
    """Open work of a unit that falls due on one day; ``example`` is one of the tasks."""

    unit: int
    due_on: date
    count: int
    example: str
    stage: str


@dataclass(frozen=True, slots=True)
class PlanLate:
    """Late work of a plan: how many tasks at how many units; ``oldest``: the first day missed."""

    plan: int
    owner: int
    title: str
    units: int
    count: int
    oldest: date | None


@dataclass(frozen=True, slots=True)
class UnitSlow:
    """What an office urges a unit about: unanswered work, late work, work that is nearly due."""

    unit: int
    unanswered: int
    late: int
    slow: int


def stage_of(days_left: int) -> str:
    """The stage for a deadline so many days ahead (negative: past); empty when no word is due."""
    return next((key for key, first, last in STAGES if last <= days_left <= first), "")


def due_by_unit(today: date) -> Iterator[UnitDue]:
    """Units to remind today. Work whose full report waits for the office is not the unit's to hurry."""
    first, last = today + timedelta(days=STAGES[-1][2]), today + timedelta(days=STAGES[0][1])
    reported = ProgressReport.objects.filter(
        assignment=OuterRef("pk"), status=ProgressReport.Status.SUBMITTED, percent=FULL
    )
    rows = (
        open_work(today)
        .filter(due_on__range=(first, last))
        .filter(~Exists(reported))
        .order_by()
        .values("unit", "due_on")
        .annotate(count=Count("pk"), example=Min("task__text"))
    )
    for row in rows.iterator():
        if stage := stage_of((row["due_on"] - today).days):
            yield UnitDue(**row, stage=stage)


def late_by_plan(today: date, owners: QuerySet[Unit, Any] | None = None) -> list[PlanLate]:
    """One row for each plan in which anything is late, of these owners or of all; one query."""
    work = open_work(today).filter(state=State.LATE)
    if owners is not None:
        work = work.filter(task__plan__owner__in=owners)
    rows = (
        work.order_by()
        .values("task__plan", "task__plan__owner", "task__plan__title")
        .annotate(units=Count("unit", distinct=True), count=Count("pk"), oldest=Min("due_on"))
        .order_by("-count")
    )
    return [
        PlanLate(
            row["task__plan"],
            row["task__plan__owner"],
            row["task__plan__title"],
            row["units"],
            row["count"],
            row["oldest"],
        )
        for row in rows
    ]


def slow_units(rows: QuerySet[Assignment], today: date) -> list[UnitSlow]:
    """The units of these assignments that an office would urge; one query."""
    unanswered, late = Q(status=S.SENT), Q(state=State.LATE)
    slow = Q(state__in=(State.DUE_SOON, State.STALE)) & ~unanswered
    found = (
        with_progress(rows, today)
        .exclude(status=S.DECLINED)
        .exclude(state=State.DONE)
        .filter(unanswered | late | slow)
        .order_by()
        .values("unit")
        .annotate(
            unanswered=Count("pk", filter=unanswered),
            late=Count("pk", filter=late & ~unanswered),
            slow=Count("pk", filter=slow),
        )
    )
    return [UnitSlow(**row) for row in found]


def was_done_on(subject: Plan | Task, action: str, day: date) -> bool:
    """Whether history has the deed on that day: its index finds it at once, the notices have none."""
    deeds = Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))  # noqa: SLF001 -- documented
    return deeds.filter(action=action, at__date=day).exists()


def open_work(today: date) -> QuerySet[Any, Any]:
    """Work of running plans that is neither done nor declined, with its state."""
    rows = with_progress(Assignment.objects.all(), today)
    return rows.filter(task__plan__status=Plan.Status.PUBLISHED, done_on=None).exclude(
        Q(status=S.DECLINED) | Q(override=State.DONE)
    )
