"""Driving a real Chromium: sign in, look with axe, take pictures.

>>> def test_board_in_a_browser(page, live_server, an):
...     sign_in(page, live_server, an)
...     page.goto(f"{live_server.url}/ke-hoach/")
...     assert faults(page) == []
"""

import json
from pathlib import Path

from django.conf import settings
from django.test import Client

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "phongtrao" / "web" / "vendor" / "axe" / "axe.min.js"
# Nothing is gathered of what is right, and no style sheet is fetched again: half the time, the same faults.
LOOK_FOR = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "selectors": False,
    "preload": False,
}

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}

STICKS_OUT = """() => [...document.querySelectorAll('.table-scroll')].some(box =>
    box.firstElementChild.getBoundingClientRect().right > box.getBoundingClientRect().right + 1)"""


def sign_in(page, live_server, user) -> None:
    """Give the browser a session of the user, without the sign-in page."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "url": live_server.url, "httpOnly": True}]
    )


def faults(page) -> list[str]:
    """What axe holds against the page as it stands, a line for each place.

    Evaluated rather than added as a script tag, which the content security policy refuses. Seen from the top:
    pushed to where a link half under the sticky head counts as too small, wherever that is.
    """
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        f"scrollTo({{top: 0, behavior: 'instant'}}), axe.run(document, {json.dumps(LOOK_FOR)})"
    )
    return [
        f"{fault['id']}: {place['html'][:160]} – {place['failureSummary']}"
        for fault in found["violations"]
        for place in fault["nodes"]
    ]


def bring_axe(page) -> None:
    """For many pages: the browser has it at hand for each that is opened from now on."""
    page.add_init_script(path=AXE)


def too_wide(page) -> bool:
    """Whether the page has to be pushed sideways; a page that is on its way is waited for."""
    page.wait_for_load_state()
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


def sticks_out(page) -> bool:
    """Whether a table leaves its frame."""
    page.wait_for_load_state()
    return page.evaluate(STICKS_OUT)


def misfits(page) -> list[int]:
    """Widths, of phone and desk, at which the page or one of its tables leaves its frame; ends on the phone."""
    found = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        found += [size["width"]] if too_wide(page) or sticks_out(page) else []
    return found


def dress(page, *, size: dict[str, int], theme: str) -> None:
    """Phone or desk, light or dark, from the next page on."""
    page.set_viewport_size(size)
    page.add_init_script(f"localStorage.setItem('phongtrao.theme', '{theme}')")
