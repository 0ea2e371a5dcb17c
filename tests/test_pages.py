"""Every page somebody is shown, in a real browser: accessible, light, whole, in Vietnamese, fitting.

The pages are those of the table of rights (tests/access_table.txt), each as the people it is for.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Error, Response

from tests.access_table import part_of_routes, shown_to
from tests.addresses import Place, places
from tests.browser import DESK, PHONE, bring_axe, dress, faults, sign_in, sticks_out, too_wide
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

PARTS = 6  # one after another they would keep the last worker busy alone
LARGEST = 100_000  # bytes of HTML, DESIGN.md §6
# Who looks: the first of these who is shown the page at all.
FIRST = (
    "vanphong",
    "giamdoc",
    "daumoi",
    "quantri",
    "tochuc",
    "hieutruong",
    "giaovien",
    "thanhtra",
    "xa",
    "nobody",
)
# Who looks as well where it is shown: the focal person at all, who keeps people and rights at those pages.
ALSO = {"daumoi": "", "tochuc": "orgs:", "quantri": "orgs:"}
HOME = "portal:home"

# Words no Vietnamese sentence has, and what a template leaves behind when it is wrong.
LEFTOVERS = re.compile(
    r"\b(the|and|of|for|with|your|please|is|are|not|save|cancel|submit|search|sign|password|"
    r"username|required|field|none|true|false|null|undefined|nan)\b|\{\{|\}\}|\{%|%\(\w+\)|</\w",
    re.IGNORECASE,
)
# Asked at once: each question to the browser is a way there and back.
SAID = """() => ({
    mains: document.querySelectorAll('main').length,
    heads: document.querySelectorAll('h1').length,
    title: document.title,
    words: [
        document.title, document.body.innerText,
        ...[...document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')].flatMap(
            e => ['aria-label', 'title', 'placeholder', 'alt'].map(a => e.getAttribute(a) || ''))
    ].join('\\n'),
})"""
# What stands on the page: kinds of elements with their attributes, and names of fields.
MADE_OF = """() => [...new Set([...document.body.querySelectorAll('*')].map(
    e => [e.tagName, e.className, e.getAttribute('name'), ...e.getAttributeNames()].join(' ')))]"""


@dataclass(frozen=True, slots=True)
class Visit:
    place: Place
    actor: str
    is_first: bool

    def __str__(self) -> str:
        return f"{self.actor} at {self.place.name}"


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_light_whole_and_fits(world, page, live_server, part):
    dress(page, size=DESK, theme="light")
    bring_axe(page)
    of = {route for route, _parts in part_of_routes(part, PARTS)}
    looked_at = [visit for visit in visits(world) if visit.place.route in of]

    found, inside, seen = [], "", defaultdict(set)
    for visit in sorted(looked_at, key=lambda visit: (not visit.is_first, visit.actor)):
        if visit.actor != inside:
            enter(page, live_server, world, visit.actor)
            inside = visit.actor
        url = live_server.url + visit.place.url
        found += [f"{visit}: {fault}" for fault in look(page, url, seen[visit.place.route])]

    assert found == []


# ------------------------------------------------------------------ which pages, and for whom


def visits(world: World) -> list[Visit]:
    """One example of each route for each who looks; the home for everybody."""
    shown = shown_to()
    chosen: dict[tuple[str, str], Visit] = {}
    for place in places(world):
        actors = lookers(place, shown.get(place.name, frozenset()))
        for number, actor in enumerate(actors):
            chosen.setdefault((place.route, actor), Visit(place, actor, is_first=not number))
    return list(chosen.values())


def lookers(place: Place, shown: frozenset[str]) -> Iterator[str]:
    if place.route == HOME:
        yield from shown
        return
    first = next((actor for actor in FIRST if actor in shown), None)
    if first:
        yield first
    for actor, pages in ALSO.items():
        if actor in shown and place.route.startswith(pages):
            yield actor


# ------------------------------------------------------------------ looking


def enter(page, live_server, world: World, actor: str) -> None:
    page.context.clear_cookies()
    if actor in world.people:
        sign_in(page, live_server, world.people[actor])


def look(page, url: str, seen: set[str]) -> Iterator[str]:
    """What is wrong with the page, a sentence for each; nothing for what is no page.

    ``seen``: what pages of this address were made of so far; one with nothing new needs no axe.
    """
    answer = opened(page, url)
    if answer is None or "text/html" not in answer.headers.get("content-type", ""):
        return
    if answer.status != 200:
        yield f"status {answer.status}"
        return
    if len(answer.body()) > LARGEST:
        yield f"{len(answer.body())} bytes of HTML"
    said = page.evaluate(SAID)
    if not said["mains"]:
        return  # a part for htmx, or a word for a load balancer
    yield from said_wrong(said)
    made_of = set(page.evaluate(MADE_OF))
    if made_of - seen:
        yield from faults(page)
    seen |= made_of
    if sticks_out(page):
        yield "a table sticks out of its box"
    page.set_viewport_size(PHONE)
    if too_wide(page):
        yield "wider than a telephone"
    page.set_viewport_size(DESK)


def opened(page, url: str) -> Response | None:
    """What the page answers, loaded; None for a file to keep."""
    try:
        return page.goto(url, wait_until="load")
    except Error as error:
        if "Download is starting" not in error.message and "ERR_ABORTED" not in error.message:
            raise
        return None


def said_wrong(said: dict[str, Any]) -> Iterator[str]:
    if said["heads"] != 1:
        yield f"{said['heads']} h1"
    if len(said["title"]) < len("Phong Trào"):
        yield f"title “{said['title']}”"
    for word in sorted({match[0] for match in LEFTOVERS.finditer(said["words"])}):
        yield f"left over: {word}"
