"""A list page with session, rights and history against a bare view with four queries."""

from bench._bare import BareClient
from bench._ground import browser, count_queries, department, officer, side_by_side
from phongtrao.plans.models import Plan
from tests.factories import LONG_AGO

ROWS, RUNS = 200, 60
SLOWER = 1 / 0.6  # at least 0.6 × the requests of the bare view in the same time
MOST_QUERIES = 8.0


def run() -> list[tuple[str, float, float]]:
    owner = department()
    Plan.objects.bulk_create(
        Plan(owner=owner, title=f"Kế hoạch {n}", status="published", starts_on=LONG_AGO)
        for n in range(ROWS)
    )
    client, bare = browser(), BareClient()
    bare.force_login(officer())
    queries, _answer = count_queries(client, "/ke-hoach/")
    ratio = side_by_side(lambda: client.get("/ke-hoach/"), lambda: bare.get("/plans/"), RUNS)
    return [
        ("list page / bare view with 4 queries, time", ratio, SLOWER),
        ("list page, queries", float(queries), MOST_QUERIES),
    ]


if __name__ == "__main__":
    print(run())
