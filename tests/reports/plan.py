"""A published plan with two tasks at three schools: one done, one late, one declined, …"""

from datetime import date

from django.utils import timezone

from phongtrao.documents.models import DocumentKind
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.plans.models import Assignment, Plan, ProgressReport, Task, TaskParty
from tests.factories import LONG_AGO

TODAY = date(2026, 11, 20)
S = Assignment.Status


def make_plan(so, **more) -> Plan:
    document = register_document(
        DocumentData(DocumentKind.PLAN, "Thi đua", "05/KH-SGDĐT", date(2026, 1, 15), so), by=None
    )
    fields = {
        "title": "Kế hoạch thi đua đổi mới sáng tạo",
        "status": Plan.Status.PUBLISHED,
        "starts_on": LONG_AGO,
        **more,
    }
    return Plan.objects.create(owner=so, document=document, **fields)


def make_task(plan: Plan, text: str, **more) -> Task:
    task = Task.objects.create(plan=plan, text=text, position=plan.tasks.count() + 1, **more)
    TaskParty.objects.create(task=task, role=TaskParty.Role.LEAD, name="Các trường")
    return task


def assign(task: Task, unit, *, status: str = S.ACCEPTED, **more) -> Assignment:
    fields = {
        "mode": Assignment.Mode.REQUESTED,
        "status": status,
        "answered_at": timezone.now(),
        **more,
    }
    return Assignment.objects.create(task=task, unit=unit, **fields)


def fill_plan(plan: Plan, hoa_sen, binh_minh, thpt, by) -> dict[str, Assignment]:
    first = make_task(plan, "Tuyên truyền về chuyển đổi số", section="I. Tuyên truyền")
    second = make_task(plan, "Tổ chức hội thi sáng tạo", section="II. Tổ chức")
    own = make_task(plan, "Việc riêng của trường", local_to=thpt)
    made = {
        "done": assign(first, hoa_sen, percent=100, done_on=date(2026, 5, 1)),
        "late": assign(first, binh_minh, percent=40, due_on=date(2026, 11, 15)),
        "waiting": assign(second, hoa_sen, status=S.SENT, due_on=date(2026, 11, 22)),
        "declined": assign(second, thpt, status=S.DECLINED),
        "own": assign(own, thpt, due_on=date(2026, 1, 1)),
    }
    ProgressReport.objects.create(
        assignment=made["late"],
        period="2026Q3",
        obstacles="Thiếu máy tính & đường truyền <yếu>.",
        status=ProgressReport.Status.ACCEPTED,
        written_by=by,
    )
    for period, status in (("2025Q4", "accepted"), ("2026Q4", "submitted")):
        ProgressReport.objects.create(
            assignment=made["late"],
            period=period,
            obstacles="Không tính: kỳ khác hoặc chưa duyệt.",
            status=status,
            written_by=by,
        )
    return made
