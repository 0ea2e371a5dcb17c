"""An answer written by a person inside the unit, later days for everybody, late units and who is in charge."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.orgs.duties import duties
from phongtrao.orgs.models import Grant
from phongtrao.portal.queries.calendar import due_for
from phongtrao.portal.queries.home import waiting_buckets
from phongtrao.portal.queries.week import UnitWeek
from phongtrao.reports.models import RequestAnswer
from phongtrao.reports.requests import access
from phongtrao.reports.requests.services.answering import (
    attach_file,
    put_off,
    return_answer,
    save_answer,
    submit_answer,
)
from phongtrao.reports.requests.services.asking import Wording, edit_request, repeat_request
from phongtrao.reports.requests.services.deadlines import put_off_request
from phongtrao.reports.requests.services.escalation import send_escalations
from phongtrao.reports.requests.services.handing import (
    Writing,
    finish_writing,
    hand_on,
    take_back,
)
from tests.documents.files import make_docx
from tests.reports.asked import (
    FULL,
    NUMBER,
    SCAN,
    ask,
    fresh,
    hand_in,
    in_days,
    make_request,
    notices,
    page,
)

# ------------------------------------------------------------------ inside the unit


def test_a_teacher_writes_and_the_head_hands_in(client, answer, binh, giang, an):  # S2-23
    due = in_days(5)
    answer = hand_on(answer, Writing(giang, due, "Lấy số ở thư viện."), by=binh)
    told = f"Bạn được giao viết báo cáo “Báo cáo năm 2026”, hạn {due:%d/%m/%Y}. Lấy số ở thư viện."
    assert notices(giang, "handed_on") == [told]
    rows = [
        (row.what, row.due) for bucket in waiting_buckets(giang, in_days(0)) for row in bucket.rows
    ]
    assert rows == [("Báo cáo năm 2026", due)]
    assert [(item.day, item.kind) for item in due_for(giang, in_days(0), in_days(9))] == [
        (due, "inner")
    ]

    url = f"/bao-cao/phai-nop/{answer.pk}/viet/"
    assert "Viết xong, gửi thủ trưởng" in page(client, giang, url)
    client.post(url, {**FULL, "o4": "co", "o2": "80,5", "xong": "1"})
    answer.refresh_from_db()
    assert (answer.values[NUMBER], answer.written_at is not None, answer.status) == (
        "12",
        True,
        "open",
    )
    assert len(notices(binh, "written")) == 1

    answer = submit_answer(answer, by=binh)
    assert (answer.status, answer.submitted_by) == ("submitted", binh)
    assert "Vũ Thị Giang" not in page(client, an, f"/bao-cao/phai-nop/{answer.pk}/")


def test_the_writer_neither_hands_in_nor_hands_on(answer, binh, giang, lan):
    answer = hand_on(answer, Writing(giang, in_days(5)), by=binh)
    save_answer(answer, FULL, by=giang)

    for deed in (
        lambda: submit_answer(answer, by=giang),
        lambda: hand_on(answer, Writing(lan, in_days(5)), by=giang),
        lambda: take_back(answer, by=giang),
    ):
        with pytest.raises(NotAllowed):
            deed()

    assert RequestAnswer.objects.get().status == "open"


def test_what_is_given_back_is_written_no_further_until_it_is_given_again(answer, binh, giang):
    answer = hand_on(answer, Writing(giang, in_days(5)), by=binh)
    answer = finish_writing(answer, by=giang)
    with pytest.raises(NotAllowed, match="Bạn đã viết xong"):
        save_answer(answer, FULL, by=giang)

    answer = hand_on(answer, Writing(giang, in_days(6), "Thêm số của tổ Toán."), by=binh)

    assert save_answer(answer, FULL, by=giang).values[NUMBER] == "12"
    assert answer.written_at is None


def test_what_the_head_takes_back_the_teacher_sees_no_more(client, answer, binh, giang):
    answer = hand_on(answer, Writing(giang, in_days(5)), by=binh)
    assert access.visible_answers(giang).get() == answer

    answer = take_back(answer, by=binh)

    assert list(access.visible_answers(fresh(giang))) == []
    client.force_login(giang)
    assert client.get(f"/bao-cao/phai-nop/{answer.pk}/").status_code == 404
    assert len(notices(giang, "taken_back")) == 1


def test_a_stranger_and_a_day_too_late_are_refused(answer, binh, chi, giang):
    with pytest.raises(BadInput, match="không thuộc"):
        hand_on(answer, Writing(chi, in_days(5)), by=binh)
    with pytest.raises(BadInput, match="không được sau hạn"):
        hand_on(answer, Writing(giang, in_days(11)), by=binh)
    with pytest.raises(BadInput, match="đã qua"):
        hand_on(answer, Writing(giang, in_days(-1)), by=binh)
    with pytest.raises(NotAllowed):
        hand_on(answer, Writing(giang, in_days(5)), by=chi)

    assert RequestAnswer.objects.get().writer is None


def test_who_left_the_unit_reads_the_draft_no_more(answer, binh, giang):
    answer = hand_on(answer, Writing(giang, in_days(5)), by=binh)
    Grant.objects.filter(user=giang).delete()

    assert list(access.visible_answers(fresh(giang))) == []
    assert not access.can_write(fresh(giang), answer)


def test_nobody_above_learns_who_writes(client, answer, binh, giang, an, dung):
    hand_on(answer, Writing(giang, in_days(5), "Lời dặn riêng"), by=binh)

    for who in (an, dung):
        shown = page(client, who, f"/bao-cao/phai-nop/{answer.pk}/")
        assert "Giang" not in shown
        assert "Lời dặn riêng" not in shown
        assert "Giao viết báo cáo" not in shown
    assert Entry.objects.filter(action="reports.answer_handed_on").count() == 1


def test_the_writer_attaches_the_units_evidence(answer, binh, giang):
    answer = hand_on(answer, Writing(giang, in_days(5)), by=binh)

    evidence = attach_file(answer, SCAN, ContentFile(make_docx("Số liệu"), "so.docx"), by=giang)

    assert (evidence.unit, evidence.added_by) == (answer.unit, giang)


def test_an_answer_to_write_is_among_what_somebody_hands_over(answer, binh, giang, hoa_sen):
    hand_on(answer, Writing(giang, in_days(5)), by=binh)
    found = {d.key: list(d.rows(giang, hoa_sen)) for d in duties()}

    assert found["reports.requestanswer"] == [answer]


def test_the_head_gives_it_on_screen(client, answer, binh, giang):
    client.force_login(binh)
    url = f"/bao-cao/phai-nop/{answer.pk}/giao/"
    assert client.get(url).status_code == 200

    client.post(url, {"writer": giang.pk, "due_on": f"{in_days(4):%d/%m/%Y}", "note": "Gấp"})

    answer.refresh_from_db()
    assert (answer.writer, answer.writer_due_on, answer.writer_note) == (giang, in_days(4), "Gấp")
    assert "Vũ Thị Giang, hạn trong đơn vị" in page(client, binh, f"/bao-cao/phai-nop/{answer.pk}/")


# ------------------------------------------------------------------ a later day for all


def test_the_common_day_is_put_off_for_all_at_once(
    request_, an, hoa_sen, binh_minh, thpt, binh, chi
):  # S2-23
    first, second, third = ask(request_, an, hoa_sen, binh_minh, thpt)
    put_off(third, in_days(30), "Trường sửa chữa", by=an)

    count = put_off_request(request_, in_days(15), "Bão số 3", by=an)

    days = dict(request_.answers.values_list("pk", "due_on"))
    assert (count, request_.due_on) == (2, in_days(15))
    assert days == {first.pk: in_days(15), second.pk: in_days(15), third.pk: in_days(30)}
    words = f"“Báo cáo năm 2026” được gia hạn đến {in_days(15):%d/%m/%Y} cho mọi đơn vị: Bão số 3"
    assert (
        notices(binh, "reports.put_off:")
        == notices(chi, "reports.put_off:")
        == [f"Báo cáo {words}"]
    )
    entry = Entry.objects.get(action="reports.request_put_off")
    assert entry.actor == an


@pytest.mark.parametrize(("day", "reason"), [(10, "Bão"), (5, "Bão"), (15, " ")])
def test_no_earlier_day_and_none_without_a_reason(request_, an, hoa_sen, day, reason):
    ask(request_, an, hoa_sen)

    with pytest.raises(BadInput):
        put_off_request(request_, in_days(day), reason, by=an)

    assert request_.answers.get().due_on == in_days(10)


def test_only_the_office_puts_off(request_, an, dung, binh, hoa_sen):
    ask(request_, an, hoa_sen)

    for who in (dung, binh):
        with pytest.raises(NotAllowed):
            put_off_request(request_, in_days(15), "Bão", by=who)


def test_putting_off_on_screen_and_what_was_accepted_is_left_alone(
    client, request_, an, hoa_sen, binh_minh, lan
):
    done, _open = ask(request_, an, hoa_sen, binh_minh)
    hand_in(done, lan)
    RequestAnswer.objects.filter(pk=done.pk).update(status="accepted")
    client.force_login(an)
    url = f"/bao-cao/yeu-cau/{request_.pk}/gia-han/"

    shown = page(client, an, url)
    client.post(url, {"due_on": f"{in_days(20):%d/%m/%Y}", "reason": "Nghỉ lễ"})

    assert "1 trên 2 đơn vị chưa nộp" in shown
    assert set(request_.answers.values_list("due_on", flat=True)) == {in_days(10), in_days(20)}


@pytest.mark.parametrize("rows", [1, 3])
def test_putting_off_costs_the_same_for_more_units(
    request_, an, hoa_sen, binh_minh, thpt, chi, rows, django_assert_max_num_queries
):
    ask(request_, an, *(hoa_sen, binh_minh, thpt)[:rows])

    with django_assert_max_num_queries(16):
        put_off_request(request_, in_days(15), "Bão", by=an)


# ------------------------------------------------------------------ the week of a unit


def test_the_week_shows_answers_due_and_handed_in(so, an, hoa_sen, binh_minh, binh, lan):
    today = timezone.localdate()
    due, done = (make_request(so, an, title=name, due_on=today) for name in ("Đợt 1", "Đợt 2"))
    ask(due, an, hoa_sen, binh_minh)
    hand_in(ask(done, an, hoa_sen)[0], lan)

    week = UnitWeek.build(binh, hoa_sen, today.isoformat(), today)

    day = next(day for day in week.days if day.day == today)
    assert [line.text for line in day.due] == ["Đợt 1", "Đợt 2"]
    assert [line.text for line in day.reported] == ["Đợt 2"]


# ------------------------------------------------------------------ who is in charge


@pytest.fixture
def led(so, an, dung):
    return make_request(so, an, in_charge=dung)


def test_late_units_go_to_the_leader_in_charge_once_a_stage(led, an, dung, hoa_sen, binh_minh):
    # S2-21
    ask(led, an, hoa_sen, binh_minh)

    counts = [send_escalations(led.due_on + timedelta(days=n)) for n in (0, 1, 2)]

    day = f"{led.due_on:%d/%m/%Y}"
    assert counts == [0, 1, 1]
    said = (
        f"Khối bạn phụ trách: 2 đơn vị quá hạn {day} chưa nộp báo cáo “Báo cáo năm 2026”. "
        "Hãy xem và chỉ đạo."
    )
    assert notices(dung, "reports.escalated") == [said]


def test_without_anybody_in_charge_or_once_handed_in_nothing_is_said(led, so, an, hoa_sen, lan):
    ask(make_request(so, an, title="Không ai phụ trách"), an, hoa_sen)
    hand_in(ask(led, an, hoa_sen)[0], lan)

    assert send_escalations(led.due_on + timedelta(days=1)) == 0


def test_what_came_back_is_late_again(led, an, dung, hoa_sen, lan):
    answer = hand_in(ask(led, an, hoa_sen)[0], lan)
    return_answer(answer, "Thiếu", by=an)

    assert send_escalations(led.due_on + timedelta(days=1)) == 1


def test_a_leader_whose_role_ended_hears_nothing(led, an, dung, hoa_sen):
    ask(led, an, hoa_sen)
    Grant.objects.filter(user=dung, role=Role.LEADER).delete()

    assert send_escalations(led.due_on + timedelta(days=1)) == 0


def test_only_a_leader_of_the_office_is_in_charge(led, an, binh, dung):
    with pytest.raises(BadInput, match="phải là lãnh đạo"):
        edit_request(led, Wording("Báo cáo", in_days(9), in_charge=binh), by=an)

    ask_again = edit_request(led, Wording("Báo cáo", in_days(9), in_charge=dung), by=an)
    assert ask_again.in_charge == dung


def test_next_years_round_has_the_same_leader(led, an, dung, hoa_sen):
    ask(led, an, hoa_sen)
    led.refresh_from_db()

    assert repeat_request(led, by=an).in_charge == dung
