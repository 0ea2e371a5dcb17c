"""Asking, answering, judging: who may, what moves, what is counted. S2-23, S1-86"""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import Http404

from phongtrao.audit.models import Entry, EntryValues
from phongtrao.documents.fields import Field, FieldKind, read_fields
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit
from phongtrao.plans.queries.cascade import Audience
from phongtrao.plans.queries.owed import Counts, counts_of
from phongtrao.reports.models import ReportRequest, RequestAnswer
from phongtrao.reports.requests import access
from phongtrao.reports.requests.queries import Reach, handed_answers, reached_units
from phongtrao.reports.requests.services import answering, asking
from phongtrao.reports.requests.totals import Handed
from tests.documents.files import make_docx
from tests.reports.asked import (
    FAIR,
    FULL,
    LEVEL,
    NUMBER,
    SCAN,
    ask,
    hand_in,
    in_days,
    make_request,
)

A = RequestAnswer.Status


# ------------------------------------------------------------------ the form


def test_boxes_are_added_moved_changed_and_dropped(request_, an):
    asking.move_field(request_, FAIR, -1, by=an)
    asking.change_field(request_, Field(LEVEL, FieldKind.TEXT, "Nhận xét"), by=an)
    asking.drop_field(request_, SCAN, by=an)

    request_.refresh_from_db()
    labels = [(box.key, box.label) for box in read_fields(request_.fields)]
    assert labels == [
        ("o1", "Số sáng kiến"),
        ("o2", "Tỷ lệ dùng học liệu số"),
        ("o4", "Đã tổ chức hội thi"),
        ("o3", "Kiến nghị"),
        ("o5", "Nhận xét"),
    ]


def test_form_is_saved_for_the_next_time_and_replaced_under_its_name(request_, an):
    saved = asking.save_form(request_, "Mẫu năm", by=an)
    asking.drop_field(request_, SCAN, by=an)
    request_.refresh_from_db()

    again = asking.save_form(request_, "Mẫu năm", by=an)

    assert again.pk == saved.pk
    assert len(again.fields) == 5


def test_form_stands_once_it_was_sent(request_, an, answer):
    with pytest.raises(NotAllowed, match="đã gửi nên không sửa được"):
        asking.drop_field(request_, SCAN, by=an)


def test_only_the_office_asks(so, chi, dung):
    for person in (chi, dung):
        with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
            make_request(so, person)


def test_day_gone_by_is_refused(so, an):
    with pytest.raises(BadInput, match="Hạn nộp đã qua"):
        make_request(so, an, due_on=in_days(-1))


# ------------------------------------------------------------------ sending


def test_sending_twice_asks_once_and_tells_once(request_, an, hoa_sen, binh_minh, lan):
    first = asking.send_request(request_, [hoa_sen.pk], by=an)

    second = asking.send_request(request_, [hoa_sen.pk, binh_minh.pk], by=an)

    assert (first, second) == (asking.Sent(1, 0), asking.Sent(1, 1))
    assert request_.status == ReportRequest.Status.SENT
    (notice,) = Notice.objects.filter(to=lan)
    day = f"{request_.due_on:%d/%m/%Y}"
    assert notice.text == (
        "Sở Giáo dục và Đào tạo Sông Ngân yêu cầu báo cáo “Báo cáo năm 2026”, "
        f"hạn {day}. Hãy viết và nộp."
    )


def test_units_outside_the_scope_are_refused(request_, an, province):
    other = Unit.objects.create(kind="school", name="Lạ", opened_on="2020-01-01", admin_path="/9/")

    with pytest.raises(BadInput, match="không thuộc phạm vi"):
        asking.send_request(request_, [other.pk], by=an)
    assert not request_.answers.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_sending_asks_the_same_queries_for_more_units(
    request_, an, rows, hoa_sen, binh_minh, thpt, django_assert_max_num_queries
):
    units = [unit.pk for unit in (hoa_sen, binh_minh, thpt)[:rows]]

    with django_assert_max_num_queries(22):
        asking.send_request(request_, units, by=an)


def test_reach_is_by_kind_and_level_without_the_excluded(so, hoa_sen, binh_minh, thpt, suoi_may):
    audience = Audience(kinds=("school",), excluded=(thpt.pk,))

    assert set(reached_units(Reach(audience), so)) == {hoa_sen, binh_minh}


# ------------------------------------------------------------------ the unit answers


def test_answer_is_handed_in_and_accepted(answer, an, lan):
    hand_in(answer, lan)
    answer.refresh_from_db()
    answering.accept_answer(answer, by=an)

    (counted,) = handed_answers(answer.request)
    assert counted == Handed(answer.pk, "Trường THCS Hoa Sen", FULL, {})
    assert counts_of(answer.request.answers.all()) == Counts(accepted=1)


def test_draft_is_the_units_own(answer, an, lan):
    answering.save_answer(answer, {NUMBER: "99"}, by=lan)

    answer.refresh_from_db()
    assert (answer.values, answer.handed_in) == ({NUMBER: "99"}, {})
    assert handed_answers(answer.request) == []
    assert not Entry.objects.filter(subject_type="reports.requestanswer").exists()


def test_empty_boxes_are_named_when_handing_in(answer, lan):
    answering.save_answer(answer, {}, by=lan)

    with pytest.raises(BadInput) as refused:
        answering.submit_answer(answer, by=lan)

    assert str(refused.value) == (
        "Chưa nộp được, còn ô chưa điền: “Số sáng kiến”; “Đã tổ chức hội thi”."
    )


def test_what_was_handed_in_stands_while_a_returned_answer_is_mended(answer, an, lan):
    hand_in(answer, lan)
    answer.refresh_from_db()
    answering.return_answer(answer, "Kiểm tra số.", by=an)
    answering.save_answer(answer, {**FULL, NUMBER: "5"}, by=lan)

    answer.refresh_from_db()
    assert (answer.handed_in[NUMBER], answer.values[NUMBER]) == ("12", "5")
    assert handed_answers(answer.request) == []  # a returned one counts no more


def test_withdrawn_answer_is_read_no_more(answer, lan):
    hand_in(answer, lan)
    answer.refresh_from_db()

    answering.withdraw_answer(answer, by=lan)

    assert (answer.status, answer.handed_in) == (A.OPEN, {})
    assert answer.values == FULL


def test_accepted_answer_cannot_be_withdrawn(answer, an, lan):
    hand_in(answer, lan)
    answer.refresh_from_db()
    answering.accept_answer(answer, by=an)

    with pytest.raises(NotAllowed, match="chưa duyệt"):
        answering.withdraw_answer(answer, by=lan)


def test_two_officers_judge_and_one_loses(answer, an, lan):
    hand_in(answer, lan)
    mine, theirs = (access.get_visible_answer(an, answer.pk) for _ in range(2))
    answering.accept_answer(mine, by=an)

    with pytest.raises(WrongState, match="người khác xử lý"):
        answering.return_answer(theirs, "Sai", by=an)


def test_returning_needs_a_reason(answer, an, lan):
    hand_in(answer, lan)
    answer.refresh_from_db()

    with pytest.raises(BadInput, match="Hãy ghi lý do trả lại"):
        answering.return_answer(answer, "  ", by=an)


def test_nobody_writes_for_another_school(answer, chi, giang):
    for person in (chi, giang):
        with pytest.raises(NotAllowed, match="Chỉ thủ trưởng hoặc đầu mối"):
            answering.save_answer(answer, FULL, by=person)


def test_file_of_a_draft_is_seen_by_the_office_once_handed_in(answer, an, lan, binh, chi):
    upload = ContentFile(make_docx("Biên bản"), "bien-ban.docx")
    proof = answering.attach_file(answer, SCAN, upload, by=lan)
    seen_before = access.cited_evidence(an).exists()
    hand_in(answer, lan)

    assert not seen_before
    assert list(access.cited_evidence(an)) == [proof]
    assert list(access.cited_evidence(binh).distinct()) == [proof]
    assert not access.cited_evidence(chi).exists()


def test_file_goes_into_no_other_box(answer, lan):
    upload = ContentFile(make_docx("Biên bản"), "bien-ban.docx")

    with pytest.raises(BadInput, match="không có ô tệp này"):
        answering.attach_file(answer, NUMBER, upload, by=lan)


# ------------------------------------------------------------------ days


def test_one_unit_is_put_off_with_a_reason(answer, an, lan):
    answering.put_off(answer, in_days(20), "Trường đang thi.", by=an)

    answer.refresh_from_db()
    assert (answer.due_on, answer.put_off_reason) == (in_days(20), "Trường đang thi.")
    assert Notice.objects.filter(to=lan, text__contains="được gia hạn đến").count() == 1


def test_putting_off_needs_a_later_day_and_a_reason(answer, an):
    with pytest.raises(BadInput, match="Hạn mới phải sau"):
        answering.put_off(answer, answer.due_on, "Xin", by=an)
    with pytest.raises(BadInput, match="lý do gia hạn"):
        answering.put_off(answer, in_days(30), " ", by=an)


def test_closed_request_takes_nothing_until_it_is_opened_again(answer, an, lan):
    request = answer.request
    asking.close_request(request, by=an)
    closed = access.get_visible_answer(lan, answer.pk)
    with pytest.raises(NotAllowed, match="đã kết thúc"):
        answering.save_answer(closed, FULL, by=lan)

    asking.reopen_request(request, by=an)

    hand_in(access.get_visible_answer(lan, answer.pk), lan)
    assert counts_of(request.answers.all()) == Counts(submitted=1)


def test_request_closed_meanwhile_keeps_the_draft_out(answer, an, lan):
    """The page was opened while the request was open."""
    ReportRequest.objects.filter(pk=answer.request_id).update(status="closed")

    with pytest.raises(Conflict, match="vừa kết thúc"):
        answering.save_answer(answer, FULL, by=lan)


def test_history_tells_the_deed_and_not_what_was_written(so, an, hoa_sen, lan):
    """What is taken back must not stay readable to the office in the line of its handing in."""
    (answer,) = ask(make_request(so, an), an, hoa_sen)

    answering.withdraw_answer(hand_in(answer, lan), by=lan)

    told = Entry.objects.get(action="reports.answer_submitted")
    assert not EntryValues.objects.filter(entry=told).exists()


# ------------------------------------------------------------------ next year


@pytest.mark.parametrize(
    ("title", "later"),
    [
        ("Báo cáo năm học 2026-2027", "Báo cáo năm học 2027-2028"),
        ("Báo cáo năm học 2025 – 2026", "Báo cáo năm học 2026 – 2027"),
        ("Báo cáo năm 2026 so với 2025", "Báo cáo năm 2027 so với 2025"),
        ("Chương trình 2021-2026", "Chương trình 2021-2026"),
        ("Kế hoạch ngày 05/9/2026, 12026 em", "Kế hoạch ngày 05/9/2026, 12026 em"),
    ],
)
def test_only_the_years_of_the_title_move_on(so, an, hoa_sen, client, title, later):
    guide = "Năm học 2026-2027 theo Kế hoạch số 12/KH-SGDĐT ngày 05/9/2026."
    request = make_request(so, an, title=title, guide=guide)
    ask(request, an, hoa_sen)
    ReportRequest.objects.filter(pk=request.pk).update(due_on="2026-12-15")
    request.refresh_from_db()

    made = asking.repeat_request(request, by=an)

    client.force_login(an)
    assert (made.title, made.guide) == (later, guide)
    asked_again, first = (
        client.get(f"/bao-cao/yeu-cau/{one.pk}/").content.decode() for one in (made, request)
    )
    assert "xem lại các năm, ngày" in asked_again
    assert "xem lại các năm, ngày" not in first


def test_next_years_round_is_a_copy_a_year_later(so, an, hoa_sen):
    request = make_request(so, an, title="Báo cáo năm 2026", is_yearly=True)
    request.due_on = request.due_on.replace(year=2026, month=12, day=15)
    asking.send_request(request, [hoa_sen.pk], audience="xem=1&kinds=school", by=an)
    ReportRequest.objects.filter(pk=request.pk).update(due_on="2026-12-15")
    request.refresh_from_db()

    made = asking.repeat_request(request, by=an)

    kept = (made.title, str(made.due_on), made.fields, made.audience, made.earlier_id)
    assert kept == (
        "Báo cáo năm 2027",
        "2027-12-15",
        request.fields,
        "xem=1&kinds=school",
        request.pk,
    )
    with pytest.raises(NotAllowed, match="Đợt sau đã được soạn"):
        asking.repeat_request(request, by=an)
    with pytest.raises(ValidationError):
        asking.copy_for_next_year(request, by=None)


# ------------------------------------------------------------------ who sees what


def test_each_sees_what_is_his(request_, answer, an, lan, chi, khanh, dung, lam):
    for person in (an, dung, khanh):
        assert access.get_visible_request(person, request_.pk) == request_
        assert access.get_visible_answer(person, answer.pk) == answer
    assert access.get_visible_answer(lan, answer.pk) == answer
    for person in (chi, lam):
        with pytest.raises(Http404):
            access.get_visible_answer(person, answer.pk)
    for person in (lan, chi, lam):
        with pytest.raises(Http404):
            access.get_visible_request(person, request_.pk)


def test_draft_request_is_its_offices(request_, an, dung, khanh, lan):
    assert access.get_visible_request(an, request_.pk) == request_
    assert access.get_visible_request(dung, request_.pk) == request_
    for person in (khanh, lan):
        with pytest.raises(Http404):
            access.get_visible_request(person, request_.pk)
