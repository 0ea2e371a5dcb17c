"""“Việc của tôi” of the busiest officer: 3,000 units, 120,000 open assignments, against a bare view.

The bare view asks as many queries, renders as many rows, and reads the same assignments in the two
questions nobody can leave out: how the whole stands, and what is late by plan.
"""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from bench._bare import BareClient
from bench._ground import browser, count_queries, department, make_schools, officer, side_by_side
from phongtrao.plans.models import Assignment, Plan, ProgressReport, Task
from tests.factories import LONG_AGO

UNITS, PLANS, TASKS, RUNS = 3_000, 10, 4, 11
EVERY_REPORT, EVERY_PROPOSAL, BATCH = 40, 600, 10_000
ALLOWED, MOST_QUERIES = 2.0, 10.0
ADDRESS = "/"


def make_work() -> None:
    """Ten running plans of four tasks at every unit: a third late, a third ahead, a third without a day."""
    units = make_schools(UNITS)
    plans = Plan.objects.bulk_create(
        Plan(owner=department(), title=f"Kế hoạch {n}", status="published", starts_on=LONG_AGO)
        for n in range(1, PLANS + 1)
    )
    tasks = Task.objects.bulk_create(
        Task(plan=plan, position=n, ordinal=str(n), text=f"Nhiệm vụ {n} về chuyển đổi số")
        for plan in plans
        for n in range(1, TASKS + 1)
    )
    work = Assignment.objects.bulk_create(
        (
            _one(n, task, unit)
            for n, (task, unit) in enumerate((t, u) for t in tasks for u in units)
        ),
        batch_size=BATCH,
    )
    ProgressReport.objects.bulk_create(
        ProgressReport(assignment=done, period="2026", status="submitted", written_by=officer())
        for done in work[::EVERY_REPORT]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the bench's cluster has no autovacuum, which would have done it


def _one(n: int, task: Task, unit: Any) -> Assignment:
    days = (LONG_AGO, timezone.localdate() + timedelta(days=90), None)
    status = "proposed" if n % EVERY_PROPOSAL == 0 else "accepted"
    return Assignment(task=task, unit=unit, mode="ordered", due_on=days[n % 3], status=status)


def run() -> list[tuple[str, float, float]]:
    make_work()
    client, bare = browser(), BareClient()
    bare.force_login(officer())
    queries, answer = count_queries(client, ADDRESS)
    shown = answer.content.decode().count('class="waiting-row"')
    other = f"/day/{shown}/{queries}/"
    ratio = side_by_side(lambda: client.get(ADDRESS), lambda: bare.get(other), RUNS)
    return [
        (f"my day, {UNITS * PLANS * TASKS} open / bare view", ratio, ALLOWED),
        ("my day, queries", float(queries), MOST_QUERIES),
    ]


if __name__ == "__main__":
    print(run())
