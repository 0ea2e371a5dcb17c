"""Things tests are made of. Every name is invented."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any
from unittest.mock import patch

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

from phongtrao.accounts.models import Role, User
from phongtrao.orgs.models import Grant, Line, Person, Unit
from phongtrao.orgs.services import Place, add_person, found_unit
from phongtrao.plans.models import Movement

LONG_AGO = date(2020, 1, 1)
PASSWORD = "Thử-mật-khẩu-2026"
_number = count(1)


@contextmanager
def only_the_database_checks() -> Iterator[None]:
    """Django would ask it for each constraint of each row before it writes: half the time a test is prepared in."""
    unasked = {"validate_constraints": _nothing, "validate_unique": _nothing}
    with patch.multiple(Model, **unasked):
        yield


def _nothing(row: Model, exclude: Any = None) -> None:
    """In the place of a method that only refuses."""


def make_unit(
    name: str,
    kind: str = Unit.Kind.SCHOOL,
    *,
    admin: Unit | None = None,
    prof: Unit | None = None,
    **more: Any,
) -> Unit:
    """A unit since long ago; ``prof`` defaults to ``admin``."""
    fields = {"code": f"T{next(_number):05}", "opened_on": LONG_AGO, **more}
    with only_the_database_checks():
        return found_unit(Unit(kind=kind, **fields), name, Place(admin, prof or admin), by=None)


def make_user(full_name: str, username: str = "", **more: Any) -> User:
    username = username or f"nguoi{next(_number)}"
    mail = f"{username}@vidu.example"
    with only_the_database_checks():
        return User.objects.create_user(username, full_name, PASSWORD, email=mail, **more)


def make_person(full_name: str, user: User | None = None) -> Person:
    with only_the_database_checks():
        return add_person(Person(full_name=full_name, user=user), by=None)


def give(user: User, role: Role, unit: Unit, line: Line = Line.ADMIN) -> Grant:
    return Grant.objects.create(
        user=user, role=role, unit=unit, line=line, days=DateRange(LONG_AGO, None)
    )


def make_movement(owner: Unit, title: str = "Thi đua đổi mới sáng tạo", **more: Any) -> Movement:
    """A movement under way since long ago."""
    fields = {"status": Movement.Status.RUNNING, "starts_on": LONG_AGO, **more}
    return Movement.objects.create(owner=owner, title=title, **fields)
