"""Who gets what answer at every address: every actor, every route, an example of every object.

``python -m tests.write_access_table`` writes the table of rights anew. A part of the table is some of its
routes: the parts are asked for apart, so that several processors share the work.
"""

import fcntl
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.contrib.auth.backends import ModelBackend
from django.contrib.messages import ERROR, SUCCESS, WARNING, get_messages
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from phongtrao.accounts.models import User
from phongtrao.orgs.scope import load_grants
from tests.addresses import ACTORS, Place, places, routes
from tests.world import World

COMMITTED = Path(__file__).with_name("access_table.txt")
PARTS = 6
KNOWN = "vanphong"  # signed in, so that a 405 speaks of the method and not of the person
WIDE, NARROW = 78, 8
HEADER = """\
Every address × an example of each object × who asks. Written by python -m tests.write_access_table;
read each changed line against the rules in docs/architecture.md before committing it.

  200    shown                          login  sent to the sign-in page
  302    sent on: the deed is done      no     refused with a sentence (a message, or 403)
  404    does not exist for this person 4xx    the request itself is wrong

POST lines are sent without a single field; those that answer as GET does are left out. “nobody” is not signed in; “hoidong” is a member of a council and “thamdinh” an appraiser, of the Sở; the others are the sign-ins of the demo.
"""
SHORT = {"hieutruong": "hieutr.", "giaovien": "giaov.", "thanhtra": "th.tra", "thamdinh": "th.dinh"}


# ------------------------------------------------------------------ the table and its parts


def part_of_routes(part: int, parts: int = PARTS) -> list[tuple[str, int]]:
    return routes()[part::parts]


def committed(of: Iterable[tuple[str, int]]) -> list[str]:
    """Lines of the committed table that speak of these routes, in its order."""
    names = {route for route, _parts in of}
    return [line for line in _committed_lines() if _route_of(line) in names]


def shown_to() -> dict[str, frozenset[str]]:
    """Name of the place → actors that are shown it, as the committed table says."""
    rows = {}
    for line in _committed_lines():
        if line.startswith("GET "):
            name, codes = re.fullmatch(r"GET  (.+?)\s{2,}(.+)", line).groups()
            pairs = zip(ACTORS, codes.split(), strict=True)
            rows[name] = frozenset(actor for actor, code in pairs if code == "200")
    return rows


def write(of: Iterable[tuple[str, int]], lines: list[str]) -> None:
    """Put the lines of these routes in the place of the committed ones; lines of no route go."""
    asked = {route for route, _parts in of}
    with COMMITTED.open("rb") as held:  # parts are written by several processes
        fcntl.flock(held, fcntl.LOCK_EX)
        others = dict(routes()).keys() - asked
        kept = [line for line in _committed_lines() if _route_of(line) in others]
        table = sorted(kept + lines, key=_route_of)
        COMMITTED.write_text("\n".join([*heading(), *table]) + "\n", encoding="utf-8")


def heading() -> list[str]:
    return [*HEADER.splitlines(), _line("", ACTORS)]


def _committed_lines() -> list[str]:
    lines = COMMITTED.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith(("GET  ", "POST "))]


def _route_of(line: str) -> str:
    return line[len("POST ") :].split(" ", 1)[0]


def _line(name: str, cells: Iterable[str]) -> str:
    return (f"{name:{WIDE}}" + "".join(f"{_short(cell):{NARROW}}" for cell in cells)).rstrip()


def _short(cell: str) -> str:
    return SHORT.get(cell, cell)[:7]


# ------------------------------------------------------------------ asking


def ask_part(world: World, of: Iterable[tuple[str, int]]) -> list[str]:
    """Lines of these routes."""
    clients = {name: _client(world, name) for name in ACTORS}
    with read_once():
        return [line for place in places(world, of) for line in _lines_of(clients, place)]


@contextmanager
def read_once() -> Iterator[None]:
    """Sessions, people and their grants, which every request would read anew: none of ours leaves them changed."""

    @cache
    def person(pk: int) -> User | None:
        found = User.objects.filter(pk=pk).first()
        load_grants([found] if found else [])
        return found

    load = SessionStore.load

    @cache
    def session(key: str) -> dict[str, Any]:
        return load(SessionStore(key))

    user_of = patch.object(ModelBackend, "get_user", lambda _self, pk: copy(person(int(pk))))
    session_of = patch.object(SessionStore, "load", lambda self: dict(session(self.session_key)))
    with user_of, session_of:
        yield


def _lines_of(clients: Mapping[str, Client], place: Place) -> Iterable[str]:
    shown, sent = (_ask_each(clients, method, place.url) for method in ("get", "post"))
    if shown:
        yield _line(f"GET  {place.name}", shown)
    if sent and sent != shown:
        yield _line(f"POST {place.name}", sent)


def _ask_each(clients: Mapping[str, Client], method: str, url: str) -> list[str]:
    """The answer to each actor; nothing where the address does not know the method at all."""
    known = ask(clients[KNOWN], method, url)
    if known == "405":
        return []
    others = {name: ask(clients[name], method, url) for name in clients if name != KNOWN}
    return [(others | {KNOWN: known})[name] for name in clients]


def _client(world: World, name: str) -> Client:
    client = Client(raise_request_exception=False)
    if name in world.people:
        client.force_login(world.people[name])
    return client


def ask(client: Client, method: str, url: str) -> str:
    """One request, of which nothing stays: neither in the database nor in the cookies."""
    cookies = client.cookies.output()
    kept = {key: morsel.value for key, morsel in client.cookies.items()}
    with transaction.atomic():
        response = getattr(client, method)(url)
        said = code_of(response)
        # Read to its end, a file closes itself. Closing a response would end our transaction.
        b"".join(getattr(response, "streaming_content", ()))
        transaction.set_rollback(True)
    if client.cookies.output() != cookies:
        client.cookies.clear()
        client.cookies.load(kept)
    return said


def code_of(response: HttpResponseBase | Any) -> str:
    if response.status_code == 403:
        return "no"
    if response.status_code not in (301, 302):
        return str(response.status_code)
    if response.url.startswith(reverse("account_login")):
        return "login"
    levels = {message.level for message in get_messages(response.wsgi_request)}
    refused = levels & {ERROR, WARNING} and SUCCESS not in levels
    return "no" if refused else "302"
