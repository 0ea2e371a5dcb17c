"""Rows that hold over some days: ``days`` is a range, its upper end the first day no longer in it."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
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
