"""Founding units, placing people, giving roles. Reorganisations are acts of their own (later).

``by`` is None for the system itself: the demo, an import, the command line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.accounts.services import Issued, create_account
from phongtrao.audit.services import changes, record
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.numbers import format_date
from phongtrao.notifications.services import notify
from phongtrao.orgs import access
from phongtrao.orgs.models import Grant, Line, Person, Place, Post, Unit, UnitSpan

__all__ = [
    "Hired",
    "NewPerson",
    "NewRole",
    "Place",
    "UnitFacts",
    "add_person",
    "appoint",
    "edit_unit",
    "end_post",
    "end_role",
    "found_unit",
    "give_role",
    "hire",
]


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What may be changed without a decision on the unit: all but its name and its place."""

    short_name: str
    code: str | None
    level: str
    area: str


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
class NewRole:
    """What is given: a role over a unit and everything below it on the line, perhaps of one kind."""

    role: Role
    unit: Unit
    line: Line = Line.ADMIN
    kind: str = ""
    level: str = ""
    capacity: str = ""  # how the holder signs papers: "", KT., TL., TM. or TUQ.
    since: date | None = None  # today
    until: date | None = None  # the first day on which it is no longer held; until it is ended


@dataclass(frozen=True, slots=True)
class Hired:
    person: Person
    issued: Issued | None


@transaction.atomic
def found_unit(unit: Unit, name: str, place: Place, *, by: AbstractBaseUser | None) -> Unit:
    """Save a new unit with its first span, from ``unit.opened_on`` on."""
    access.can_found(by, place).enforce()
    unit.name = name
    unit.search_keys()
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
def edit_unit(unit: Unit, facts: UnitFacts, *, by: AbstractBaseUser | None) -> Unit:
    access.can_edit_unit(by, unit).enforce()
    new = {name: getattr(facts, name) for name in UnitFacts.__slots__}
    before, after = changes(unit, new)
    if not after:
        return unit
    for name, value in after.items():
        setattr(unit, name, value)
    unit.search_keys()
    unit.full_clean()
    unit.save(update_fields=[*after, "search_text", "sort_key"])
    record(unit, "orgs.unit_edited", by=by, before=before, after=after)
    return unit


@transaction.atomic
def add_person(person: Person, *, by: AbstractBaseUser | None) -> Person:
    access.can_add_person(by).enforce()
    person.search_keys()
    person.full_clean()
    person.save()
    record(person, "orgs.person_added", by=by, after={"full_name": person.full_name})
    return person


@transaction.atomic
def appoint(post: Post, *, by: AbstractBaseUser | None) -> Post:
    access.can_edit_unit(by, post.unit).enforce()
    post.full_clean()
    post.save()
    record(
        post.person, "orgs.appointed", by=by, after={"unit": post.unit, "position": post.position}
    )
    return post


@transaction.atomic
def hire(new: NewPerson, unit: Unit, *, by: AbstractBaseUser) -> Hired:
    """Add a person with a post in the unit and, where a sign-in name is given, an account."""
    access.can_edit_unit(by, unit).enforce()
    issued = None
    if new.username:
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


@transaction.atomic
def give_role(user: AbstractBaseUser, new: NewRole, *, by: AbstractBaseUser | None) -> Grant:
    """Give the account a role over the unit and everything below it on the line."""
    access.can_give_role(by, user, new.unit).enforce()
    grant = Grant(
        user_id=user.pk,
        role=new.role,
        unit=new.unit,
        line=new.line,
        kind=new.kind,
        level=new.level,
        capacity=new.capacity,
        days=DateRange(new.since or timezone.localdate(), new.until),
        given_by_id=by.pk if by else None,
    )
    grant.full_clean()
    access.can_reach_all(by, grant).enforce()
    grant.save()
    said = {name: getattr(new, name) for name in ("role", "unit", "line", "capacity", "until")}
    record(grant, "orgs.role_given", by=by, after=said)
    if by is not None:
        _tell_of(grant, user)
    return grant


def _tell_of(grant: Grant, user: AbstractBaseUser) -> None:
    with office_language():
        said = {"role": grant.get_role_display(), "unit": grant.unit}
        text = _("Bạn được phân vai trò “%(role)s” tại %(unit)s.") % said
    url = reverse("orgs:unit", args=[grant.unit_id])
    notify([user], text, key=f"grant:{grant.pk}", url=url)


@transaction.atomic
def end_post(
    post: Post, on: date, *, grants: Iterable[Grant] = (), by: AbstractBaseUser | None
) -> Post:
    """From the day on the person no longer holds the post; ``grants`` end the same day.

    Roles do not hang on posts in the model, so whoever ends a post says which of them end with it.
    """
    access.can_end_post(by, post).enforce()
    if on <= post.days.lower:
        since = format_date(post.days.lower)
        raise BadInput(_("Ngày kết thúc phải sau ngày bắt đầu %s. Hãy sửa lại ngày.") % since)
    same = Post.objects.filter(pk=post.pk, days=post.days)
    if not same.update(days=DateRange(post.days.lower, on)):
        raise Conflict
    post.refresh_from_db(fields=["days"])
    after = {"unit": post.unit, "position": post.position, "until": on}
    record(post.person, "orgs.post_ended", by=by, after=after)
    for grant in grants:
        end_role(grant, on=on, by=by)
    return post


@transaction.atomic
def end_role(grant: Grant, *, on: date | None = None, by: AbstractBaseUser | None) -> Grant:
    """From the day on the role is no longer held: today unless said, and never before today.

    A role that never began is left with no day at all.
    """
    access.can_end_role(by, grant).enforce()
    today = timezone.localdate()
    end = max(today, on or today, grant.days.lower or today)
    if grant.days.upper is not None:
        end = min(end, grant.days.upper)
    same = Grant.objects.filter(pk=grant.pk, days=grant.days)
    if not same.update(days=DateRange(grant.days.lower, end)):
        raise Conflict
    record(grant, "orgs.role_ended", by=by, after={"until": end})
    grant.refresh_from_db(fields=["days"])
    return grant
