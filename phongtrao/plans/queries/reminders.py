"""Who is due a word about deadlines: counted in the database, one row a unit and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet

from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Movement, Plan, ProgressReport
from phongtrao.plans.queries.movement_reviews import reviews_between
from phongtrao.plans.queries.status import with_progress

S = Assignment.Status
State = Assignment.Progress
FULL = 100
REVIEW_BEFORE, REVIEW_AFTER = (
    14,
    14,
)  # days: a review has to be prepared; a missed run is made up for

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
    """Late work of a plan: how many tasks at how many units; ``newest``: the last day missed."""

    plan: int
    owner: int
    title: str
    units: int
    count: int
    newest: date | None


@dataclass(frozen=True, slots=True)
class ReviewNear:
    """The review of a movement's stage (sơ kết, tổng kết) that comes, or has been."""

    phase: int
    name: str
    movement: int
    title: str
    owner: Unit
    review_on: date
    is_over: bool


def stage_of(days_left: int) -> str:
    """The stage for a deadline so many days ahead (negative: past); empty when no word is due."""
    return next((key for key, first, last in STAGES if last <= days_left <= first), "")


def due_work(today: date) -> QuerySet[Any, Any]:
    """Open work of which the unit has had no word since the stage began that it is in today.

    Work whose full report waits for the office is not the unit's to hurry.
    """
    reported = ProgressReport.objects.filter(
        assignment=OuterRef("pk"), status=ProgressReport.Status.SUBMITTED, percent=FULL
    )
    return open_work(today).filter(unsaid_stage(today)).filter(~Exists(reported))


def unsaid_stage(today: date) -> Q:
    """In a stage of its deadline, and without a word since that began: of any rows with ``due_on`` and
    ``reminded_on``.
    """
    stages = Q(pk__in=[])
    for _stage, first, last in STAGES:
        days = today + timedelta(days=last), today + timedelta(days=first)
        said_before = Q(reminded_on=None) | Q(reminded_on__lt=F("due_on") - timedelta(days=first))
        stages |= Q(due_on__range=days) & said_before
    return stages


def due_by_unit(today: date) -> Iterator[UnitDue]:
    """Units to remind today, a row a day on which work is due."""
    rows = (
        due_work(today)
        .order_by()
        .values("unit", "due_on")
        .annotate(count=Count("pk"), example=Min("task__text"))
    )
    for row in rows.iterator():
        yield UnitDue(**row, stage=stage_of((row["due_on"] - today).days))


def late_by_plan(today: date, owners: QuerySet[Unit, Any] | None = None) -> list[PlanLate]:
    """One row for each plan in which anything is late, of these owners or of all; two queries."""
    rows = list(late_plans(today, owners).order_by("-count"))
    plans = Plan.objects.in_bulk([row["task__plan"] for row in rows])
    return [
        PlanLate(
            plan=row["task__plan"],
            owner=plans[row["task__plan"]].owner_id,
            title=plans[row["task__plan"]].title,
            units=row["units"],
            count=row["count"],
            newest=row["newest"],
        )
        for row in rows
    ]


def late_plans(today: date, owners: QuerySet[Unit, Any] | None = None) -> QuerySet[Any, Any]:
    """The same as rows: task__plan, ``units``, ``count``, ``oldest``, ``newest``.

    As everywhere where a plan is counted, without tasks that units set themselves.
    """
    # The day first: the database knows how many days are past, and nothing of the state's CASE.
    past_day = Q(due_on__lt=today)
    past = past_day | Q(override=State.LATE)
    work = open_work(today).filter(past, state=State.LATE, task__local_to=None)
    if owners is not None:
        work = work.filter(task__plan__owner__in=owners)
    grouped: QuerySet[Any, Any] = (
        work.order_by()
        .values("task__plan")
        .annotate(
            units=Count("unit", distinct=True),
            count=Count("pk"),
            oldest=Min("due_on", filter=past_day),
            newest=Max("due_on", filter=past_day),
        )
    )
    return grouped


def reviews_near(today: date) -> list[ReviewNear]:
    """Reviews of running movements, of stages and of years, that the owner's office should hear of.

    Before the day and after it, unless it is held already; three queries. S0-17, S1-49.
    """
    first, last = today - timedelta(days=REVIEW_AFTER), today + timedelta(days=REVIEW_BEFORE)
    return [
        ReviewNear(
            phase=row.phase or -row.movement.pk,  # of no stage: must not meet the key of one
            name=row.name,
            movement=row.movement.pk,
            title=row.movement.title,
            owner=row.movement.owner,
            review_on=row.day,
            is_over=row.day < today,
        )
        for row in reviews_between(Movement.objects.all(), first, last)
        if not row.is_held
    ]


def open_work(today: date) -> QuerySet[Any, Any]:
    """Work of running plans that is neither done nor declined, with its state."""
    rows = with_progress(Assignment.objects.all(), today)
    return rows.filter(task__plan__status=Plan.Status.PUBLISHED, done_on=None).exclude(
        Q(status__in=S.dropped) | Q(override=State.DONE)
    )
