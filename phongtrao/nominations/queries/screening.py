"""What a round came to in numbers, and which dossier is looked at next. S0-12 S0-56"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Max, Q, QuerySet, Value, When

from phongtrao.councils.queries.votes import percent_of
from phongtrao.nominations.models import AwardRound, Nomination, Submission

N = Nomination.Status


@dataclass(frozen=True, slots=True)
class Share:
    """Of those still considered: how many are small collectives and people who do the work themselves."""

    frontline: int
    total: int

    @property
    def percent(self) -> str:
        return percent_of(self.frontline, self.total)


def with_places(rows: QuerySet[Any]) -> QuerySet[Any]:
    """``behind``: 0 for those listed first (S0-12); ``open_marks``: places still to mend;
    ``objected``: objections that wait; ``notice_until``: the last day of its public notice.
    """
    first = Case(When(is_frontline=True, then=Value(0)), default=Value(1), output_field=IntegerField())  # fmt: skip
    marks = Count("marks", filter=Q(marks__mended_at=None), distinct=True)
    objected = Count("objections", filter=Q(objections__status="open"), distinct=True)
    told: QuerySet[Any] = rows.annotate(
        behind=first, open_marks=marks, objected=objected, notice_until=Max("notices__until_on")
    )
    return told


def share_of(rows: QuerySet[Any]) -> Share:
    living = rows.order_by().filter(status__in=N.living)
    told = living.aggregate(all=Count("pk"), first=Count("pk", filter=Q(is_frontline=True)))
    return Share(told["first"], told["all"])


def next_to_screen(rows: QuerySet[Any], after: Nomination | None = None) -> int | None:
    """The next one that waits, small collectives and frontline people first; round again from the start."""
    waiting = with_places(rows.filter(status=N.SENT)).order_by("behind", "submission__sent_at", "form__position", "position", "pk")  # fmt: skip
    keys: list[int] = list(waiting.values_list("pk", flat=True))
    if after is None:
        return keys[0] if keys else None
    others = [key for key in keys if key != after.pk]
    if after.pk not in keys or not others:
        return others[0] if others else None
    place = keys.index(after.pk)
    return (keys[place + 1 :] + keys[:place])[0]


def waiting_submissions(found: AwardRound) -> QuerySet[Submission]:
    rows = found.submissions.filter(status=Submission.Status.SENT)
    return rows.select_related("unit").order_by("sent_at", "pk")
