"""Founding units, placing people, giving roles. Reorganisations are acts of their own (later)."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.audit.services import record
from phongtrao.lib.text import fold, name_sort_key, sort_key
from phongtrao.orgs.models import Grant, Line, Person, Post, Unit, UnitSpan


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands: its parents on the two lines."""

    admin: Unit | None = None
    prof: Unit | None = None


@transaction.atomic
def found_unit(unit: Unit, name: str, place: Place, *, by: AbstractBaseUser | None) -> Unit:
    """Save a new unit with its first span, from ``unit.opened_on`` on."""
    unit.name = name
    unit.sort_key = sort_key(name)
    unit.search_text = fold(f"{name} {unit.short_name} {unit.code or ''}")
    unit.full_clean()
    unit.save()
    unit.admin_path = f"{place.admin.admin_path if place.admin else '/'}{unit.pk}/"
    unit.prof_path = f"{place.prof.prof_path if place.prof else '/'}{unit.pk}/"
    unit.save(update_fields=["admin_path", "prof_path"])
    UnitSpan.objects.create(
        unit=unit,
        name=name,
        admin_parent=place.admin,
        prof_parent=place.prof,
        days=DateRange(unit.opened_on, None),
    )
    record(unit, "orgs.unit_founded", by=by)
    return unit


@transaction.atomic
def add_person(person: Person, *, by: AbstractBaseUser | None) -> Person:
    person.sort_key = name_sort_key(person.full_name)
    person.search_text = fold(person.full_name)
    person.full_clean()
    person.save()
    record(person, "orgs.person_added", by=by)
    return person


@transaction.atomic
def appoint(post: Post, *, by: AbstractBaseUser | None) -> Post:
    post.full_clean()
    post.save()
    record(
        post.person, "orgs.appointed", by=by, after={"unit": post.unit, "position": post.position}
    )
    return post


@transaction.atomic
def give_role(
    user: AbstractBaseUser,
    role: Role,
    unit: Unit,
    *,
    line: Line = Line.ADMIN,
    since: date | None = None,
    until: date | None = None,
    by: AbstractBaseUser | None,
) -> Grant:
    """Give a role over the unit and everything below it on the line, from today unless said."""
    days = DateRange(since or timezone.localdate(), until)
    grant = Grant(
        user_id=user.pk,
        role=role,
        unit=unit,
        line=line,
        days=days,
        given_by_id=by.pk if by else None,
    )
    grant.full_clean()
    grant.save()
    record(grant, "orgs.role_given", by=by, after={"role": role, "unit": unit, "line": line})
    return grant
