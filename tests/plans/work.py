"""Work for units, as the tests of the units' side need it."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Plan, ProgressReport, Task
from tests.factories import LONG_AGO

TODAY = date(2026, 3, 10)


def make_plan(owner: Unit, title: str = "Kế hoạch đổi mới sáng tạo", **more: Any) -> Plan:
    fields = {"status": Plan.Status.PUBLISHED, "starts_on": LONG_AGO, **more}
    return Plan.objects.create(owner=owner, title=title, **fields)


def make_task(plan: Plan, text: str = "Tổ chức hội thi sáng tạo", **more: Any) -> Task:
    return Task.objects.create(plan=plan, text=text, position=plan.tasks.count() + 1, **more)


def make_assignment(task: Task, unit: Unit, **more: Any) -> Assignment:
    fields = {"mode": Assignment.Mode.ORDERED, **more}
    return Assignment.objects.create(task=task, unit=unit, **fields)


def make_work(owner: Unit, unit: Unit, **more: Any) -> Assignment:
    """A published plan of the owner with one task, given to the unit and accepted by it."""
    fields = {"status": Assignment.Status.ACCEPTED, "accepted_at": timezone.now(), **more}
    return make_assignment(make_task(make_plan(owner)), unit, **fields)


def make_report(assignment: Assignment, by: Any, **more: Any) -> ProgressReport:
    fields = {"period": "2026Q1", "percent": 60, "done": "Đã tập huấn hai tổ.", **more}
    return ProgressReport.objects.create(assignment=assignment, written_by=by, **fields)


def make_submitted(assignment: Assignment, by: Any, **more: Any) -> ProgressReport:
    fields = {
        "status": ProgressReport.Status.SUBMITTED,
        "submitted_by": by,
        "submitted_at": timezone.now(),
        **more,
    }
    return make_report(assignment, by, **fields)


def text_of(response):
    return response.content.decode()


def url(name, obj=None):
    return reverse(f"plans:{name}", args=[obj.pk] if obj else [])
