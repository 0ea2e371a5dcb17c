"""Work handed on inside a unit: to whom, reported, returned, taken over; who sees it. Issue 3."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.documents.services import add_evidence
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Grant, Unit
from phongtrao.orgs.working_days import after_working_days
from phongtrao.plans.forms.handovers import initial_of
from phongtrao.plans.models import Assignment, HandOver, Plan, ProgressReport
from phongtrao.plans.queries.inside import people_of, rooms_of, rooms_with_people
from phongtrao.plans.services import handovers as services
from phongtrao.plans.services.handovers import Handing
from tests.factories import LONG_AGO, make_unit, make_user
from tests.plans.handed import DAY, fresh, hand, post_at, reported
from tests.plans.test_reports import PDF
from tests.plans.work import make_submitted, make_work
from tests.threads import at_once

S = HandOver.Status


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def work(so, hoa_sen, today):
    return make_work(so, hoa_sen, due_on=today + 20 * DAY)


@pytest.fixture
def to_tu_nhien(hoa_sen):
    return make_unit("Tổ Khoa học tự nhiên", Unit.Kind.ROOM, admin=hoa_sen, code=None)


@pytest.fixture
def handed(work, binh, giang, today):
    return hand(work, binh, giang, today)


# ------------------------------------------------------------------ handing over


def test_handing_over_tells_the_person_and_history(work, binh, giang, handed, today):
    assert (handed.status, handed.receiver, handed.due_on) == (
        S.GIVEN,
        giang.full_name,
        today + 10 * DAY,
    )
    assert [notice.to for notice in Notice.objects.all()] == [giang]
    assert Entry.objects.get(action="plans.handed_over").actor == binh


def test_several_people_have_parts_of_the_same_work(work, binh, lan, giang, today):
    for user in (lan, giang):
        hand(work, binh, user, today, note=f"Phần của {user}")

    assert [row.receiver for row in work.handovers.order_by("pk")] == [str(lan), str(giang)]


def test_person_of_another_unit_is_refused(work, binh, chi, today):
    with pytest.raises(BadInput, match="Ngô Kim Chi không thuộc Trường THCS Hoa Sen hôm nay"):
        hand(work, binh, chi, today)

    assert not HandOver.objects.exists()


def test_person_whose_role_ended_yesterday_is_refused(work, binh, giang, today):
    Grant.objects.filter(user=giang).update(days=DateRange(LONG_AGO, today))

    with pytest.raises(BadInput, match="không thuộc"):
        hand(work, binh, giang, today)


def test_person_with_a_post_in_a_room_is_of_the_unit(work, binh, to_tu_nhien, today):
    newcomer = make_user("Hà Thu Yên")
    post_at(to_tu_nhien, newcomer)

    assert hand(work, binh, newcomer, today).receiver == "Hà Thu Yên"


def test_room_of_the_unit_takes_work_when_somebody_there_can_sign_in(
    work, binh, to_tu_nhien, today
):
    handing = Handing(today + DAY, room=to_tu_nhien)
    with pytest.raises(BadInput, match="Chưa ai ở Tổ Khoa học tự nhiên có tài khoản"):
        services.hand_over(work, handing, by=binh)
    post_at(to_tu_nhien, make_user("Hà Thu Yên"))

    assert services.hand_over(work, handing, by=binh).receiver == "Tổ Khoa học tự nhiên"


def test_room_of_another_unit_is_refused(work, binh, binh_minh, today):
    theirs = make_unit("Tổ Một", Unit.Kind.ROOM, admin=binh_minh, code=None)

    with pytest.raises(BadInput, match="Tổ Một không thuộc"):
        services.hand_over(work, Handing(today, room=theirs), by=binh)


@pytest.mark.parametrize(("days", "words"), [(21, "không được sau hạn"), (-1, "đã qua")])
def test_inner_day_lies_between_today_and_the_works_own(work, binh, giang, today, days, words):
    with pytest.raises(BadInput, match=words):
        services.hand_over(work, Handing(today + days * DAY, giang), by=binh)


def test_late_work_is_handed_over_with_a_day_of_its_own(so, hoa_sen, binh, giang, today):
    late = make_work(so, hoa_sen, due_on=today - DAY)

    assert hand(late, binh, giang, today).due_on == today + 10 * DAY


def test_two_receivers_or_none_are_refused(work, binh, giang, to_tu_nhien, today):
    for handing in (Handing(today), Handing(today, giang, to_tu_nhien)):
        with pytest.raises(BadInput, match="đúng một người"):
            services.hand_over(work, handing, by=binh)


@pytest.mark.parametrize("who", ["an", "dung", "giang", "chi", "lam", "khanh"])
def test_only_the_units_own_hand_over(request, work, giang, today, who):
    with pytest.raises(NotAllowed, match="Chỉ thủ trưởng hoặc đầu mối"):
        hand(work, request.getfixturevalue(who), giang, today)


def test_work_not_accepted_or_closed_is_not_handed_over(work, binh, giang, today):
    Assignment.objects.update(status=Assignment.Status.SENT)
    with pytest.raises(NotAllowed, match="Hãy tiếp nhận"):
        hand(Assignment.objects.get(), binh, giang, today)
    Plan.objects.update(status=Plan.Status.CLOSED)

    with pytest.raises(NotAllowed, match="thời gian thực hiện"):
        hand(Assignment.objects.get(), binh, giang, today)


def test_people_and_rooms_are_those_of_the_very_unit(so, hoa_sen, binh, lan, giang, to_tu_nhien):
    yen = make_user("Hà Thu Yên")
    post_at(to_tu_nhien, yen)
    make_user("Người Khóa", is_active=False)

    assert set(people_of(hoa_sen)) == {binh, lan, giang, yen}
    assert list(rooms_of(hoa_sen)) == list(rooms_with_people(hoa_sen)) == [to_tu_nhien]
    assert list(rooms_of(so)) == []


# ------------------------------------------------------------------ reporting


def test_person_writes_proves_and_reports(handed, binh, lan, giang):
    file = SimpleUploadedFile("giao-an.pdf", PDF)
    services.save_part(handed, 80, "Đã dạy thử ở hai lớp.", by=giang)
    evidence = services.prove(handed, "Giáo án", file=file, by=giang)

    services.report_part(handed, by=giang)

    assert (handed.status, handed.percent, handed.reported_by) == (S.REPORTED, 80, giang)
    assert (evidence.unit, list(handed.evidence.all())) == (handed.assignment.unit, [evidence])
    told = Notice.objects.filter(text__contains="đã báo cáo").values_list("to", flat=True)
    assert set(told) == {binh.pk, lan.pk}


def test_evidence_is_taken_off_until_it_is_reported(handed, giang):
    evidence = services.prove(handed, "Ảnh lớp", url="https://vidu.example/anh", by=giang)

    services.unprove(handed, evidence, by=giang)

    assert list(handed.evidence.all()) == []


def test_teacher_adds_evidence_only_while_work_is_handed_to_him(handed, hoa_sen, giang):
    add_evidence(hoa_sen, "Của phần việc", url="https://vidu.example/1", by=giang)
    reported(handed, giang)

    with pytest.raises(NotAllowed, match="Chỉ thủ trưởng hoặc đầu mối"):
        add_evidence(hoa_sen, "Sau đó", url="https://vidu.example/2", by=giang)


def test_empty_or_impossible_report_is_refused(handed, giang):
    with pytest.raises(BadInput, match="Hãy ghi việc đã làm"):
        services.report_part(handed, by=giang)
    with pytest.raises(BadInput, match="từ 0 đến 100"):
        services.save_part(handed, 101, "Xong", by=giang)


@pytest.mark.parametrize("who", ["binh", "lan", "chi", "an"])
def test_nobody_else_reports_the_part(request, handed, who):
    with pytest.raises(NotAllowed, match="Chỉ người được giao"):
        services.report_part(handed, by=request.getfixturevalue(who))


def test_one_of_two_members_of_a_room_reports_first(work, binh, to_tu_nhien, today):
    members = [make_user("Hà Thu Yên"), make_user("Đào Văn Minh")]
    for user in members:
        post_at(to_tu_nhien, user)
    handover = services.hand_over(work, Handing(today + DAY, room=to_tu_nhien), by=binh)
    services.save_part(handover, 50, "Đã họp tổ.", by=members[0])
    stale = fresh(handover)
    services.report_part(handover, by=members[0])

    with pytest.raises(WrongState, match="vừa được"):
        services.save_part(stale, 10, "Khác", by=members[1])


# ------------------------------------------------------------------ judging


def test_returned_part_is_mended_and_reported_again(handed, binh, giang):
    reported(handed, giang)

    services.return_part(handed, "Thiếu số liệu khối 8.", by=binh)
    told = Notice.objects.filter(to=giang, text__contains="bị trả lại").count()
    reported(handed, giang, 100, "Đã bổ sung khối 8.")

    assert (handed.status, handed.return_reason, told) == (S.REPORTED, "Thiếu số liệu khối 8.", 1)


def test_return_needs_a_reason_and_a_report(handed, binh, giang):
    with pytest.raises(NotAllowed, match="không có báo cáo đang chờ"):
        services.return_part(handed, "Sớm", by=binh)
    reported(handed, giang)

    with pytest.raises(BadInput, match="Hãy ghi lý do"):
        services.return_part(handed, " ", by=binh)


def test_taking_over_fills_the_units_draft_and_names_the_source(handed, work, binh, lan, giang):
    evidence = services.prove(handed, "Ảnh lớp", url="https://vidu.example/anh", by=giang)
    reported(handed, giang)
    hand(work, binh, lan, timezone.localdate())

    report = services.take_over(handed, by=binh)

    assert (report.status, report.percent, report.done) == (
        ProgressReport.Status.DRAFT,
        40,  # the mean of 80 and nothing yet
        "– Vũ Thị Giang: Đã dạy thử ở hai lớp.",
    )
    assert list(report.evidence.all()) == [evidence]
    assert (handed.status, list(report.sources.all())) == (S.DONE, [handed])


def test_second_part_is_added_below_the_first(handed, work, binh, lan, giang):
    other = hand(work, binh, lan, timezone.localdate())
    reported(handed, giang)
    reported(other, lan, 100, "Đã in tài liệu.")

    services.take_over(handed, by=binh)
    report = services.take_over(other, by=binh)

    assert (report.percent, report.done) == (
        90,
        "– Vũ Thị Giang: Đã dạy thử ở hai lớp.\n– Đỗ Ngọc Lan: Đã in tài liệu.",
    )


def test_part_goes_into_the_months_report_when_the_quarters_is_submitted(handed, work, binh, giang):
    reported(handed, giang)
    quarter = services.report_periods(timezone.localdate())[0]
    submitted = make_submitted(work, binh, period=quarter.key)

    report = services.take_over(handed, by=binh)

    assert report.period == services.report_periods(timezone.localdate())[2].key
    assert submitted.done == ProgressReport.objects.get(pk=submitted.pk).done


def test_part_waits_when_both_reports_are_submitted(handed, work, binh, giang):
    reported(handed, giang)
    quarter, _before, month, *_others = services.report_periods(timezone.localdate())
    for period in (quarter, month):
        make_submitted(work, binh, period=period.key)

    with pytest.raises(WrongState, match="của đơn vị đã nộp"):
        services.take_over(handed, by=binh)

    assert fresh(handed).status == S.REPORTED


@pytest.mark.django_db(transaction=True)
def test_of_head_and_focal_person_only_one_takes_it_over(handed, binh, lan, giang):
    reported(handed, giang)

    outcome = at_once(
        lambda: services.take_over(fresh(handed), by=binh),
        lambda: services.return_part(fresh(handed), "Thiếu số liệu.", by=lan),
    )

    assert [found is None for found in outcome].count(True) == 1
    assert fresh(handed).status in (S.DONE, S.RETURNED)


# ------------------------------------------------------------------ the same part twice


def test_same_part_is_not_handed_twice_to_one_person(work, binh, lan, giang, today):
    part = hand(work, binh, giang, today, note="Dạy thử lớp 6")

    with pytest.raises(BadInput, match=rf"{giang} đã được giao phần việc này, hạn"):
        hand(work, binh, giang, today, note=" dạy thử lớp 6")

    hand(work, binh, giang, today, note="Dạy thử lớp 7")
    hand(work, binh, lan, today, note="Dạy thử lớp 6")
    services.pass_on(part, Handing(today + DAY, giang, note="Dạy thử lớp 6"), by=binh)
    assert HandOver.objects.count() == 3


def test_part_is_not_passed_on_to_who_does_the_same(work, binh, lan, giang, today):
    part = hand(work, binh, giang, today, note="Dạy thử lớp 6")
    hand(work, binh, lan, today, note="Dạy thử lớp 6")

    with pytest.raises(BadInput, match=rf"{lan} đã được giao phần việc này"):
        services.pass_on(part, Handing(today + DAY, lan, note="Dạy thử lớp 6"), by=binh)

    assert fresh(part).user == giang


def test_finished_part_may_be_handed_again(work, binh, giang, today):
    services.take_over(reported(hand(work, binh, giang, today), giang), by=binh)

    assert hand(work, binh, giang, today).status == S.GIVEN


# ------------------------------------------------------------------ the day the form offers


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 11, 20), 3, date(2026, 11, 25)),  # Friday
        (date(2026, 11, 16), 3, date(2026, 11, 19)),  # Monday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # Saturday
    ],
)
def test_working_days_pass_over_the_end_of_the_week(day, count, later):
    assert after_working_days(day, count) == later


def test_form_offers_a_day_the_service_takes(so, hoa_sen, binh, giang, today):
    late = make_work(so, hoa_sen, due_on=today - 5 * DAY)
    open_work = make_work(so, hoa_sen, due_on=today + 9 * DAY)

    offered = [initial_of(work)["due_on"] for work in (late, open_work)]

    assert offered == [after_working_days(today, 3), today + 9 * DAY]
    assert services.hand_over(late, Handing(offered[0], giang), by=binh).due_on == offered[0]
