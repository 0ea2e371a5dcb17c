"""The board of 300 units × 40 tasks against a bare view: as many queries, the same rows rendered."""

from bench._bare import BareClient
from bench._ground import browser, count_queries, department, make_schools, officer, side_by_side
from phongtrao.plans.models import Assignment, Plan, Task
from tests.factories import LONG_AGO

UNITS, TASKS, RUNS = 300, 40, 25
ALLOWED = 2.0
MOST_KILOBYTES = 100.0


def make_board() -> Plan:
    plan = Plan.objects.create(
        owner=department(), title="Bảng lớn", status=Plan.Status.PUBLISHED, starts_on=LONG_AGO
    )
    tasks = Task.objects.bulk_create(
        Task(plan=plan, position=n, ordinal=str(n), text=f"Nhiệm vụ {n} về chuyển đổi số")
        for n in range(1, TASKS + 1)
    )
    Assignment.objects.bulk_create(
        Assignment(task=task, unit=unit, mode="ordered", due_on=LONG_AGO if n % 3 else None)
        for unit in make_schools(UNITS)
        for n, task in enumerate(tasks)
    )
    return plan


def run() -> list[tuple[str, float, float]]:
    plan, client, bare = make_board(), browser(), BareClient()
    bare.force_login(officer())
    address = f"/ke-hoach/{plan.pk}/bang/"
    queries, answer = count_queries(client, address)
    shown = answer.content.decode().count('<tr><th scope="row"')
    other = f"/board/{plan.pk}/{shown}/{queries}/"
    ratio = side_by_side(lambda: client.get(address), lambda: bare.get(other), RUNS)
    return [
        (f"board of {UNITS} × {TASKS} / bare view, same rows", ratio, ALLOWED),
        ("board, kB of HTML", len(answer.content) / 1000, MOST_KILOBYTES),
    ]


if __name__ == "__main__":
    print(run())
