"""The last minutes of a round over HTTP: 400 authors hand in, against a view that inserts a row.

Both from one server, by as many connections, with as many requests. A submission is the whole of it: session,
rights, every box and author checked, a frozen version with its hash, history. Afterwards each author has
exactly one version: nothing lost, nothing twice.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.client import HTTPConnection
from importlib import import_module
from itertools import count
from statistics import quantiles
from typing import Any, TypeVar
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

from bench._ground import department, make_schools, officer
from bench._load import CONNECTIONS, server
from phongtrao.accounts.models import User
from phongtrao.config.supervisor import Address
from phongtrao.initiatives.models import Authorship, Effect, Initiative, InitiativeVersion
from phongtrao.orgs.models import Person, Post, Unit
from tests.factories import LONG_AGO, make_user
from tests.initiatives.made import make_round, make_worker, make_written

AUTHORS, WARM = 400, 48
LEAST_A_SECOND = 50
SLOWER = 8.0  # p95 of a submission to that of an insert
INSERT = "/bare/insert/"
TOKEN = "b" * 32  # of the form: cookie and header say the same
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
M = TypeVar("M", bound=Model)
Sent = tuple[str, str]  # path, cookie


def make_dossiers() -> list[tuple[Initiative, User]]:
    """One complete draft for each author, of one school, in a round that is open."""
    (school,) = make_schools(1)
    round_ = make_round(department(), officer())
    first = make_user("Tác giả đầu", "author")
    make_worker(first, school)
    written = make_written(round_, school, first)
    # Accounts without a password: hashing four hundred takes longer than all the rest.
    users = User.objects.bulk_create(
        User(username=f"author{n}", full_name=f"Tác giả {n}") for n in range(AUTHORS + WARM)
    )
    made = Initiative.objects.bulk_create(_copied(written, started_by=user) for user in users)
    _name_authors(made, users, school)
    effect = written.effects.get()
    Effect.objects.bulk_create(_copied(effect, initiative=one) for one in made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the bench's cluster has no autovacuum, which would have done it
    return list(zip(made, users, strict=True))


def _copied(row: M, **changes: Any) -> M:
    copy = row.__class__(**{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields})  # noqa: SLF001 -- Django's documented name
    copy.pk = None
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def _name_authors(made: Sequence[Initiative], users: Sequence[User], school: Unit) -> None:
    people = Person.objects.bulk_create(Person(full_name=u.full_name, user=u) for u in users)
    days = DateRange(LONG_AGO, None)
    Post.objects.bulk_create(
        Post(person=one, unit=school, position="Giáo viên", category="public", days=days)
        for one in people
    )
    Authorship.objects.bulk_create(
        Authorship(initiative=one, person=who, is_first=True, share=100, status="confirmed")
        for one, who in zip(made, people, strict=True)
    )


def cookie_of(user: User) -> str:
    """Signed in as by the form, without its password hashing."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"


def send_all(address: Address, requests: Sequence[Sent]) -> tuple[float, list[float]]:
    """Seconds for all of them, and for each; every connection takes the next when it is answered."""
    turn = count()
    start = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        parts = pool.map(lambda _n: _send(address, requests, turn), range(CONNECTIONS))
        each = [seconds for part in parts for seconds in part]
    return time.perf_counter() - start, each


def _send(address: Address, requests: Sequence[Sent], turn: "count[int]") -> list[float]:
    connection_ = HTTPConnection(address.host, address.port)
    took = []
    while (number := next(turn)) < len(requests):
        path, cookie = requests[number]
        start = time.perf_counter()
        connection_.request(
            "POST", path, f"form_key={uuid4()}", {**FORM, "Cookie": cookie, "X-CSRFToken": TOKEN}
        )
        answer = connection_.getresponse()
        answer.read()
        took.append(time.perf_counter() - start)
        if answer.status not in {HTTPStatus.OK, HTTPStatus.FOUND}:
            raise RuntimeError(f"{path} answers {answer.status}")
    connection_.close()
    return took


def run() -> list[tuple[str, float, float]]:
    dossiers = make_dossiers()
    submits = [(f"/sang-kien/{one.pk}/nop/", cookie_of(author)) for one, author in dossiers]
    inserts = [(INSERT, cookie) for _path, cookie in submits]
    with server("bench._site") as address:
        send_all(address, inserts[:WARM])
        send_all(address, submits[:WARM])
        _whole, bare = send_all(address, inserts[WARM:])
        whole, ours = send_all(address, submits[WARM:])
    _check_whole(dossiers)
    rate, slowest, plain = AUTHORS / whole, _p95(ours), _p95(bare)
    return [
        (f"{AUTHORS} submissions, {rate:.0f}/s: {LEAST_A_SECOND} / rate", LEAST_A_SECOND / rate, 1.0),
        (f"p95 {slowest * 1000:.0f} ms / insert {plain * 1000:.0f} ms", slowest / plain, SLOWER),
    ]  # fmt: skip


def _check_whole(dossiers: Sequence[tuple[Initiative, User]]) -> None:
    wanted = sorted(one.pk for one, _author in dossiers)
    kept = InitiativeVersion.objects.filter(initiative__in=wanted).order_by("initiative")
    if list(kept.values_list("initiative", flat=True)) != wanted:
        raise RuntimeError("a submission was lost, or came in twice")


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1]


if __name__ == "__main__":
    print(run())
