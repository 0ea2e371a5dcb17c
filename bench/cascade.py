"""Giving 40 tasks to 3,000 units: in seconds, and against one COPY of the same rows."""

from statistics import median

from django.db import connection

from bench._ground import department, make_heads, make_schools, officer, seconds
from phongtrao.plans.models import Assignment, Plan, Task
from phongtrao.plans.services.cascade import Issue, issue_tasks
from tests.factories import LONG_AGO

TASKS, UNITS, RUNS = 40, 3_000, 3
ALLOWED_SECONDS, ALLOWED_RATIO = 3.0, 3.0


def make_plan() -> Plan:
    plan = Plan.objects.create(
        owner=department(), title="Giao rộng", status=Plan.Status.PUBLISHED, starts_on=LONG_AGO
    )
    Task.objects.bulk_create(
        Task(plan=plan, position=n, text=f"Nhiệm vụ {n}", timing="year", timing_value="2030")
        for n in range(TASKS)
    )
    return plan


def issue(plan: Plan, units: list[int]) -> None:
    issue_tasks(Issue(plan, list(plan.tasks.select_related("phase")), units), by=officer())


def take_away() -> list[tuple[object, ...]]:
    """The rows just written, as COPY takes them; the table is left empty as before."""
    columns = ", ".join(_columns())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM plans_assignment")  # noqa: S608 -- our own columns
        rows = cursor.fetchall()
        cursor.execute("TRUNCATE plans_assignment CASCADE")
    return list(rows)


def copy(rows: list[tuple[object, ...]]) -> None:
    statement = f"COPY plans_assignment ({', '.join(_columns())}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as channel:
        for row in rows:
            channel.write_row(row)


def _columns() -> list[str]:
    return [field.column for field in Assignment._meta.concrete_fields]  # noqa: SLF001


def run() -> list[tuple[str, float, float]]:
    officer()  # the first grant, whose days the heads share
    schools = make_schools(UNITS)
    make_heads(schools)
    plan, units = make_plan(), [unit.pk for unit in schools]
    took, ratios = [], []
    for _ in range(RUNS):
        took.append(seconds(lambda: issue(plan, units)))
        rows = take_away()
        ratios.append(took[-1] / seconds(lambda rows=rows: copy(rows)))  # type: ignore[misc]
        take_away()
    return [
        (f"{TASKS} tasks to {UNITS:,} units, seconds", median(took), ALLOWED_SECONDS),
        (f"{TASKS} tasks to {UNITS:,} units / one COPY", median(ratios), ALLOWED_RATIO),
    ]


if __name__ == "__main__":
    print(run())
