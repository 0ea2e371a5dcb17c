"""Reviews of movements (sơ kết, tổng kết), of stages and of years: when they are due, and when held.

The calendar, the reminders and the story ask here, so that one review is never two things.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from phongtrao.lib.periods import MonthDay, parse_partial
from phongtrao.plans.models import Movement, Phase, YearlyReview


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """One review: ``day`` by which it is due; ``held_on`` once it was held, else None.

    ``phase``: the key of its stage, None for the review of a year; ``year``: that year, 0 for a stage's.
    """

    movement: Movement
    name: str
    day: date
    held_on: date | None = None
    phase: int | None = None
    year: int = 0

    @property
    def is_held(self) -> bool:
        return self.held_on is not None


def reviews_between(movements: QuerySet[Movement], first: date, last: date) -> list[ReviewDay]:
    """Reviews of these movements due on days of the span, held or not, in their order; three queries.

    Drafts are left out: nothing is due before the launch. A closed movement shows what was held.
    """
    known = movements.exclude(status=Movement.Status.DRAFT).order_by()
    phases = Phase.objects.filter(movement__in=known.values("pk"), review_on__range=(first, last))
    found = [
        ReviewDay(phase.movement, phase.name, phase.review_on, phase.reviewed_on, phase.pk)
        for phase in phases.select_related("movement__owner")
        if phase.review_on is not None
    ]
    yearly = list(known.exclude(yearly_review="").select_related("owner"))
    held = held_years(yearly)
    for movement in yearly:
        found += years_between(movement, held[movement.pk], first, last)
    closed = Movement.Status.CLOSED
    shown = (row for row in found if row.is_held or row.movement.status != closed)
    return sorted(shown, key=lambda row: (row.day, row.movement.pk, row.year))


def held_years(movements: Iterable[Movement]) -> dict[int, dict[int, YearlyReview]]:
    """Key of the movement → year → its review; one query."""
    found: dict[int, dict[int, YearlyReview]] = defaultdict(dict)
    for row in YearlyReview.objects.filter(movement__in=[m.pk for m in movements]).select_related(
        "paper"
    ):
        found[row.movement_id][row.year] = row
    return found


def years_between(
    movement: Movement, held: dict[int, YearlyReview], first: date, last: date
) -> Iterator[ReviewDay]:
    """The review of every year whose day lies in the span and in the movement's own. No query."""
    if not movement.yearly_review:
        return
    read = parse_partial(movement.yearly_review)
    when = MonthDay(read.month or 1, read.day or 1)
    begins, ends = max(first, movement.starts_on), min(last, movement.ends_on or date.max)
    for year in range(begins.year, ends.year + 1):
        day = when.in_year(year)
        if begins <= day <= ends:
            review = held.get(year)
            name = _("năm %s") % year
            yield ReviewDay(movement, name, day, review.held_on if review else None, year=year)


def open_years(movement: Movement, today: date) -> list[ReviewDay]:
    """Years whose review may be written down today: begun, and not held yet. The oldest first; one query.

    The review of a year is held before its day, so the one of this year counts from January on.
    """
    held = held_years([movement])[movement.pk]
    years = years_between(movement, held, date.min, date(today.year, 12, 31))
    return [review for review in years if not review.is_held]
