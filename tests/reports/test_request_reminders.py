"""Reminders in the stages of every deadline, next year's rounds, the consolidated paper. S1-86"""

from datetime import date

import pytest

from phongtrao.audit.models import Entry
from phongtrao.documents.models import Paper
from phongtrao.documents.services import read_file
from phongtrao.documents.services.papers import approve_paper
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.reports.facts import Letter
from phongtrao.reports.models import ReportRequest, RequestAnswer
from phongtrao.reports.requests.consolidation import request_facts
from phongtrao.reports.requests.facts import RequestFacts
from phongtrao.reports.requests.paper import request_report_title, request_sentences
from phongtrao.reports.requests.services.answering import return_answer
from phongtrao.reports.requests.services.consolidating import make_request_report
from phongtrao.reports.requests.services.reminding import (
    prepare_next_rounds,
    send_reminders,
    urge_request,
)
from phongtrao.reports.waiting import papers_to_approve
from tests.documents.jobs import run_jobs
from tests.reports.asked import NUMBER, ask, hand_in, in_days, make_request
from tests.reports.test_reports import text_of

LETTER = Letter("BC-SGDĐT", "Sông Ngân", "", "Giám đốc", "Phạm Quang Dũng", ("UBND tỉnh",))


@pytest.fixture
def request_(so, an):
    return make_request(so, an, due_on=in_days(10), basis="Công văn số 12/UBND-VX")


def reminders(user) -> list[str]:
    rows = Notice.objects.filter(to=user, key__startswith="reports.remind:").order_by("pk")
    return [notice.text for notice in rows]


def test_each_stage_of_the_deadline_is_said_once(request_, an, hoa_sen, lan):
    (answer,) = ask(request_, an, hoa_sen)
    due = f"{answer.due_on:%d/%m/%Y}"

    told = [send_reminders(in_days(day)) for day in (1, 3, 3, 9, 10, 11, 12)]

    assert told == [0, 1, 0, 1, 0, 1, 0]
    assert reminders(lan) == [
        f"Còn 7 ngày đến hạn {due} nộp báo cáo “Báo cáo năm 2026”.",
        f"Còn 1 ngày đến hạn {due} nộp báo cáo “Báo cáo năm 2026”.",
        f"Quá hạn 1 ngày, hạn {due}: báo cáo “Báo cáo năm 2026”. Hãy nộp ngay.",
    ]


def test_who_has_handed_in_is_left_in_peace_until_it_comes_back(request_, an, hoa_sen, lan):
    (answer,) = ask(request_, an, hoa_sen)
    answer = hand_in(answer, lan)
    handed = send_reminders(in_days(3))
    return_answer(answer, "Thiếu.", by=an)

    assert (handed, send_reminders(in_days(3))) == (0, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_reminding_asks_the_same_queries_for_more_units(
    request_, an, hoa_sen, binh_minh, thpt, lan, chi, rows, django_assert_max_num_queries
):
    ask(request_, an, *(hoa_sen, binh_minh, thpt)[:rows])

    with django_assert_max_num_queries(6):
        send_reminders(in_days(3))


def test_urging_and_the_clock_do_not_say_it_twice_a_day(request_, an, hoa_sen, lan):
    ask(request_, an, hoa_sen)
    send_reminders(in_days(0))  # too early: nothing is said
    urge_request(request_, "Hãy nộp sớm.", late_only=False, by=an)

    with pytest.raises(WrongState, match="hôm nay đã nhắc rồi"):
        urge_request(request_, "Hãy nộp sớm.", late_only=False, by=an)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        urge_request(request_, "Hãy nộp sớm.", late_only=False, by=lan)


def test_clock_drafts_next_years_round_and_sends_nothing(so, an, hoa_sen):
    request = make_request(so, an, is_yearly=True)
    ask(request, an, hoa_sen)
    ReportRequest.objects.update(due_on=date(2026, 12, 15))

    early = prepare_next_rounds(date(2027, 10, 1))
    made = [prepare_next_rounds(date(2027, 11, day)) for day in (1, 2)]

    later = ReportRequest.objects.get(earlier=request)
    assert (early, made) == (0, [1, 0])
    assert (later.status, later.due_on, later.answers.count()) == ("draft", date(2027, 12, 15), 0)
    assert Notice.objects.filter(to=an, text__startswith="Đã soạn sẵn đợt báo cáo").count() == 1
    assert Entry.objects.filter(action="reports.request_repeated", actor=None).count() == 1


# ------------------------------------------------------------------ the paper


def test_facts_name_who_is_missing(request_, an, so, hoa_sen, binh_minh, thpt, lan, chi):
    first, second, _third = ask(request_, an, hoa_sen, binh_minh, thpt)
    hand_in(first, lan)
    hand_in(second, chi, **{NUMBER: "1000", "o2": None})

    facts = request_facts(request_, letter=LETTER)

    assert (facts.asked, facts.handed, facts.owed) == (3, 2, ("Trường THPT Sông Ngân",))
    assert request_sentences(facts) == [
        "Có 2 trên 3 đơn vị được yêu cầu đã nộp báo cáo, trong đó 0 báo cáo đã được duyệt.",
        (
            "“Tỷ lệ dùng học liệu số”: 1 đơn vị đã nộp nhưng chưa có số, không tính vào trung bình: "
            "Trường Tiểu học Bình Minh."
        ),
    ]
    assert RequestFacts.from_json(facts.to_json()) == facts


def test_paper_is_written_in_the_layout_of_the_office(request_, an, dung, hoa_sen, binh_minh, lan):
    first, _second = ask(request_, an, hoa_sen, binh_minh)
    hand_in(first, lan)
    report = make_request_report(request_, LETTER, by=an)
    run_jobs()
    report.paper.refresh_from_db()

    said = text_of(read_file(report.paper.file))

    assert report.paper.status == Paper.Status.DRAFT
    for part in (
        "Năm 2026",
        "Căn cứ Công văn số 12/UBND-VX.",
        "Số sáng kiến",
        "Đã tổ chức hội thi: Có: 1 đơn vị; Không: 0 đơn vị.",
        "Trường THCS Hoa Sen: Thêm máy tính",
        "Còn 1 đơn vị chưa nộp báo cáo",
        "1. Trường Tiểu học Bình Minh",
    ):
        assert part in said
    assert [row.label for row in papers_to_approve(dung)] == ["Xem và duyệt"]
    approve_paper(report.paper, by=dung)
    assert papers_to_approve(dung) == []


def test_nothing_to_consolidate_is_said(request_, an, hoa_sen):
    ask(request_, an, hoa_sen)

    with pytest.raises(NotAllowed, match="Chưa đơn vị nào nộp"):
        make_request_report(request_, LETTER, by=an)
    assert RequestAnswer.objects.count() == 1


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("Báo cáo kết quả phong trào năm 2026", "Kết quả phong trào năm 2026"),
        ("Số liệu sáng kiến", "Số liệu sáng kiến"),
    ],
)
def test_title_does_not_say_report_twice(asked, printed):
    assert request_report_title(asked) == printed
