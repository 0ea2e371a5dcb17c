"""People: who they are, and how somebody comes into a unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts.access import can_reset
from phongtrao.accounts.services import Issued, create_account
from phongtrao.audit.services import changes as find_changes
from phongtrao.audit.services import record
from phongtrao.orgs import access
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.orgs.services.posts import appoint


@dataclass(frozen=True, slots=True)
class NewPerson:
    full_name: str
    position: str
    category: str
    since: date
    code: str | None = None
    is_frontline: bool = True
    username: str = ""  # empty: no account
    email: str = ""


@dataclass(frozen=True, slots=True)
class Hired:
    person: Person
    issued: Issued | None


@transaction.atomic
def add_person(person: Person, *, by: AbstractBaseUser | None) -> Person:
    access.can_add_person(by).enforce()
    person.search_keys()
    person.full_clean()
    person.save()
    record(person, "orgs.person_added", by=by, after={"full_name": person.full_name})
    return person


@transaction.atomic
def edit_person(
    person: Person, changes: Mapping[str, Any], *, by: AbstractBaseUser | None
) -> Person:
    """Change who somebody is: name, code, day of birth …; ``changes``: {field: value}."""
    access.can_keep_person(by, person).enforce()
    before, after = find_changes(person, changes)
    if not after:
        return person
    if "code" in after and person.user is not None and by is not None:
        can_reset(by, person.user).enforce()  # the gateway signs in by the code: accounts.oidc
    for name, value in after.items():
        setattr(person, name, value)
    person.search_keys()
    person.full_clean()
    person.save()
    record(person, "orgs.person_edited", by=by, before=before, after=after)
    return person


@transaction.atomic
def hire(new: NewPerson, unit: Unit, *, by: AbstractBaseUser) -> Hired:
    """Add a person with a post in the unit and, where a sign-in name is given, an account."""
    access.can_keep_people(by, unit).enforce()
    issued = None
    if new.username:
        access.can_edit_unit(by, unit).enforce()
        issued = create_account(new.username, new.full_name, email=new.email, by=by)
    person = Person(full_name=new.full_name, code=new.code, user=issued.user if issued else None)
    add_person(person, by=by)
    post = Post(
        person=person,
        unit=unit,
        position=new.position,
        category=new.category,
        is_frontline=new.is_frontline,
        days=DateRange(new.since, None),
    )
    appoint(post, by=by)
    return Hired(person, issued)
