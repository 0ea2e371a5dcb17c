"""Rows that hold over some days: ``days`` is a range, its upper end the first day no longer in it."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

Dated = TypeVar("Dated", bound=models.Model)


class DatedQuerySet(models.QuerySet[Dated]):
    """Rows with ``days``."""

    def today(self) -> Self:
        return self.filter(days__contains=timezone.localdate())

    def as_of(self, day: date) -> Self:
        return self.filter(days__contains=day)

    def over(self) -> Self:
        return self.filter(days__fully_lt=(timezone.localdate(), None))

    def not_over(self) -> Self:
        """Today's, and those that begin later."""
        over = Q(days__isempty=True) | Q(days__fully_lt=(timezone.localdate(), None))
        return self.exclude(over)


def drawn(whose: str) -> Func:
    """Whose row and its ``days`` as a box of the plane: two boxes meet (&&) when the days of one do.

    For exclusion constraints of tables that are filled a hundred thousand rows at a time: a GiST of
    boxes takes a third of the time of one of two ranges. Half a day is taken off the end, because
    boxes that only touch would meet as well.
    """
    owner = "%(expressions)s::float8"
    first = "coalesce(lower(%(expressions)s) - date '1900-01-01', 0)::float8"
    end = "coalesce(upper(%(expressions)s) - date '1900-01-01', 999999)::float8 - 0.5"
    corners = [
        Func(
            Func(F(whose), template=owner, output_field=models.FloatField()),
            Func(F("days"), template=day, output_field=models.FloatField()),
            function="point",
            output_field=models.TextField(),
        )
        for day in (first, end)
    ]
    return Func(*corners, function="box", output_field=models.TextField())
