"""A plan of the Sở with eighty tasks in eight sections and targets, given to units, to be carried out below."""

from datetime import date

from phongtrao.plans.intake.values import read_target_lines
from phongtrao.plans.models import Assignment, Plan, Task
from phongtrao.plans.services.plans import draft_plan, publish_plan
from phongtrao.plans.services.targets import add_target
from phongtrao.plans.services.tasks import TaskDraft, add_task
from phongtrao.plans.timings import read_when

SECTIONS = (
    "I. Tuyên truyền, phổ biến",
    "II. Đổi mới phương pháp dạy học",
    "III. Chuyển đổi số",
    "IV. Nghiên cứu khoa học, sáng kiến",
    "V. Xây dựng đội ngũ",
    "VI. Cơ sở vật chất",
    "VII. Kiểm tra, đánh giá",
    "VIII. Sơ kết, tổng kết, khen thưởng",
)
TIMES = (
    "Thường xuyên",
    "Trước ngày 15/12/2026",
    "Tháng 9/2026",
    "Quý III/2026",
    "Năm 2026",
    "Trước ngày 20/11/2026",
)
DELIVERABLES = ("Báo cáo kết quả", "Danh sách đăng ký", "Sản phẩm dự thi", "Kế hoạch của đơn vị")
TARGETS = (
    ("Trường có ít nhất một mô hình đổi mới được công nhận", "2026: ≥ 80%", "2030: 100%"),
    ("Giáo viên có sáng kiến cấp cơ sở", "2026: ≥ 15%"),
)


def big_plan(owner, movement, *, by, tasks=80, **more):
    """A draft of the owner with ``tasks`` tasks spread over the sections, and two targets."""
    fields = {
        "title": "Phong trào thi đua đổi mới sáng tạo năm 2026",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
    }
    plan = Plan(owner=owner, **fields | more)
    draft_plan(plan, [movement], by=by)
    for number in range(tasks):
        add_task(plan, _draft(number, tasks), by=by)
    for name, *levels in TARGETS:
        add_target(plan, _target(name, levels), by=by)
    return plan


def issued_plan(owner, movement, *, by, tasks=80, **more):
    plan = big_plan(owner, movement, by=by, tasks=tasks, **more)
    return publish_plan(plan, by=by)


def give(task, unit, **more):
    """The task as work of the unit."""
    return Assignment.objects.create(
        task=task, unit=unit, **{"mode": Assignment.Mode.ORDERED, "status": "accepted"} | more
    )


def _draft(number, tasks):
    section = SECTIONS[number * len(SECTIONS) // tasks]
    return TaskDraft(
        f"Tổ chức hoạt động thi đua số {number + 1} của phong trào đổi mới",
        section=section,
        when=read_when(TIMES[number % len(TIMES)]),
        leads=("Văn phòng Sở",) if number % 3 else ("Văn phòng Sở", "Các trường THCS"),
        coordinators=("Các phòng thuộc Sở",) if number % 2 else (),
        deliverable=DELIVERABLES[number % len(DELIVERABLES)],
        deliverable_kind=Task.Deliverable.OTHER,
    )


def _target(name, lines):
    return {"ordinal": None, "name": name, "targets": read_target_lines(lines)}
