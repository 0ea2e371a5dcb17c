"""A plan of the demo that was amended once, with units in every state of answering, and a draft of the
next amendment whose pairs wait to be confirmed. S0-53.
"""

from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.demo.load import Province
from phongtrao.documents.models import DocumentKind
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, ChangeAnswer, Movement, Plan, Task
from phongtrao.plans.services.amending import begin_amendment
from phongtrao.plans.services.cascade import Issue, issue_tasks
from phongtrao.plans.services.change_answers import propose_on_changes
from phongtrao.plans.services.plans import draft_plan, publish_plan
from phongtrao.plans.services.tasks import TaskDraft, add_task, drop_task, edit_task
from phongtrao.plans.timings import When

TITLE = "Hưởng ứng Tuần lễ sáng tạo số trong trường học"
SECTIONS = ("I. Chuẩn bị", "II. Tổ chức", "III. Tổng kết")
# Section, number, words, days from today, what comes out.
TASKS = (
    (0, "1", "Phân công đầu mối và phổ biến Tuần lễ sáng tạo số tới toàn thể giáo viên", -12, "Phân công"),
    (0, "2", "Rà soát máy tính, đường truyền phục vụ Tuần lễ sáng tạo số", 6, "Biên bản rà soát"),
    (1, "1", "Tổ chức ngày hội trình diễn sản phẩm sáng tạo số của học sinh", 24, "Ngày hội"),
    (1, "2", "Mời phụ huynh tham quan góc sáng tạo của trường", 27, "Buổi tham quan"),
    (1, "3", "Cử giáo viên tham gia nhóm hỗ trợ kỹ thuật của cụm trường", 15, "Danh sách"),
    (2, "1", "Gửi sản phẩm tiêu biểu về Sở để chọn giới thiệu", 40, "Danh sách sản phẩm"),
    (2, "2", "Báo cáo kết quả Tuần lễ sáng tạo số", 50, "Báo cáo"),
)  # fmt: skip
SHARED = 9  # schools beside those of the eight people
PART = (
    "Sửa đổi nhiệm vụ số 1 mục III như sau: Gửi tối đa ba sản phẩm tiêu biểu về Sở để chọn giới thiệu",
    "Bãi bỏ nhiệm vụ số 3 mục II",
    "Bổ sung nhiệm vụ vào mục II như sau: Mở chuyên mục Tuần lễ sáng tạo số trên trang thông tin của trường",
)


def write_amended(province: Province) -> Plan:
    office, focal = province.people["vanphong"], province.people["daumoi"]
    plan = _issued(province, office)
    amendment = _amended(plan, office)
    _answer(province, amendment, focal)
    _draft_the_next(plan, office)
    return plan


def _issued(province: Province, office: User) -> Plan:
    plan = _plan(province)
    draft_plan(plan, Movement.objects.filter(plans__owner=plan.owner).order_by("pk")[:1], by=office)
    for section, ordinal, text, days, deliverable in TASKS:
        leads = ("Các trường học",)
        when = _by(days)
        add_task(
            plan,
            TaskDraft(text, SECTIONS[section], ordinal, when, deliverable, leads=leads),
            by=office,
        )
    publish_plan(plan, by=office)
    issue_tasks(Issue(plan, list(plan.tasks.all()), [u.pk for u in _schools(province)]), by=office)
    _let_them_work(plan)
    return plan


def _plan(province: Province) -> Plan:
    today = timezone.localdate()
    return Plan(
        title=TITLE,
        owner=province.department,
        contact="Văn phòng Sở, điện thoại 0200 000 000",
        starts_on=today - timedelta(days=40),
        ends_on=today + timedelta(days=60),
    )


def _by(days: int) -> When:
    return When(Task.Timing.DATE, (timezone.localdate() + timedelta(days=days)).isoformat())


def _schools(province: Province) -> list[Unit]:
    own = [province.places["lower"], province.places["upper"]]
    schools = [unit for unit in province.units if unit.kind == Unit.Kind.SCHOOL and unit not in own]
    return own + schools[:SHARED]


def _let_them_work(plan: Plan) -> None:
    """Set by set, as in ``life``: accepted by all, begun by some, the first task done by most."""
    now = timezone.now()
    rows = Assignment.objects.filter(task__plan=plan)
    accepted = now - timedelta(days=30)
    rows.update(status=Assignment.Status.ACCEPTED, accepted_at=accepted, answered_at=accepted)
    begun = rows.filter(task__section=SECTIONS[0])
    begun.update(percent=40, claimed_percent=40, reported_at=accepted, claimed_at=accepted)
    done = begun.filter(task__ordinal="1")
    done.update(percent=100, claimed_percent=100, done_on=timezone.localdate(accepted))


def _amended(plan: Plan, office: User) -> Plan:
    """The whole text anew: a later day, other work, a visit dropped, a table of works added."""
    amendment = begin_amendment(
        plan,
        f"{TITLE} (thay thế)",
        timezone.localdate() - timedelta(days=4),
        Plan.Amending.WHOLE,
        by=office,
    )
    tasks = {task.text: task for task in amendment.tasks.all()}
    _later(tasks[TASKS[2][2]], 38, office)
    drop_task(tasks[TASKS[3][2]], by=office)
    _other(tasks[TASKS[4][2]], office)
    amendment.document = register_document(_data(plan, amendment), by=office)
    amendment.save(update_fields=["document"])
    publish_plan(amendment, by=office)
    return amendment


def _data(plan: Plan, amendment: Plan) -> DocumentData:
    return DocumentData(
        kind=DocumentKind.PLAN,
        abstract=amendment.title,
        number=f"{4000 + plan.pk}/KH-SGDĐT",
        issued_on=amendment.starts_on,
        issuer=plan.owner,
    )


def _later(task: Task, days: int, office: User) -> None:
    edit_task(task, replace(_said(task), when=_by(days)), by=office)


def _other(task: Task, office: User) -> None:
    words = "Cử hai giáo viên tham gia nhóm hỗ trợ kỹ thuật và nhóm kiểm tra an toàn mạng của cụm trường"
    said = replace(_said(task), text=words, deliverable="Danh sách hai giáo viên")
    edit_task(task, said, by=office)


def _said(task: Task) -> TaskDraft:
    when = When(task.timing, task.timing_value, task.timing_text)
    return TaskDraft(
        task.text, task.section, task.ordinal, when, task.deliverable, leads=("Các trường học",)
    )


def _answer(province: Province, amendment: Plan, focal: User) -> None:
    """The lower school proposes, four schools know, the upper school and the rest have not answered."""
    own = (province.places["lower"].pk, province.places["upper"].pk)
    others = (
        amendment.change_answers.exclude(unit__in=own).order_by("pk").values_list("pk", flat=True)
    )
    ChangeAnswer.objects.filter(pk__in=list(others[:4])).update(
        status=ChangeAnswer.Status.KNOWN, answered_at=timezone.now()
    )
    mine = amendment.change_answers.select_related("unit", "amendment__owner", "amendment__amends")
    words = "Ngày hội trùng tuần kiểm tra giữa kỳ của trường, xin lùi thêm một tuần."
    propose_on_changes(mine.get(unit=own[0]), words, by=focal)


def _draft_the_next(plan: Plan, office: User) -> None:
    plan.refresh_from_db()
    day: date = timezone.localdate() + timedelta(days=10)
    title = f"Sửa đổi, bổ sung một số nội dung: {TITLE}"
    draft = begin_amendment(plan, title, day, Plan.Amending.PART, by=office)
    for text in PART:
        add_task(draft, TaskDraft(text, leads=("Các trường học",)), by=office)
