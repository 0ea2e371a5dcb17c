"""Giving roles and ending them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.audit.services import Line as Told
from phongtrao.audit.services import record, record_many
from phongtrao.base.words import office_language
from phongtrao.lib.errors import Conflict
from phongtrao.notifications.services import notify
from phongtrao.orgs import access, queries
from phongtrao.orgs.models import Grant, Line, Unit


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
    record(grant, "orgs.role_given", by=by, after=_told(grant))
    if by is not None:
        _tell_of(grant, user)
    return grant


def _told(grant: Grant) -> dict[str, Any]:
    """Kind and level as they are called on the day: their names may change later."""
    said = {name: getattr(grant, name) for name in ("role", "unit", "line", "capacity")}
    with office_language():
        narrowed = {"kind": grant.get_kind_display(), "level": grant.get_level_display()}
    days = {"since": grant.days.lower, "until": grant.days.upper}
    return {**said, **{name: word for name, word in narrowed.items() if word}, **days}


def _tell_of(grant: Grant, user: AbstractBaseUser) -> None:
    with office_language():
        said = {"role": grant.get_role_display(), "unit": grant.unit}
        text = _("Bạn được phân vai trò “%(role)s” tại %(unit)s.") % said
    url = reverse("orgs:unit", args=[grant.unit_id])
    notify([user], text, key=f"grant:{grant.pk}", url=url)


@transaction.atomic
def end_role(grant: Grant, *, on: date | None = None, by: AbstractBaseUser | None) -> Grant:
    """From the day on the role is no longer held: today unless said, and never before today.

    A role that never began is left with no day at all. Whoever did the job in the holder's place ends
    with it.
    """
    access.can_end_role(by, grant).enforce()
    _close(grant, on=on, by=by)
    for deputy in queries.acting_under(grant):
        _close(deputy, on=grant.days.upper, by=by)
    return grant


@transaction.atomic
def end_roles_on(ends: Mapping[Grant, date], *, by: AbstractBaseUser | None) -> int:
    """``end_role`` of many, each on its day; a few statements whatever the number.

    Returns how many ended, those who did the job in the holder's place among them. Raises NotAllowed
    for the first that ``by`` may not end, and ends none.
    """
    rows = Grant.objects.select_for_update(of=("self",)).select_related("user", "unit")
    grants = list(rows.filter(pk__in=[one.pk for one in ends]).order_by("pk"))
    for grant in grants:  # no query of its own: what ``by`` holds is read once
        access.can_end_role(by, grant).enforce()
    days = {one.pk: ends[one] for one in grants}
    deputies = queries.acting_under_any(grants)
    days |= {deputy.pk: days[principal.pk] for deputy, principal in deputies.items()}
    closed = [*grants, *deputies]
    for grant in closed:
        grant.days = DateRange(grant.days.lower, _end_of(grant, days[grant.pk]))
    Grant.objects.bulk_update(closed, ["days"])
    lines = [Told(grant, after={"until": grant.days.upper}) for grant in closed]
    record_many(lines, "orgs.role_ended", by=by)
    return len(closed)


def _close(grant: Grant, *, on: date | None, by: AbstractBaseUser | None) -> None:
    end = _end_of(grant, on)
    same = Grant.objects.filter(pk=grant.pk, days=grant.days)
    if not same.update(days=DateRange(grant.days.lower, end)):
        raise Conflict
    record(grant, "orgs.role_ended", by=by, after={"until": end})
    grant.refresh_from_db(fields=["days"])


def _end_of(grant: Grant, on: date | None) -> date:
    today = timezone.localdate()
    end = max(today, on or today, grant.days.lower or today)
    return end if grant.days.upper is None else min(end, grant.days.upper)
