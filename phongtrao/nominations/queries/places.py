"""Places a unit has and has taken, and how many of them go to those S0-12 puts first. S3-43"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from phongtrao.nominations.models import AwardRound, Nomination, Quota, Submission

C = Quota.Category


def category_of(*, is_person: bool) -> str:
    return C.PEOPLE if is_person else C.UNITS


def taking(sent: Submission, *, is_person: bool) -> QuerySet[Nomination]:
    rows = Nomination.objects.filter(submission=sent, status__in=Nomination.Status.living)
    return rows.filter(person__isnull=not is_person)


def taken_by(sent: Iterable[Submission], *, is_person: bool) -> dict[int, int]:
    """{submission: how many places it has taken}, of many at once."""
    rows = Nomination.objects.filter(
        submission__in=[one.pk for one in sent], status__in=Nomination.Status.living
    )
    counted = rows.filter(person__isnull=not is_person).order_by().values_list("submission")
    return dict(counted.annotate(n=Count("pk")))


def left_by(
    found: AwardRound, sent: Mapping[int, Submission | None], *, is_person: bool
) -> dict[int, int | None]:
    """{unit: how many places it has left}; None: the round limits nothing."""
    rows = Quota.objects.filter(round=found, category=category_of(is_person=is_person))
    if not rows.exists():
        return dict.fromkeys(sent)
    most = dict(rows.filter(unit__in=sent).values_list("unit", "most"))
    there = {unit: one for unit, one in sent.items() if one and one.pk}
    taken = taken_by(there.values(), is_person=is_person)
    used = {unit: taken.get(one.pk, 0) for unit, one in there.items()}
    return {unit: max(0, most.get(unit, 0) - used.get(unit, 0)) for unit in sent}


@dataclass(frozen=True, slots=True)
class Places:
    """``most`` None: the round limits nothing. ``first``: who works directly, small collectives."""

    most: int | None
    taken: int
    first: int

    @property
    def left(self) -> int | None:
        return None if self.most is None else max(0, self.most - self.taken)

    @property
    def is_over(self) -> bool:
        return self.most is not None and self.taken > self.most

    @property
    def percent(self) -> int | None:
        return self.first * 100 // self.taken if self.taken else None

    def more(self, taken: int, first: int) -> "Places":
        """With so many more, as they are being ticked."""
        return Places(self.most, self.taken + taken, self.first + first)


def places_of(sent: Submission, *, is_person: bool) -> Places:
    quotas = Quota.objects.filter(round=sent.round_id, category=category_of(is_person=is_person))
    found = dict(quotas.values_list("unit", "most"))
    told: list[bool] = []
    if sent.pk:  # one to come has taken nothing
        told = list(taking(sent, is_person=is_person).values_list("is_frontline", flat=True))
    return Places(found.get(sent.unit_id, 0) if found else None, len(told), sum(told))
