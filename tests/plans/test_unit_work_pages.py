"""The pages of the units' side: who opens what, what the buttons do, how many queries a list takes."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.lib.sheets import open_workbook
from phongtrao.plans.models import Assignment, ProgressReport
from phongtrao.plans.queries.tally import Tally
from phongtrao.plans.queries.work import WorkCount, count_work, progress_of_units, units_below
from phongtrao.plans.services.assignments import Proposal, propose_change
from phongtrao.plans.services.cascade import Issue, issue_tasks
from tests.plans.test_reports import PDF
from tests.plans.work import (
    make_assignment,
    make_plan,
    make_report,
    make_submitted,
    make_task,
    make_work,
)

S = Assignment.Status
R = ProgressReport.Status
ATTACH = {"dinh-kem": "1"}


@pytest.fixture
def work(so, hoa_sen):
    return make_work(so, hoa_sen)


def get(client, user, name, *args, **params):
    client.force_login(user)
    return client.get(reverse(f"plans:{name}", args=args), params)


def post(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(f"plans:{name}", args=args), data, follow=True)


def words(response):
    """What a person reads, without markup."""
    text = re.sub(r"<(script|svg).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(text.split())


# ------------------------------------------------------------------ the unit's list


@pytest.mark.parametrize("rows", [1, 3])
def test_unit_work_takes_the_same_queries(
    client, so, hoa_sen, binh, rows, django_assert_num_queries
):
    for n in range(rows):
        make_work(so, hoa_sen, due_on=timezone.localdate() + timedelta(days=n))
    get(client, binh, "unit_work", hoa_sen.pk)

    with django_assert_num_queries(
        10
    ):  # session, user, grants, unit, sums, shell 2, plans, table 2
        response = client.get(reverse("plans:unit_work", args=[hoa_sen.pk]))

    assert response.content.decode().count("Tổ chức hội thi sáng tạo</a>") == rows


def test_unit_work_filters_and_exports_what_is_filtered(client, so, hoa_sen, binh):
    late = timezone.localdate() - timedelta(days=3)
    plan = make_plan(so)
    make_assignment(make_task(plan, "Việc trễ"), hoa_sen, status=S.ACCEPTED, due_on=late)
    make_assignment(make_task(plan, "Việc mới"), hoa_sen)

    shown = words(get(client, binh, "unit_work", hoa_sen.pk, viec="qua-han"))
    sheet = get(client, binh, "unit_work", hoa_sen.pk, viec="qua-han", xuat="xlsx")

    assert ("Việc trễ" in shown, "Việc mới" in shown) == (True, False)
    assert "2 nhiệm vụ: 1 chờ tiếp nhận, 1 quá hạn." in shown
    cells = [row[0] for row in open_workbook(sheet.content, "viec.xlsx").rows()]
    assert ("Việc trễ" in cells, "Việc mới" in cells) == (True, False)


@pytest.mark.parametrize(
    ("who", "code"),
    [("an", 200), ("binh", 200), ("giang", 200), ("lam", 200), ("chi", 404), ("hoa", 404)],
)
def test_unit_work_is_open_to_its_people_and_those_above(request, client, work, who, code):
    user = request.getfixturevalue(who)

    response = get(client, user, "unit_work", work.unit_id)

    assert response.status_code == code


def test_several_are_accepted_from_the_list(client, so, hoa_sen, binh, binh_minh):
    plan = make_plan(so)
    mine = [make_assignment(make_task(plan), hoa_sen) for _ in range(3)]
    theirs = make_assignment(plan.tasks.first(), binh_minh)

    ticked = [mine[0].pk, mine[1].pk, theirs.pk]
    response = post(client, binh, "accept_selected", hoa_sen.pk, row=ticked)

    assert "Đã tiếp nhận 2 nhiệm vụ." in words(response)
    assert list(Assignment.objects.order_by("pk").values_list("status", flat=True)) == [
        S.ACCEPTED,
        S.ACCEPTED,
        S.SENT,
        S.SENT,
    ]


def test_all_of_the_filter_are_accepted(client, so, hoa_sen, binh):
    plan = make_plan(so)
    for _ in range(3):
        make_assignment(make_task(plan), hoa_sen)

    chosen = {"all": "1", "filter": "viec=cho-tiep-nhan"}
    response = post(client, binh, "accept_selected", hoa_sen.pk, **chosen)

    assert "Đã tiếp nhận 3 nhiệm vụ." in words(response)


def test_reader_above_accepts_nothing(client, so, hoa_sen, lam):
    sent = make_assignment(make_task(make_plan(so)), hoa_sen)

    response = post(client, lam, "accept_selected", hoa_sen.pk, row=[sent.pk])

    sent.refresh_from_db()
    assert sent.status == S.SENT
    assert "Không có nhiệm vụ nào chờ tiếp nhận" in words(response)


def test_local_task_is_added_on_a_page(client, work, binh):
    fields = {"plan": work.task.plan_id, "text": "Mở câu lạc bộ", "reason": "Có phòng máy."}

    response = post(client, binh, "add_local_task", work.unit_id, **fields)

    assert "Đã thêm nhiệm vụ riêng của đơn vị." in words(response)
    assert Assignment.objects.latest("pk").task.local_to_id == work.unit_id


def test_commune_sees_the_progress_of_its_schools(client, so, suoi_may, hoa_sen, binh_minh, lam):
    work = make_work(so, hoa_sen, due_on=timezone.localdate() - timedelta(days=1))
    Assignment.objects.filter(pk=work.pk).update(percent=45)
    make_assignment(make_task(work.task.plan), hoa_sen)
    make_work(so, binh_minh)

    response = get(client, lam, "units_work", suoi_may.pk)
    rows = progress_of_units(units_below(suoi_may)).values_list(
        "name", "given", "accepted", "late", "done", "percent"
    )

    assert list(rows) == [("Trường THCS Hoa Sen", 2, 1, 1, 0, 22)]
    assert ("Hoa Sen" in words(response), "Bình Minh" in words(response)) == (True, False)


def test_count_of_work_says_only_what_there_is(so, hoa_sen, work):
    one = Tally(given=1, accepted=1, not_started=1)
    assert count_work(Assignment.objects.filter(unit=hoa_sen)) == WorkCount(one)
    assert count_work(Assignment.objects.filter(unit=hoa_sen)).sentence() == "1 nhiệm vụ."
    assert count_work(Assignment.objects.none()).sentence() == (
        "Đơn vị chưa được giao nhiệm vụ nào."
    )


# ------------------------------------------------------------------ one piece of work


@pytest.mark.parametrize(
    ("who", "code", "offered"),
    [
        ("binh", 200, True),
        ("an", 200, False),
        ("giang", 200, False),
        ("lam", 200, False),
        ("chi", 404, False),
        ("hoa", 404, False),
    ],
)
def test_work_offers_the_report_to_the_units_own(request, client, work, who, code, offered):
    user = request.getfixturevalue(who)

    response = get(client, user, "assignment", work.pk)

    assert response.status_code == code
    assert (reverse("plans:start_report", args=[work.pk]) in response.content.decode()) == offered


def test_work_is_proposed_and_answered_on_pages(client, work, binh, an):
    due = timezone.localdate() + timedelta(days=30)

    asked = post(client, binh, "propose_change", work.pk, reason="Bận.", due_on=f"{due:%d/%m/%Y}")
    answered = post(client, an, "answer_proposal", work.pk, decision="dong-y")

    work.refresh_from_db()
    assert "Đã gửi đề xuất tới văn phòng." in words(asked)
    assert "Đã trả lời đơn vị." in words(answered)
    assert (work.status, work.due_on) == (S.ACCEPTED, due)


def test_form_that_lacks_something_comes_back_with_the_reason(client, work, binh):
    response = post(client, binh, "propose_change", work.pk, reason="Bận.")

    assert "Hãy đề xuất nội dung khác, hạn khác, hoặc cả hai." in words(response)


def test_keeping_without_a_reason_comes_back(client, work, binh, an):
    propose_change(work, Proposal("Bận.", "Khác"), by=binh)

    response = post(client, an, "answer_proposal", work.pk, decision="giu-nguyen")

    assert "Hãy ghi lý do giữ nguyên" in words(response)


@pytest.mark.parametrize("name", ["propose_change", "decline_request", "answer_proposal"])
def test_act_one_may_not_do_is_refused_in_a_sentence(client, work, lam, name):
    response = get(client, lam, name, work.pk)

    assert response.status_code == 302
    assert "Chỉ " in words(client.get(response.url))


def test_status_is_overridden_and_reset_on_pages(client, work, dung):
    post(client, dung, "override_status", work.pk, state="done", reason="Đã kiểm tra.")
    work.refresh_from_db()
    overridden = work.override
    response = post(client, dung, "reset_status", work.pk)

    work.refresh_from_db()
    assert (overridden, work.override) == ("done", "")
    assert "trả tình trạng về cách tính tự động" in words(response)


def test_a_form_sent_twice_is_one_deed(client, so, hoa_sen, binh):
    sent = make_assignment(make_task(make_plan(so)), hoa_sen)
    key = "0b9cf0c6-6f0e-4b53-9d6c-7d2f1c7f2a11"

    first = post(client, binh, "accept_assignment", sent.pk, form_key=key)
    again = post(client, binh, "accept_assignment", sent.pk, form_key=key)

    assert (first.redirect_chain, "alert-danger" in again.content.decode()) == (
        again.redirect_chain,
        False,
    )


# ------------------------------------------------------------------ reports


def test_report_is_started_written_and_submitted(client, work, binh):
    key = containing(timezone.localdate(), PeriodKind.QUARTER).key
    post(client, binh, "start_report", work.pk, period=key)
    report = ProgressReport.objects.get()
    fields = {"percent": "70", "done": "Đã xong ba tổ.", "obstacles": "Thiếu máy."}

    response = post(client, binh, "edit_report", report.pk, **fields, nop="1")

    report.refresh_from_db()
    assert (report.status, report.percent, report.period) == (R.SUBMITTED, 70, key)
    assert "Đã nộp báo cáo tiến độ." in words(response)


def test_report_that_cannot_be_submitted_keeps_what_was_typed(client, work, binh):
    report = make_report(work, binh, done="")

    response = post(client, binh, "edit_report", report.pk, percent="70", nop="1")

    report.refresh_from_db()
    assert "Hãy ghi việc đã làm" in words(response)
    assert 'value="70"' in response.content.decode()
    assert (report.status, report.percent) == (R.DRAFT, 60)


def test_draft_is_saved_as_one_types(client, work, binh):
    report = make_report(work, binh)

    saved = post(client, binh, "autosave_report", report.pk, percent="65", done="Đang viết")
    wrong = post(client, binh, "autosave_report", report.pk, percent="650", done="Đang viết")

    report.refresh_from_db()
    assert words(saved).startswith("Đã lưu nháp lúc ")
    assert words(wrong) == "Chưa lưu nháp: có ô chưa đúng."
    assert (report.percent, report.done) == (65, "Đang viết")


def test_evidence_is_attached_served_and_taken_off(
    client, work, binh, lam, chi, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    report = make_report(work, binh)
    upload = SimpleUploadedFile("ke-hoach.pdf", PDF)

    typed = {"percent": "65", "done": "Đang viết dở."}
    attached = post(
        client, binh, "edit_report", report.pk, **typed, file=upload, title="Kế hoạch", **ATTACH
    )
    evidence = report.evidence.get()
    url = reverse("documents:file", args=[evidence.file_id])
    codes = []
    for user in (binh, lam, chi):
        client.force_login(user)
        response = client.get(url)
        response.getvalue()  # read to the end, which closes the file
        codes.append(response.status_code)
    typed["done"] = "Viết tiếp."
    dropped = post(client, binh, "edit_report", report.pk, **typed, bo=evidence.pk)

    report.refresh_from_db()
    assert "Đã đính kèm minh chứng." in words(attached)
    assert codes == [200, 200, 404]
    assert "Đã bỏ minh chứng khỏi báo cáo" in words(dropped)
    assert list(report.evidence.all()) == []
    assert (report.status, report.percent, report.done) == (R.DRAFT, 65, "Viết tiếp.")


def test_file_chosen_is_attached_with_whatever_button(client, work, binh, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = make_report(work, binh)
    fields = {"percent": "70", "done": "Xong.", "file": SimpleUploadedFile("a.pdf", PDF)}

    post(client, binh, "edit_report", report.pk, **fields, nop="1")

    report.refresh_from_db()
    assert (report.status, [e.title for e in report.evidence.all()]) == (R.SUBMITTED, ["a.pdf"])


def test_report_that_cannot_be_submitted_keeps_no_half_of_it(
    client, work, binh, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    report = make_report(work, binh, done="")
    fields = {"percent": "70", "file": SimpleUploadedFile("a.pdf", PDF)}

    response = post(client, binh, "edit_report", report.pk, **fields, nop="1")

    assert "Hãy ghi việc đã làm" in words(response)
    assert list(report.evidence.all()) == []


def test_evidence_of_another_report_is_not_taken_off(client, work, binh):
    report = make_report(work, binh)

    response = post(client, binh, "edit_report", report.pk, percent="65", bo="999")

    report.refresh_from_db()
    assert (response.status_code, report.percent) == (404, 60)


def test_form_is_filled_then_proved_then_submitted(client, work, binh):
    page = words(get(client, binh, "edit_report", make_report(work, binh).pk))

    order = ["1. Viết kết quả", "2. Đính kèm minh chứng", "Đính kèm", "3. Nộp báo cáo"]
    places = [page.index(word) for word in (*order, "Lưu bản nháp")]
    assert places == sorted(places)
    assert "Việc đã làm (cần khi nộp)" in page


def test_evidence_that_is_refused_says_why(client, work, binh):
    report = make_report(work, binh)

    typed = {"percent": "65", "done": "Đang viết dở."}

    def attach(**fields):
        return words(post(client, binh, "edit_report", report.pk, **typed, **fields, **ATTACH))

    wrong = attach(file=SimpleUploadedFile("a.exe", b"MZ"))
    none = attach()
    broken = attach(url="https://khong co")

    assert "“a.exe” không thuộc loại được nhận." in wrong
    assert "Đang viết dở." in wrong
    assert "Hãy chọn đúng một loại." in none
    assert "Chưa lưu được." in broken


@pytest.mark.parametrize(
    ("who", "code"), [("binh", 200), ("lan", 200), ("an", 404), ("giang", 404), ("lam", 404)]
)
def test_draft_page_is_the_units_own(request, client, work, binh, who, code):
    draft = make_report(work, binh)
    user = request.getfixturevalue(who)

    assert get(client, user, "report", draft.pk).status_code == code


def test_submitted_report_is_withdrawn(client, work, binh):
    report = make_submitted(work, binh)

    refused = post(client, binh, "edit_report", report.pk, percent="5")
    response = post(client, binh, "withdraw_report", report.pk)

    report.refresh_from_db()
    assert "Hãy rút báo cáo nếu cần sửa." in words(refused)
    assert (report.status, report.percent) == (R.DRAFT, 60)
    assert "Đã rút báo cáo." in words(response)


# ------------------------------------------------------------------ the office's queue


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_takes_the_same_queries(
    client, so, hoa_sen, an, binh, rows, django_assert_num_queries
):
    for _ in range(rows):
        make_submitted(make_work(so, hoa_sen), binh)
    get(client, an, "review_queue")

    with django_assert_num_queries(9):  # session, user, grants, periods, plans, shell 2, table 2
        response = client.get(reverse("plans:review_queue"))

    assert f"{rows} báo cáo tiến độ chờ bạn duyệt." in words(response)


def test_queue_goes_on_to_the_next(client, so, hoa_sen, an, binh):
    first, second = (make_submitted(make_work(so, hoa_sen), binh) for _ in range(2))

    go = {"hang-doi": "1"}
    after_first = post(client, an, "review_report", first.pk, duyet="1", **go)
    after_second = post(
        client, an, "review_report", second.pk, reason="Thiếu.", **{"tra-lai": "1"}, **go
    )

    assert [chain.redirect_chain[-1][0] for chain in (after_first, after_second)] == [
        reverse("plans:report", args=[second.pk]) + "?hang-doi=1",
        reverse("plans:review_queue"),
    ]
    states = ProgressReport.objects.order_by("pk").values_list("status", flat=True)
    assert list(states) == [R.ACCEPTED, R.RETURNED]


def test_returning_without_a_reason_stays_on_the_report(client, work, an, binh):
    report = make_submitted(work, binh)

    response = post(client, an, "review_report", report.pk, **{"tra-lai": "1"})

    report.refresh_from_db()
    assert report.status == R.SUBMITTED
    assert "Hãy ghi lý do trả lại" in words(response)


def test_several_are_accepted_from_the_queue(client, so, hoa_sen, an, binh):
    rows = [make_submitted(make_work(so, hoa_sen), binh) for _ in range(3)]

    response = post(client, an, "accept_selected_reports", all="1", filter="")

    assert "Đã duyệt 3 báo cáo." in words(response)
    assert {ProgressReport.objects.get(pk=row.pk).status for row in rows} == {R.ACCEPTED}


def test_queue_of_who_reviews_nothing_is_empty(client, work, binh, lan):
    make_submitted(work, lan)

    assert "Không có báo cáo nào chờ duyệt." in words(get(client, binh, "review_queue"))


# ------------------------------------------------------------------ history


def test_the_act_of_giving_out_stands_in_the_history_of_each_work(
    client, so, hoa_sen, thpt, an, binh
):
    task = make_task(make_plan(so))
    for unit in (hoa_sen, thpt):
        issue_tasks(Issue(task.plan, [task], [unit.pk]), by=an)
    client.force_login(binh)
    url = reverse("audit:history", args=["plans.assignment", task.assignments.get(unit=hoa_sen).pk])

    lines = client.get(url).context["history"].lines

    assert [(line.sentence, line.actor) for line in lines] == [
        ("Giao nhiệm vụ cho các đơn vị", str(an))
    ]


def test_history_of_work_is_seen_by_who_sees_the_work(client, so, hoa_sen, binh, chi):
    sent = make_assignment(make_task(make_plan(so)), hoa_sen)
    post(client, binh, "accept_assignment", sent.pk)
    url = reverse("audit:history", args=["plans.assignment", sent.pk])

    seen = words(client.get(url))
    client.force_login(chi)

    assert "Tiếp nhận nhiệm vụ" in seen
    assert client.get(url).status_code == 404


def test_what_was_written_stays_text(client, work, binh, an):
    report = make_submitted(work, binh, done="Một <b>hai</b>\nBa")

    page = get(client, an, "report", report.pk).content.decode()

    assert "Một &lt;b&gt;hai&lt;/b&gt;<br>Ba" in page


def test_plan_and_task_offer_urging_to_the_office_only(client, so, hoa_sen, an, binh):
    sent = make_assignment(make_task(make_plan(so)), hoa_sen)
    pages = [("plan", sent.task.plan_id), ("task", sent.task_id)]

    offered = [
        "/don-doc/" in get(client, user, name, pk).content.decode()
        for user in (an, binh)
        for name, pk in pages
    ]

    assert offered == [True, True, False, False]
