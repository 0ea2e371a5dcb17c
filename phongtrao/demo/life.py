"""The life of the demo plans: tasks given out, answered, reported on, in every state there is.

Acts of the eight people go through the services, so that their history can be looked at. What the
other schools did is written set by set: at the size of a province that is a hundred thousand rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.demo.load import Province
from phongtrao.demo.paper import note_docx
from phongtrao.demo.plans import DemoPlan
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Plan, ProgressReport
from phongtrao.plans.services.assignments import (
    Proposal,
    accept_assignment,
    decline_request,
    propose_change,
)
from phongtrao.plans.services.cascade import Issue, issue_tasks
from phongtrao.plans.services.reports import (
    Writing,
    accept_report,
    attach_new,
    return_report,
    start_report,
    submit_report,
)

A, R = Assignment.Status, ProgressReport.Status
BATCH = 5_000
ISSUED_DAYS_AGO = 70
WORDS_DONE = (
    "Đã tổ chức quán triệt đến toàn thể cán bộ, giáo viên, nhân viên; phân công người phụ trách.",
    "Đã xây dựng kế hoạch của đơn vị và triển khai đến các tổ chuyên môn.",
    "Đã hoàn thành tập huấn cho giáo viên; đang thu thập sản phẩm.",
    "Đã mở chuyên mục trên trang thông tin của trường, đăng tin hằng tuần.",
)
# What the six reports of the demo's schools are proved by, in their order.
PROOFS = (
    "Biên bản quán triệt kế hoạch trong hội đồng sư phạm",
    "Kế hoạch triển khai của các tổ chuyên môn",
    "Danh sách bài đăng trên chuyên mục của trường",
    "Phiếu theo dõi tiến độ của tổ Khoa học tự nhiên",
    "Nghị quyết họp liên tịch về chuyển đổi số",
    "Danh sách giáo viên đã dự tập huấn",
)
WORDS_OBSTACLES = (
    "",
    "",
    "Đường truyền ở điểm trường lẻ chưa ổn định.",
    "Thiếu thiết bị cho phòng tin học.",
    "Kinh phí tập huấn chưa được bố trí.",
)


@dataclass(frozen=True, slots=True)
class Fate:
    """How one school dealt with one task."""

    status: str
    percent: int = 0
    report: str = ""
    days_ago: int = 10


FATES = (
    (30, Fate(A.ACCEPTED, 100, R.ACCEPTED, 12)),
    (22, Fate(A.ACCEPTED, 60, R.ACCEPTED, 15)),
    (12, Fate(A.ACCEPTED, 40, R.SUBMITTED, 3)),
    (8, Fate(A.ACCEPTED, 30, R.RETURNED, 5)),
    (10, Fate(A.ACCEPTED)),
    (6, Fate(A.ACCEPTED, 20, R.ACCEPTED, 66)),
    (9, Fate(A.SENT)),
    (3, Fate(A.PROPOSED)),
)


def write_life(province: Province, plans: list[DemoPlan], chance: Random) -> None:
    """Give out plans 001 and 004 to the schools and communes, and let them live."""
    office = province.people["vanphong"]
    by_key = {demo.pack.key: demo.plan for demo in plans}
    _give_out(by_key["004"], province, office)
    _give_out(by_key["001"], province, office)
    _let_the_eight_act(province, by_key["004"])
    eight = {province.places[name].pk for name in ("lower", "upper", "commune")}
    _let_the_others_act(chance, {"": office, Unit.Kind.COMMUNE: province.people["xa"]}, eight)


def _give_out(plan: Plan, province: Province, office: User) -> None:
    tasks = [task for task in plan.tasks.all() if not task.ordinal.startswith("IV.1.")]
    kinds = {Unit.Kind.SCHOOL, Unit.Kind.CENTRE, Unit.Kind.COMMUNE}
    department = province.department
    units = [
        unit.pk
        for unit in province.units
        if unit.kind in kinds and unit.prof_path.startswith(department.prof_path)
    ]
    issue_tasks(Issue(plan, tasks, units), by=office)
    then = timezone.now() - timedelta(days=ISSUED_DAYS_AGO)
    Assignment.objects.filter(task__plan=plan).update(sent_at=then)


# ------------------------------------------------------------------ the eight, through the services


def _let_the_eight_act(province: Province, plan: Plan) -> None:
    focal, head = province.people["daumoi"], province.people["hieutruong"]
    office = province.people["vanphong"]
    lower = _assignments(plan, province.places["lower"])
    upper = _assignments(plan, province.places["upper"])
    for assignment in lower[:7]:
        accept_assignment(assignment, by=focal)
    late = timezone.localdate() + timedelta(days=30)
    propose_change(
        lower[7], Proposal("Trường đang sửa phòng máy, xin lùi hạn.", due_on=late), by=focal
    )
    if lower[8].mode == Assignment.Mode.REQUESTED:
        decline_request(lower[8], "Trường không có cấp học này.", by=focal)
    for assignment in upper:
        accept_assignment(assignment, by=head)
    proofs = iter(PROOFS)
    for assignment, writing, accepted_by in (
        (lower[0], Writing(100, WORDS_DONE[0]), office),
        (lower[1], Writing(55, WORDS_DONE[1], WORDS_OBSTACLES[3]), office),
        (lower[2], Writing(30, WORDS_DONE[3]), None),
    ):
        _report(assignment, writing, next(proofs), by=focal, accepted_by=accepted_by)
    returned = _report(lower[3], Writing(80, "Đã làm."), next(proofs), by=focal)
    reason = "Chưa nêu rõ việc đã làm và số liệu của từng tổ. Đề nghị bổ sung."
    return_report(returned, reason, by=office)
    _report(upper[0], Writing(100, WORDS_DONE[0]), next(proofs), by=head, accepted_by=office)
    _report(upper[1], Writing(45, WORDS_DONE[2]), next(proofs), by=head)


def _assignments(plan: Plan, unit: Unit) -> list[Assignment]:
    rows = Assignment.objects.filter(task__plan=plan, unit=unit).order_by("task__position")
    return list(rows.select_related("task__plan__owner", "unit"))


def _report(
    assignment: Assignment,
    writing: Writing,
    proof: str,
    *,
    by: AbstractBaseUser,
    accepted_by: AbstractBaseUser | None = None,
) -> ProgressReport:
    period = containing(timezone.localdate(), PeriodKind.QUARTER)
    report = start_report(assignment, period, by=by)
    # With the unit's name: the same words of two schools would be one file, or two, as the clock wills.
    note = note_docx(proof, assignment.task.text, f"{assignment.unit}: {writing.done}")
    attach_new(report, proof, file=ContentFile(note, f"{proof}.docx"), by=by)
    ProgressReport.objects.filter(pk=report.pk).update(
        percent=writing.percent, done=writing.done, obstacles=writing.obstacles
    )
    report.refresh_from_db()
    submit_report(report, by=by)
    return accept_report(report, by=accepted_by) if accepted_by else report


# ------------------------------------------------------------------ all others, set by set


def _let_the_others_act(chance: Random, judges: dict[str, User], eight: set[int]) -> None:
    """``judges``: who judges reports on the plan of a unit of that kind; "" for all others."""
    weights = [weight for weight, _fate in FATES]
    fates = [fate for _weight, fate in FATES]
    rows = Assignment.objects.exclude(unit__in=eight).select_related("task__plan__owner")
    rows = rows.order_by("pk")
    people = _focal_people()
    changed: list[Assignment] = []
    reports: list[ProgressReport] = []
    for row in rows.iterator(chunk_size=BATCH):
        fate = chance.choices(fates, weights)[0]
        changed.append(_answered(row, fate, people.get(row.unit_id)))
        judge = judges.get(row.task.plan.owner.kind, judges[""])
        reports += _reported(row, fate, people.get(row.unit_id), judge=judge, chance=chance)
    fields = ["status", "percent", "reported_at", "done_on", "accepted_at"]
    fields += ["answer", "answered_by", "answered_at", "claimed_percent", "claimed_at"]
    Assignment.objects.bulk_update(changed, fields, batch_size=BATCH)
    ProgressReport.objects.bulk_create(reports, batch_size=BATCH)


def _focal_people() -> dict[int, int]:
    """unit → account of its focal person."""
    rows = User.objects.filter(grants__role="focal").values_list("grants__unit_id", "pk")
    return dict(rows)


def _answered(row: Assignment, fate: Fate, person: int | None) -> Assignment:
    now = timezone.now()
    row.status = fate.status
    if fate.status != A.SENT:
        row.answered_by_id, row.answered_at = person, row.sent_at + timedelta(days=3)
    if fate.status == A.ACCEPTED:
        row.accepted_at = row.answered_at
    if fate.status == A.PROPOSED:
        row.answer = "Xin lùi hạn đến hết học kỳ."
        row.answered_at = now - timedelta(days=1)
    if fate.report:
        row.claimed_percent = fate.percent
        row.claimed_at = now - timedelta(days=fate.days_ago)
    if fate.report == R.ACCEPTED:
        row.percent = fate.percent
        row.reported_at = row.claimed_at
        row.done_on = _day(fate.days_ago) if fate.percent == 100 else None  # noqa: PLR2004 -- all of it
    return row


def _reported(
    row: Assignment, fate: Fate, person: int | None, *, judge: User, chance: Random
) -> Iterator[ProgressReport]:
    if not fate.report or person is None:
        return
    then = timezone.now() - timedelta(days=fate.days_ago)
    judged = fate.report in {R.ACCEPTED, R.RETURNED}
    yield ProgressReport(
        assignment=row,
        status=fate.report,
        period=containing(_day(fate.days_ago), PeriodKind.QUARTER).key,
        percent=fate.percent,
        done=chance.choice(WORDS_DONE),
        obstacles=chance.choice(WORDS_OBSTACLES),
        written_by_id=person,
        submitted_by_id=person,
        submitted_at=then,
        reviewed_by=judge if judged else None,
        reviewed_at=then if judged else None,
        return_reason="Đề nghị bổ sung minh chứng." if fate.report == R.RETURNED else "",
    )


def _day(days_ago: int) -> date:
    return timezone.localdate() - timedelta(days=days_ago)
