"""Two records that are probably one person: same name, and same day of birth or, where a day is missing,
a unit in common.
"""

from collections.abc import Collection

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Func, JSONField, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from phongtrao.audit.models import Entry
from phongtrao.lib.text import fold
from phongtrao.orgs.keeping import ERASED
from phongtrao.orgs.models import DistinctPair, Person, Post

MERGED = "orgs.persons_merged"
AWAY = "orgs.person_merged_away"


class Each(Func):
    """A row for each element of an array."""

    function = "unnest"
    set_returning = True
    output_field = JSONField()


def told_apart(one: Person, other: Person) -> QuerySet[DistinctPair]:
    """What was said of the two: that they are two people."""
    return DistinctPair.objects.filter(first__in=(one, other), second__in=(one, other))


def pairs_told_apart(people: QuerySet[Person]) -> QuerySet[Person]:
    """``probable_twins`` that somebody said are two people."""
    return _pairs(people, Q(Exists(_said_of_both())))


def probable_twins(people: QuerySet[Person]) -> QuerySet[Person]:
    """A row for each pair among ``people``: the older record, and as ``twin`` of the younger one
    {"pk", "code", "units" (names of today), "birth_date"}.

    Who was erased has no name left to go by; pairs that are two people after all are not asked again.
    """
    return _pairs(people, ~Q(Exists(_said_of_both())))


def _said_of_both() -> QuerySet[DistinctPair]:
    younger, older = OuterRef("pk"), OuterRef(OuterRef("pk"))
    one_way = Q(first=younger, second=older)
    return DistinctPair.objects.filter(one_way | Q(first=older, second=younger))


def _pairs(people: QuerySet[Person], which: Q) -> QuerySet[Person]:
    today = Post.objects.today().filter(person=OuterRef("pk")).order_by("pk")
    shared = Post.objects.filter(
        person=OuterRef("pk"), unit__posts__person=OuterRef(OuterRef("pk"))
    )
    same_day = Q(birth_date=OuterRef("birth_date"))
    unknown = Q(birth_date=None) | Q(Exists(_without_birth_date()))
    others = people.filter(search_text=OuterRef("search_text"), pk__gt=OuterRef("pk"))
    others = others.filter(same_day | (unknown & Q(Exists(shared)))).filter(which)
    told = JSONObject(
        pk="pk",
        code="code",
        birth_date="birth_date",
        units=ArraySubquery(today.values("unit__name")),
    )
    named = people.exclude(search_text=fold(ERASED))
    return named.annotate(twin=Each(ArraySubquery(others.order_by("pk").values(told=told))))


def _without_birth_date() -> QuerySet[Person]:
    """The older record of the pair, where its day of birth is missing."""
    return Person.objects.filter(pk=OuterRef(OuterRef("pk")), birth_date=None)


def people_by_key(keys: Collection[int]) -> dict[int, Person]:
    """Who each number stands for today: what was merged is whom it was merged into, directly or by way of others."""
    now = {key: key for key in keys}
    people = Person.objects.in_bulk(list(now))
    while gone := {pk for pk in now.values() if pk not in people}:
        lines = Entry.objects.filter(
            subject_type="orgs.person", subject_id__in=map(str, gone), action=AWAY
        )
        told = lines.values_list("subject_id", "data__into_record")
        into = {int(pk): int(one.lstrip("#")) for pk, one in told}
        now = {key: into.get(pk, pk) for key, pk in now.items() if pk in people or pk in into}
        people |= Person.objects.in_bulk(list(into.values()))
    return {key: people[pk] for key, pk in now.items()}


def records_of(pk: int | str) -> list[int]:
    """The number of a person, and of every record that was merged into it, directly or by way of another."""
    known, new = [int(pk)], [int(pk)]
    while new:
        lines = Entry.objects.filter(
            subject_type="orgs.person", subject_id__in=map(str, new), action=MERGED
        )
        gone = [int(data["gone"].lstrip("#")) for data in lines.values_list("data", flat=True)]
        new = [one for one in gone if one not in known]
        known += new
    return known
