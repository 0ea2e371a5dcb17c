"""People with posts, ratings and leave, for tests. Every name is invented."""

from datetime import date
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.lib import facts
from phongtrao.lib.facts import Fact
from phongtrao.orgs.models import Discipline, Leave, Person, Post, Unit
from phongtrao.orgs.services import Case, appoint, grant_leave, open_case
from tests.factories import LONG_AGO, make_person


def place(
    unit: Unit,
    person: Person | str = "Nông Thị Hạ",
    since: date = LONG_AGO,
    until: date | None = None,
    **more: Any,
) -> Post:
    """A post from ``since`` to before ``until``."""
    who = make_person(person) if isinstance(person, str) else person
    what = {"position": "Giáo viên", "category": "public", **more}
    return appoint(Post(person=who, unit=unit, days=DateRange(since, until), **what), by=None)


def away(person: Person, kind: str, since: date, until: date | None, *, counts: bool) -> Leave:
    leave = Leave(person=person, kind=kind, days=DateRange(since, until), counts_as_work=counts)
    return grant_leave(leave, by=None)


def disciplined(person: Person | None, unit: Unit, since: date, **more: Any) -> Discipline:
    what = {"form": "warning", "decided_on": since, "reason": "Vắng mặt không lý do", **more}
    return open_case(person, unit, Case(since, **what), by=None)


def ask(name: str, subject: Any, **parameters: Any) -> list[tuple[date | None, Any]]:
    """(day, value) of the facts of one subject."""
    return [(fact.date, fact.value) for fact in explain(name, subject, **parameters)]


def explain(name: str, subject: Any, **parameters: Any) -> tuple[Fact, ...]:
    with connection.cursor() as cursor:
        return facts.facts_of(cursor, name, subject.pk, **parameters)
