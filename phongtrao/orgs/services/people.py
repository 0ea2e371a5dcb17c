"""People, their posts, and what ends with a post."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from phongtrao.accounts.services import Issued, create_account
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.numbers import format_date
from phongtrao.orgs import access
from phongtrao.orgs.models import Grant, Person, Post, Unit
from phongtrao.orgs.services.roles import end_role


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
