"""A list page with session, rights and history against a bare view with four queries.

Both over HTTP, from one server; the runs take turns, so that a busy machine hurts both.
"""

from statistics import median

from django.conf import settings

from bench._ground import browser, count_queries, department
from bench._load import requests_per_second, server
from phongtrao.plans.models import Plan
from tests.factories import LONG_AGO

ROWS, RUNS, SECONDS = 200, 7, 2.0
SLOWER = 1 / 0.6  # at least 0.6 × the requests of the bare view in the same time
MOST_QUERIES = 8.0
PAGE, BARE = "/ke-hoach/", "/bare/"


def make_plans() -> None:
    owner = department()
    Plan.objects.bulk_create(
        Plan(owner=owner, title=f"Kế hoạch {n}", status="published", starts_on=LONG_AGO)
        for n in range(ROWS)
    )


def rates(cookie: str) -> list[tuple[float, float]]:
    """(bare view, list page) in requests a second, run by run."""
    with server("bench._site") as address:
        for path in (BARE, PAGE):
            requests_per_second(address, path, cookie, SECONDS)  # warm
        return [
            (
                requests_per_second(address, BARE, cookie, SECONDS),
                requests_per_second(address, PAGE, cookie, SECONDS),
            )
            for _ in range(RUNS)
        ]


def run() -> list[tuple[str, float, float]]:
    make_plans()
    client = browser()
    queries, _answer = count_queries(client, PAGE)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    found = rates(f"{settings.SESSION_COOKIE_NAME}={cookie}")
    bare, ours = (median(rate) for rate in zip(*found, strict=True))
    slower = median(bare / ours for bare, ours in found)
    return [
        (f"list page {ours:.0f}/s, bare view {bare:.0f}/s: bare / list", slower, SLOWER),
        ("list page, queries", float(queries), MOST_QUERIES),
    ]


if __name__ == "__main__":
    print(run())
