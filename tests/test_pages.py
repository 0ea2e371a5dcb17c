"""Every page somebody is shown, in a real browser: accessible, light, whole, in Vietnamese, fitting.

The pages are those of the table of rights (tests/access_table.txt), each as the people it is for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Response

from tests.addresses import ACTORS, Place, places
from tests.browser import DESK, PHONE, bring_axe, dress, faults, sign_in, sticks_out, too_wide
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

TABLE = Path(__file__).with_name("access_table.txt")
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


@dataclass(frozen=True, slots=True)
class Visit:
    place: Place
    actor: str

    def __str__(self) -> str:
        return f"{self.actor} at {self.place.name}"


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_light_whole_and_fits(world, page, live_server, part):
    dress(page, size=DESK, theme="light")
    bring_axe(page)
    looked_at = sorted(visits(world), key=lambda visit: visit.actor)[part::PARTS]

    found = []
    for visit in looked_at:
        enter(page, live_server, world, visit.actor)
        found += [f"{visit}: {fault}" for fault in look(page, live_server.url + visit.place.url)]

    assert found == []


# ------------------------------------------------------------------ which pages, and for whom


def visits(world: World) -> list[Visit]:
    """One example of each route for each who looks; the home for everybody."""
    shown = shown_to()
    chosen: dict[tuple[str, str], Visit] = {}
    for place in places(world):
        for actor in lookers(place, shown.get(place.name, frozenset())):
            chosen.setdefault((place.route, actor), Visit(place, actor))
    return list(chosen.values())


def shown_to() -> dict[str, frozenset[str]]:
    """Name of the place → actors that are shown it, as the committed table says."""
    rows = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("GET "):
            name, codes = re.fullmatch(r"GET  (.+?)\s{2,}(.+)", line).groups()
            pairs = zip(ACTORS, codes.split(), strict=True)
            rows[name] = frozenset(actor for actor, code in pairs if code == "200")
    return rows


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


def look(page, url: str) -> Iterator[str]:
    """What is wrong with the page, a sentence for each; nothing for what is no page."""
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
    yield from faults(page)
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
