"""What stands beside the plans of the Sở: a commune's own plan below one of them, a school's own task,
a leader's judgement, a consolidated report."""

from datetime import timedelta

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.demo.load import Province
from phongtrao.documents.services import render_paper
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.models import Assignment, Plan, Task
from phongtrao.plans.services.assignments import LocalTask, add_local_task, override_status
from phongtrao.plans.services.cascade import Issue, issue_tasks
from phongtrao.plans.services.handovers import Handing, report_part, save_part
from phongtrao.plans.services.plans import draft_plan, publish_plan
from phongtrao.plans.services.splitting import split_work
from phongtrao.plans.services.tasks import TaskDraft, add_task
from phongtrao.plans.timings import When
from phongtrao.reports.facts import Letter
from phongtrao.reports.services import make_plan_report

TAKEN_UP = ("I.1", "II.1", "VII.1")  # tasks of the Sở that the commune carries on


def write_commune_plan(province: Province, above: Plan) -> Plan:
    """S4-01, S0-09: the commune's plan carries out the Sở's; its tasks know theirs."""
    commune, head = province.places["commune"], province.people["xa"]
    plan = Plan(
        title=f"Chuyển đổi số trong các trường của {commune.name}",
        owner=commune,
        parent=above,
        line=Line.ADMIN,
        starts_on=above.starts_on,
        ends_on=above.ends_on,
    )
    draft_plan(plan, above.movements.all(), by=head)
    for task in above.tasks.filter(ordinal__in=TAKEN_UP):
        add_task(plan, _taken_up(task, commune), by=head)
    publish_plan(plan, by=head)
    schools = [
        unit.pk
        for unit in province.units
        if unit.kind == Unit.Kind.SCHOOL and unit.admin_path.startswith(commune.admin_path)
    ]
    issue_tasks(Issue(plan, list(plan.tasks.all()), schools), by=head)
    return plan


def _taken_up(task: Task, commune: Unit) -> TaskDraft:
    return TaskDraft(
        text=task.text,
        section=task.section,
        ordinal=task.ordinal,
        when=When(task.timing, task.timing_value, task.timing_text),
        deliverable=task.deliverable,
        leads=("Các trường trên địa bàn",),
        coordinators=(f"Phòng Văn hóa – Xã hội {commune.name}",),
        derived_from=task,
    )


def set_own_task(province: Province, plan: Plan) -> Assignment:
    """S0-09: a task of the school's own, beside those of the plan."""
    local = LocalTask(
        text="Mở góc sáng tạo số trong thư viện trường",
        reason="Trường có phòng thư viện mới, phù hợp điều kiện thực tế.",
        due_on=timezone.localdate() + timedelta(days=60),
        deliverable="Góc sáng tạo số",
    )
    focal = province.people["daumoi"]
    own = add_local_task(province.places["lower"], plan, local, by=focal)
    _split(own, focal, province.people["giaovien"])
    return own


def _split(own: Assignment, focal: User, teacher: User) -> None:
    """S2-10: three parts with their persons and days; one has come back."""
    today = timezone.localdate()
    said = (
        (7, teacher, "Chọn 50 học liệu số cho học sinh khối 6, 7"),
        (21, teacher, "Dựng nội quy và lịch trực của góc sáng tạo"),
        (45, focal, "Mời phụ huynh, mở góc sáng tạo buổi đầu"),
    )
    parts = [Handing(today + timedelta(days=n), who, note=note) for n, who, note in said]
    first, *_others = split_work(own, parts, by=focal)
    save_part(first, 100, "Đã chọn 53 học liệu, xếp theo môn.", by=teacher)
    report_part(first, by=teacher)


def judge_again(plan: Plan, leader: User) -> Assignment:
    """A late task that its report does not yet show as done: the leader knows better."""
    late = Assignment.objects.filter(
        task__plan=plan,
        status=Assignment.Status.ACCEPTED,
        due_on__lt=timezone.localdate(),
        done_on=None,
    )
    assignment = late.select_related("task__plan__owner", "unit").order_by("pk")[0]
    reason = "Đoàn kiểm tra đã xác nhận tại trường ngày hôm qua."
    return override_status(assignment, Assignment.Progress.ON_TIME, reason, by=leader)


def report_on(plan: Plan, office: User) -> None:
    """A report for this quarter, waiting for the director."""
    letter = Letter(
        symbol="BC-SGDĐT",
        place="Sông Ngân",
        position="GIÁM ĐỐC",
        signer="Phạm Quang Dũng",
        recipients=("UBND tỉnh (để b/c)", "Các phòng, đơn vị thuộc Sở"),
        filing="VT, VP",
    )
    period = containing(timezone.localdate(), PeriodKind.QUARTER)
    report = make_plan_report(plan, period, letter, by=office)
    # At once: the job of the worker will find it done.
    render_paper(report.paper_id)
