"""Requests for reports: last year's finished and consolidated, this year's running with some late."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from phongtrao.accounts.models import Role, User
from phongtrao.demo.load import Province
from phongtrao.documents.fields import Field, FieldKind, How
from phongtrao.documents.services import approve_paper, render_paper
from phongtrao.orgs.models import Grant, Unit
from phongtrao.plans.queries.cascade import Audience
from phongtrao.reports.letters import last_letter_of
from phongtrao.reports.models import ReportRequest, RequestAnswer
from phongtrao.reports.requests.queries import Reach, reached_units
from phongtrao.reports.requests.services.answering import (
    accept_answers,
    put_off,
    return_answer,
    save_answer,
    submit_answer,
)
from phongtrao.reports.requests.services.asking import (
    Wording,
    add_field,
    close_request,
    create_request,
    repeat_request,
    save_form,
    send_request,
)
from phongtrao.reports.requests.services.consolidating import make_request_report
from phongtrao.reports.requests.services.handing import Writing, hand_on

BOXES = (
    Field("", FieldKind.NUMBER, "Số sáng kiến được công nhận", "sáng kiến"),
    Field("", FieldKind.NUMBER, "Số thầy cô tham gia phong trào", "người"),
    Field(
        "",
        FieldKind.NUMBER,
        "Tỷ lệ bài giảng có dùng học liệu số",
        "%",
        How.MEAN,
        is_required=False,
        hint="Tính theo học kỳ gần nhất.",
    ),
    Field("", FieldKind.YES_NO, "Đã tổ chức hội thi cấp đơn vị"),
    Field("", FieldKind.CHOICE, "Tự đánh giá", choices=("Tốt", "Khá", "Đạt", "Chưa đạt")),
    Field("", FieldKind.TEXT, "Cách làm hay", is_required=False),
    Field("", FieldKind.TEXT, "Khó khăn, kiến nghị", is_required=False),
    Field("", FieldKind.FILE, "Báo cáo có chữ ký", is_required=False),
)
GOOD = (
    "Mỗi tổ chọn một tiết dạy thử học liệu số mỗi tháng.",
    "Kho bài giảng dùng chung giữa ba trường cùng xã.",
    "Học sinh tự làm phim ngắn giới thiệu danh nhân địa phương.",
)
HARD = (
    "Phòng máy cũ, mỗi lớp chỉ có hai buổi một tuần.",
    "Đề nghị Sở mở lớp tập huấn cho thầy cô lớn tuổi.",
    "Đường truyền ở điểm trường lẻ còn yếu.",
)
HANDED = 14  # units that answer one by one, as people do
LATE_DAYS = 3
MORE_TIME = "Trường đang sửa chữa, chưa đủ số liệu."
GUIDE = "Số liệu tính từ ngày 01/01 đến ngày 30/11. Đơn vị chưa thực hiện thì ghi số 0."


@dataclass(frozen=True, slots=True)
class Writer:
    unit: Unit
    head: User


def write_requests(province: Province, chance: Random) -> None:
    """S1-86: the report before 15/12 every year; its form is saved for the next time."""
    office, today = province.people["vanphong"], timezone.localdate()
    wording = Wording(
        title=f"Báo cáo kết quả phong trào đổi mới sáng tạo năm {today.year - 1}",
        due_on=today + timedelta(days=1),
        guide=GUIDE,
        basis="Mục IV Kế hoạch của Sở về phong trào đổi mới sáng tạo",
        is_yearly=True,
    )
    request = create_request(province.department, wording, by=office)
    for box in BOXES:
        add_field(request, box, by=office)
    request.refresh_from_db()
    save_form(request, "Báo cáo phong trào hằng năm", by=office)
    writers = _writers(province)
    units = [writer.unit.pk for writer in writers]
    audience = "xem=1&line=prof&kinds=school"
    send_request(request, units, audience=audience, by=office)
    _answer(request, writers, chance)
    _finish(province, request)
    _run_this_year(province, request, writers, chance)


def _writers(province: Province) -> list[Writer]:
    """Schools with a head who has an account: the eight of the sign-in page last."""
    reach = Reach(Audience(kinds=(Unit.Kind.SCHOOL,)))
    units = {unit.pk: unit for unit in reached_units(reach, province.department)}
    heads = Grant.objects.today().filter(role=Role.HEAD, unit__in=units).select_related("user")
    found = {grant.unit_id: Writer(units[grant.unit_id], grant.user) for grant in heads}
    own = {place.pk for place in province.places.values()}
    return sorted(found.values(), key=lambda w: (w.unit.pk in own, w.unit.pk))[-2 * HANDED :]


def _answer(request: ReportRequest, writers: list[Writer], chance: Random) -> list[RequestAnswer]:
    by_unit = {row.unit_id: row for row in request.answers.select_related("request__owner", "unit")}
    answers = []
    for writer in writers[:HANDED]:
        answer = by_unit[writer.unit.pk]
        save_answer(answer, _values(chance), by=writer.head)
        answers.append(submit_answer(answer, by=writer.head))
    return answers


def _values(chance: Random) -> dict[str, str | bool]:
    """By the places of BOXES; a box that need not be filled in is left empty now and then."""
    values: dict[str, str | bool] = {
        "o1": str(chance.randint(0, 9)),
        "o2": str(chance.randint(8, 64)),
        "o4": chance.random() > 0.4,  # noqa: PLR2004 -- invented
        "o5": chance.choice(("Tốt", "Khá", "Đạt")),
        "o6": chance.choice(GOOD),
    }
    if chance.random() > 0.25:  # noqa: PLR2004 -- invented
        values["o3"] = str(chance.randint(45, 98))
    if chance.random() > 0.5:  # noqa: PLR2004 -- invented
        values["o7"] = chance.choice(HARD)
    return values


def _finish(province: Province, request: ReportRequest) -> None:
    """Accepted, consolidated, approved, ended: as it stood a year ago."""
    office = province.people["vanphong"]
    rows = request.answers.filter(status=RequestAnswer.Status.SUBMITTED)
    accept_answers(list(rows.select_related("request__owner", "unit")), by=office)
    report = make_request_report(request, last_letter_of(province.department), by=office)
    approve_paper(render_paper(report.paper_id), by=province.people["giamdoc"])
    close_request(request, by=office)
    due = date(timezone.localdate().year - 1, 12, 15)
    request.answers.update(due_on=due)
    then = timezone.now().replace(year=due.year, month=12, day=11)
    request.answers.exclude(submitted_at=None).update(submitted_at=then, reviewed_at=then)
    ReportRequest.objects.filter(pk=request.pk).update(
        due_on=due, sent_at=then.replace(month=11), closed_at=then.replace(day=20)
    )
    request.refresh_from_db()


def _run_this_year(
    province: Province, last: ReportRequest, writers: list[Writer], chance: Random
) -> None:
    """Two weeks of answers: some accepted, one returned, some late; the eight have yet to write.

    The common day has gone by: a few are late, the others were given more time.
    """
    office, today = province.people["vanphong"], timezone.localdate()
    director = province.people["giamdoc"]
    request = repeat_request(last, by=office)
    ReportRequest.objects.filter(pk=request.pk).update(
        due_on=today + timedelta(days=1), in_charge=director
    )
    request.refresh_from_db()
    units = [writer.unit.pk for writer in writers]
    send_request(request, units, audience=last.audience, by=office)
    answers = _answer(request, writers[: HANDED // 2], chance)
    accept_answers(answers[1:4], by=office)
    return_answer(answers[0], "Số thầy cô tham gia chưa khớp với danh sách kèm theo.", by=office)
    slow = [writer.unit.pk for writer in writers[HANDED : HANDED + LATE_DAYS]]
    waiting = request.answers.filter(status=RequestAnswer.Status.OPEN).exclude(unit__in=slow)
    for answer in waiting.select_related("request__owner", "unit"):
        put_off(answer, today + timedelta(days=9), MORE_TIME, by=office)
    _send_two_weeks_ago(request, today)
    _write_inside(province, request, today)


def _send_two_weeks_ago(request: ReportRequest, today: date) -> None:
    """As if it had been sent then: who was given no more time is late, the others answered in time."""
    gone, now = today - timedelta(days=LATE_DAYS), timezone.now()
    answered = {"submitted_at": now - timedelta(days=5)}
    ReportRequest.objects.filter(pk=request.pk).update(
        due_on=gone, sent_at=now - timedelta(days=14)
    )
    request.answers.filter(put_off_reason="").update(due_on=gone)
    request.answers.exclude(submitted_at=None).update(**answered)
    request.answers.exclude(reviewed_at=None).update(reviewed_at=now - timedelta(days=4))


def _write_inside(province: Province, request: ReportRequest, today: date) -> None:
    """The focal person of the school gave its answer to the teacher to write."""
    own = request.answers.select_related("request__owner", "unit")
    if answer := own.filter(unit=province.places["lower"]).first():
        words = "Lấy số thầy cô tham gia từ sổ sinh hoạt tổ; còn thiếu thì hỏi cô tổ trưởng."
        writing = Writing(province.people["giaovien"], today + timedelta(days=6), words)
        hand_on(answer, writing, by=province.people["daumoi"])
