"""Whom a unit may ask for: its own people, itself, its rooms, the units below it. S3-43 S0-12"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Count, Q, QuerySet

from phongtrao.nominations.models import Nomination
from phongtrao.orgs.models import Person, Post, Unit

K = Unit.Kind
INNER = (K.ROOM, K.OFFICE)  # small collectives, and where a unit's own people work
WOMEN = 70  # percent: such collectives go first where all else is the same (NĐ 152/2025, điều 4 khoản 6)


@dataclass(frozen=True, slots=True)
class Subject:
    """A person and where they work, or (``person`` None) a collective; as it is told in a dossier."""

    person: Person | None
    unit: Unit
    job: str = ""
    is_frontline: bool = False

    @classmethod
    def of_post(cls, post: Post) -> Self:
        return cls(post.person, post.unit, post.position, post.is_frontline)

    @classmethod
    def of_unit(cls, unit: Unit) -> Self:
        return cls(None, unit, is_frontline=unit.kind in INNER)

    @property
    def key(self) -> int:
        return self.person.pk if self.person else self.unit.pk

    @property
    def name(self) -> str:
        return self.person.full_name if self.person else self.unit.name

    @property
    def holder(self) -> str:
        return holder_of(self.person, self.unit)


def holder_of(person: Person | None, unit: Unit) -> str:
    return f"person:{person.pk}" if person else f"unit:{unit.pk}"


def holder_in(row: Nomination) -> str:
    """The same of a nomination, whose person need not be loaded."""
    return f"person:{row.person_id}" if row.person_id else f"unit:{row.unit_id}"


def own_units(unit: Unit) -> QuerySet[Unit]:
    """The unit and the rooms right inside it."""
    inside = Q(kind__in=INNER, admin_path__regex=f"^{unit.admin_path}[0-9]+/$")
    return Unit.objects.standing().filter(Q(pk=unit.pk) | inside)


def people_of_unit(unit: Unit, on: date) -> QuerySet[Post]:
    """Full posts of the day."""
    rows = Post.objects.as_of(on).full().filter(unit__in=own_units(unit))
    return rows.select_related("person", "unit").order_by("person__sort_key", "pk")


def collectives_of(unit: Unit) -> QuerySet[Unit]:
    below = Q(admin_path__startswith=unit.admin_path) | Q(prof_path__startswith=unit.prof_path)
    return Unit.objects.standing().filter(below).exclude(kind=K.BODY).order_by("sort_key", "pk")


def subjects_of(unit: Unit, on: date, *, is_person: bool) -> dict[int, Subject]:
    """{key of the person or unit: who it is}, in the order of their names."""
    if is_person:
        found = [Subject.of_post(post) for post in people_of_unit(unit, on)]
    else:
        found = [Subject.of_unit(one) for one in collectives_of(unit)]
    return {one.key: one for one in found}


def mostly_women(units: Collection[int], on: date) -> set[int]:
    """Collectives in which at least 70 of a hundred are women; one query."""
    rows = Post.objects.as_of(on).full().filter(unit__in=units).values("unit")
    counted = rows.annotate(
        all=Count("person", distinct=True),
        women=Count("person", distinct=True, filter=Q(person__sex=Person.Sex.FEMALE)),
    )
    return {row["unit"] for row in counted if row["women"] * 100 >= WOMEN * row["all"]}
