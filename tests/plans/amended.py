"""A plan in force with four tasks at two schools, and ways to amend it."""

from dataclasses import dataclass

from django.utils import timezone

from phongtrao.orgs.models import Unit
from phongtrao.plans.amending.pairing import Kind
from phongtrao.plans.models import Assignment, Movement, Plan, Task, TaskParty
from phongtrao.plans.services.amending import begin_amendment
from tests.plans.work import make_assignment, make_plan, make_task

NEW, CHANGED, MOVED, DROPPED, KEPT = Kind


@dataclass(frozen=True, slots=True)
class Running:
    """``tasks``: train, contest, visit, report; each given to both schools."""

    plan: Plan
    train: Task
    contest: Task
    visit: Task
    report: Task


def make_running(so: Unit, *schools: Unit) -> Running:
    plan = make_plan(so, "Kế hoạch phong trào thi đua năm 2030")
    plan.movements.add(
        Movement.objects.create(title="Thi đua đổi mới", owner=so, starts_on=plan.starts_on)
    )
    date = {"section": "II. Nhiệm vụ", "timing": Task.Timing.DATE}
    said = (
        ("1", "Tập huấn giáo viên về sáng kiến số", "2030-06-30"),
        ("2", "Tổ chức hội thi sáng tạo cấp trường", "2030-09-15"),
        ("3", "Tham quan mô hình trường học thông minh", "2030-10-01"),
        ("4", "Báo cáo kết quả thực hiện phong trào", "2030-12-15"),
    )
    made = [
        make_task(plan, text, ordinal=ordinal, timing_value=day, **date)
        for ordinal, text, day in said
    ]
    for task in made:
        TaskParty.objects.create(task=task, role=TaskParty.Role.LEAD, name="Các trường học")
        for school in schools:
            accepted = {"status": Assignment.Status.ACCEPTED, "accepted_at": timezone.now()}
            make_assignment(task, school, due_on=task.timing_value, **accepted)
    return Running(plan, *made)


def amend_wholly(running: Running, by) -> Plan:
    """A copy of the running plan, to be edited."""
    today = timezone.localdate()
    title = "Kế hoạch thay thế năm 2030"
    return begin_amendment(running.plan, title, today, Plan.Amending.WHOLE, by=by)


def amend_partly(running: Running, by) -> Plan:
    today = timezone.localdate()
    title = "Sửa đổi, bổ sung Kế hoạch năm 2030"
    return begin_amendment(running.plan, title, today, Plan.Amending.PART, by=by)


def copy_of(amendment: Plan, task: Task) -> Task:
    return amendment.tasks.get(stands_for=task)
