"""The pages of progress reports: the unit's form with its evidence, the office's queue."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.plans.models import ProgressReport
from tests.plans.test_reports import PDF
from tests.plans.test_unit_work_pages import get, post, words
from tests.plans.work import make_report, make_submitted, make_work

R = ProgressReport.Status
ATTACH = {"dinh-kem": "1"}


@pytest.fixture
def work(so, hoa_sen):
    return make_work(so, hoa_sen)


# ------------------------------------------------------------------ the unit writes


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
    assert codes == [200, 404, 404]  # a draft is the unit's own, and so is its evidence
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
