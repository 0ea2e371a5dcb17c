"""The units of a movement: 3,000 of them, half launched, with work; first page, last page, export.

What is held is that nothing grows with the units: page 1, the last page, the export and a movement of
300 units ask the same number of queries.
"""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench._ground import browser, count_queries, department, make_schools
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Movement, Plan, Task
from tests.factories import LONG_AGO

UNITS, FEW, TASKS = 3_000, 300, 4
MOST_QUERIES = 12.0
PAGE = 25  # rows


def make_movement(schools: list[Unit]) -> Movement:
    """Every second school has launched; each has four tasks of the movement's plan."""
    movement = Movement.objects.create(
        owner=department(), title="Thi đua đổi mới", status="running", starts_on=LONG_AGO
    )
    Movement.objects.bulk_create(
        Movement(
            owner=unit,
            parent=movement,
            title=f"{unit} hưởng ứng",
            status="running",
            starts_on=LONG_AGO,
            launched_on=LONG_AGO,
        )
        for unit in schools[::2]
    )
    plan = Plan.objects.create(
        owner=department(), title="Kế hoạch thi đua", status="published", starts_on=LONG_AGO
    )
    plan.movements.add(movement)
    tasks = Task.objects.bulk_create(
        Task(plan=plan, position=n, text=f"Nhiệm vụ {n}") for n in range(1, TASKS + 1)
    )
    Assignment.objects.bulk_create(
        (
            Assignment(task=task, unit=unit, mode="ordered", status="accepted")
            for task in tasks
            for unit in schools
        ),
        batch_size=5_000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the bench's cluster has no autovacuum, which would have done it
    return movement


def count_export(client: Any, address: str) -> int:
    """Queries of the workbook, which is written while it is read."""
    with CaptureQueriesContext(connection) as asked:
        b"".join(client.get(address))
        return len(asked)


def run() -> list[tuple[str, float, float]]:
    few = make_schools(FEW)
    movement = make_movement(few)
    address = reverse("plans:movement_units", args=[movement.pk])
    client = browser()
    queries_few, _answer = count_queries(client, address)
    sheet_few = count_export(client, f"{address}?xuat=xlsx")
    movement = make_movement(few + make_schools(UNITS - FEW))
    address = reverse("plans:movement_units", args=[movement.pk])
    first, _answer = count_queries(client, address)
    last, _answer = count_queries(client, f"{address}?trang={UNITS // PAGE}")
    sheet = count_export(client, f"{address}?xuat=xlsx")
    return [
        ("movement's units, queries on the first page", float(first), MOST_QUERIES),
        (f"  the last of {UNITS // PAGE} pages / the first", last / first, 1.0),
        (f"  {UNITS:,} units / {FEW}, queries", first / queries_few, 1.0),
        (f"  export of {UNITS:,} / of {FEW}, queries", sheet / sheet_few, 1.0),
    ]


if __name__ == "__main__":
    print(run())
