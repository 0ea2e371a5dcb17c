"""Places a unit has and has taken, and how many of them go to those S0-12 puts first. S3-43"""

from dataclasses import dataclass

from django.db.models import QuerySet

from phongtrao.nominations.models import Nomination, Quota, Submission

C = Quota.Category


def category_of(*, is_person: bool) -> str:
    return C.PEOPLE if is_person else C.UNITS


def taking(sent: Submission, *, is_person: bool) -> QuerySet[Nomination]:
    rows = Nomination.objects.filter(submission=sent, status__in=Nomination.Status.living)
    return rows.filter(person__isnull=not is_person)


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
