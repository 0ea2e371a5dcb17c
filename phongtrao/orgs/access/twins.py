"""Who merges two records of one person: only who keeps both."""

from typing import NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404

from phongtrao.lib.answers import Answer
from phongtrao.orgs.access.people import can_keep_person, people_of
from phongtrao.orgs.access.units import KEEPS_PEOPLE, By
from phongtrao.orgs.models import Person
from phongtrao.orgs.scope import has_role


class Pair(NamedTuple):
    first: Person
    second: Person


def keeps_people(user: AbstractBaseUser) -> bool:
    return has_role(user, *KEEPS_PEOPLE)


def kept_people(user: AbstractBaseUser) -> QuerySet[Person]:
    return people_of(user, KEEPS_PEOPLE)


def get_pair(user: AbstractBaseUser, first: int, second: int) -> Pair:
    """Two different people one keeps; who keeps only one of them learns nothing of the other."""
    found = kept_people(user).select_related("user").in_bulk({first, second})
    if first == second or len(found) < len({first, second}):
        raise Http404
    return Pair(found[first], found[second])


def can_merge(by: By, stays: Person, goes: Person) -> Answer:
    return can_keep_person(by, goes) and can_keep_person(by, stays)
