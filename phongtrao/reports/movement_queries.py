"""Gathering the facts of a movement over all its years; a fixed number of queries."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from phongtrao.base.words import office_language
from phongtrao.orgs.queries import superior_name
from phongtrao.plans.models import Assignment, Movement, Plan, ProgressReport, Task
from phongtrao.plans.queries.entries import entries
from phongtrao.plans.queries.movement_reviews import held_years
from phongtrao.plans.queries.movement_units import answers_to, asked_units, asked_words
from phongtrao.plans.queries.tally import DONE, NOTHING, Tally, tallied, tallies
from phongtrao.reports.facts import Counts, Letter
from phongtrao.reports.movement_facts import MovementFacts, PlanLine, ReviewFacts, YearFacts


def movement_facts(
    movement: Movement,
    *,
    as_of: date | None = None,
    letter: Letter | None = None,
    activities: Sequence[str] = (),
) -> MovementFacts:
    """Count the movement from its first day to ``as_of`` (today unless said). S0-18

    Of a plan that serves several movements only what hangs on the contents of this one is counted.
    """
    day, paper = as_of or timezone.localdate(), movement.launched_by
    work = _work(movement)
    whole = sum(tallied(entries(work, day)).values(), NOTHING)
    asked = asked_units(movement)
    launched = answers_to(movement).exclude(status=Movement.Status.DRAFT)
    with office_language():  # the facts go into a paper
        who, reviews = asked_words(movement), tuple(_reviews(movement))
    return MovementFacts(
        movement=movement.pk,
        title=movement.title,
        owner=movement.owner.name,
        superior=superior_name(movement.owner),
        number=paper.number if paper else "",
        issued_on=paper.issued_on.isoformat() if paper and paper.issued_on else "",
        starts_on=movement.starts_on.isoformat(),
        ends_on=movement.ends_on.isoformat() if movement.ends_on else "",
        as_of=day.isoformat(),
        asked=who,
        units_asked=asked.count(),
        units_launched=asked.filter(pk__in=launched.order_by().values("owner")).count(),
        units_working=_counted(work).aggregate(n=Count("unit", distinct=True))["n"],
        counts=_counts(whole),
        goals=movement.goals,
        years=tuple(_years(movement, work, launched, day)),
        plans=tuple(_plans(movement, work, day)),
        reviews=reviews,
        letter=letter or Letter(),
        activities=tuple(activities),
    )


# ------------------------------------------------------------------ parts


def _issued(movement: Movement) -> QuerySet[Plan]:
    return Plan.objects.filter(movements=movement.pk).exclude(status=Plan.Status.DRAFT)


def _of_movement(movement: Movement, prefix: str) -> Q:
    """Tasks of its plans: all of a plan of its own, of a shared one those on its contents."""
    shared = Plan.objects.annotate(n=Count("movements")).filter(n__gt=1).values("pk")
    in_plans = Q(**{f"{prefix}plan__in": _issued(movement).values("pk"), f"{prefix}local_to": None})
    hangs_here = Q(**{f"{prefix}content__movement": movement.pk})
    return in_plans & (hangs_here | ~Q(**{f"{prefix}plan__in": shared}))


def _work(movement: Movement) -> QuerySet[Assignment]:
    return Assignment.objects.filter(_of_movement(movement, "task__"))


def _counted(work: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return work.exclude(status__in=Assignment.Status.dropped)


def _counts(tally: Tally) -> Counts:
    return Counts(**tally.states(), percent=tally.percent)


def _years(
    movement: Movement, work: QuerySet[Assignment], launched: QuerySet[Movement], day: date
) -> Iterator[YearFacts]:
    """From the first year to the one of ``day``; a year without anything stays, it is an answer too."""
    issued = _issued(movement).select_related("document")
    plans = Counter(((p.document and p.document.issued_on) or p.starts_on).year for p in issued)
    units = dict(
        launched.order_by()
        .values_list("launched_on__year")
        .annotate(n=Count("owner", distinct=True))
    )
    finished = entries(work, day).filter(DONE).order_by()
    done = dict(finished.values_list("done_on__year").annotate(n=Count("pk")))
    reports = ProgressReport.objects.filter(
        assignment__in=work.order_by().values("pk"), status=ProgressReport.Status.ACCEPTED
    )
    accepted = dict(
        reports.order_by()
        .annotate(year=ExtractYear("reviewed_at", tzinfo=timezone.get_current_timezone()))
        .values_list("year")
        .annotate(n=Count("pk"))
    )
    for year in range(movement.starts_on.year, day.year + 1):
        numbers = (found.get(year, 0) for found in (plans, units, done, accepted))
        yield YearFacts(year, *numbers)


def _plans(movement: Movement, work: QuerySet[Assignment], day: date) -> Iterator[PlanLine]:
    counted = tallies(work, "task__plan", today=day)
    units = dict(
        _counted(work).order_by().values_list("task__plan").annotate(n=Count("unit", distinct=True))
    )
    own = Task.objects.filter(_of_movement(movement, ""))
    tasks = dict(own.order_by().values_list("plan").annotate(n=Count("pk")))
    rows = _issued(movement).select_related("document", "owner").order_by("starts_on", "pk")
    for plan in rows:
        yield PlanLine(
            plan=plan.pk,
            title=plan.title,
            number=plan.document.number if plan.document else "",
            owner=plan.owner.name,
            tasks=tasks.get(plan.pk, 0),
            units=units.get(plan.pk, 0),
            counts=_counts(counted.get((plan.pk,), NOTHING)),
        )


def _reviews(movement: Movement) -> list[ReviewFacts]:
    """Of stages and years, in the order in which they were held."""
    held = [
        (phase.reviewed_on, phase.name, phase.review_paper, phase.lessons)
        for phase in movement.phases.select_related("review_paper")
        if phase.reviewed_on
    ]
    years = held_years([movement])[movement.pk].values()
    held += [(row.held_on, f"năm {row.year}", row.paper, row.lessons) for row in years]
    held.sort(key=lambda row: row[0])
    return [
        ReviewFacts(name, day.isoformat(), paper.number if paper else "", lessons)
        for day, name, paper, lessons in held
    ]
