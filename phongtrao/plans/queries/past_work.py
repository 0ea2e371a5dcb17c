"""What a unit and those it follows have done, with whom each piece came from. S3-29, S3-30.

Every piece of work is counted once, at the unit that did it: what a reorganisation carried on counts
where it was finished.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear

from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both in it; None is open."""

    first: date | None = None
    last: date | None = None

    def holds(self, field: str) -> Q:
        within = Q(**{f"{field}__isnull": False})
        if self.first:
            within &= Q(**{f"{field}__gte": self.first})
        if self.last:
            within &= Q(**{f"{field}__lte": self.last})
        return within


def done_within(line: Collection[int], span: Span) -> QuerySet[Assignment]:
    """Work the units of a lineage finished in the days."""
    return Assignment.objects.filter(span.holds("done_on"), unit__in=line)


def with_done(units: QuerySet[Unit], seen: QuerySet[Assignment], span: Span) -> QuerySet[Unit]:
    """Each with ``done`` in the days, ``in_time`` of them, and ``open`` now; of work in ``seen``."""
    mine = Q(assignments__in=seen.order_by().values("pk"))
    done = mine & span.holds("assignments__done_on")
    in_time = Q(assignments__due_on=None) | Q(assignments__done_on__lte=F("assignments__due_on"))
    running = mine & Q(assignments__done_on=None)
    running &= ~Q(assignments__status__in=Assignment.Status.dropped)
    return units.annotate(
        done=Count("assignments", filter=done),
        in_time=Count("assignments", filter=done & in_time),
        open=Count("assignments", filter=running),
    )


def done_by_year(line: Collection[int], span: Span) -> list[tuple[int, int]]:
    """(year, how many) over the whole lineage, one query; numbers only, so nobody's scope is asked."""
    rows: Any = done_within(line, span).annotate(year=ExtractYear("done_on")).order_by("year")
    return list(rows.values_list("year").annotate(n=Count("pk")))
