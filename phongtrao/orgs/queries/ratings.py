"""Ratings of a unit and of those who worked there in a year."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q, QuerySet

from phongtrao.lib.periods import Period
from phongtrao.orgs.models import Person, Post, Unit, YearlyRating
from phongtrao.orgs.queries.days import named_as_of
from phongtrao.orgs.queries.lineage import lineages


def people_to_rate(unit: Unit, period: Period) -> QuerySet[Person]:
    """Who held a full post there in the year, or was rated there, by name."""
    days = DateRange(period.start, period.end + timedelta(days=1))
    posts = Post.objects.full().filter(unit=unit, days__overlap=days)
    rated = YearlyRating.objects.filter(unit=unit, period=period.key)
    there = Q(pk__in=posts.values("person")) | Q(pk__in=rated.values("person"))
    return Person.objects.filter(there).order_by("sort_key", "pk")


def ratings_of_year(unit: Unit, period: Period) -> dict[int | None, YearlyRating]:
    """{person, None for the unit itself: what stands for the year there}; one query."""
    rows = YearlyRating.objects.filter(unit=unit, period=period.key)
    return {row.person_id: row for row in rows}


def ratings_at(unit: Unit) -> QuerySet[YearlyRating]:
    """Of people, given there."""
    rows = YearlyRating.objects.filter(unit=unit, person__isnull=False)
    return rows.select_related("person")


def own_ratings(unit: Unit) -> QuerySet[YearlyRating]:
    """Of the unit itself and of those it follows, the latest first, each with ``unit_name``. S3-29"""
    rows = YearlyRating.objects.filter(unit__in=lineages([unit.pk])[unit.pk], person=None)
    return named_as_of(rows, F("ends_on")).order_by("-ends_on", "unit__sort_key")


def ratings_of(person: Person) -> QuerySet[YearlyRating]:
    """Wherever they were given, the latest first; ``unit_name``: what the unit was called in that year."""
    rows = YearlyRating.objects.filter(person=person)
    return named_as_of(rows, F("ends_on")).order_by("-ends_on", "-pk")
