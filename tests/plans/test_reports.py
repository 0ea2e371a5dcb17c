"""Progress reports: written, submitted, judged, counted; by whom, and two people at once."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.http import Http404
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.documents.models import Evidence
from phongtrao.documents.services import add_evidence
from phongtrao.lib.errors import BadFile, BadInput, DomainError, NotAllowed, WrongState
from phongtrao.lib.periods import parse_period
from phongtrao.notifications.models import Notice
from phongtrao.plans.access import reports as access
from phongtrao.plans.models import Assignment, ProgressReport
from phongtrao.plans.services import reports as services
from phongtrao.plans.services.assignments import LocalTask, add_local_task
from phongtrao.plans.services.reports import Reviewed, Writing
from tests.plans.work import (
    make_assignment,
    make_report,
    make_submitted,
    make_task,
    make_work,
)
from tests.threads import at_once

S = ProgressReport.Status
Q1 = parse_period("2026Q1")
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def work(so, hoa_sen):
    return make_work(so, hoa_sen, due_on=date(2026, 6, 1))


@pytest.fixture
def draft(work, binh):
    return make_report(work, binh)


@pytest.fixture
def submitted(work, binh):
    return make_submitted(work, binh)


def actions():
    return list(Entry.objects.filter(action__startswith="plans.").values_list("action", flat=True))


# ------------------------------------------------------------------ the unit writes


def test_a_report_starts_once_a_period_at_the_last_percent(work, binh, lan):
    Assignment.objects.filter(pk=work.pk).update(percent=40)
    work.refresh_from_db()

    first = services.start_report(work, Q1, by=binh)
    again = services.start_report(work, Q1, by=lan)

    assert (first.status, first.percent, again) == (S.DRAFT, 40, first)
    assert actions() == ["plans.report_started"]


def test_a_report_of_a_period_to_come_is_refused(work, binh):
    with pytest.raises(BadInput, match="chưa bắt đầu"):
        services.start_report(work, parse_period("2099"), by=binh)


@pytest.mark.parametrize("who", ["an", "giang", "chi", "lam", "khanh"])
def test_only_the_units_own_write(request, work, who):
    user = request.getfixturevalue(who)

    with pytest.raises(NotAllowed, match="Chỉ thủ trưởng hoặc đầu mối"):
        services.start_report(work, Q1, by=user)

    assert list(ProgressReport.objects.all()) == []


def test_work_must_be_accepted_before_it_is_reported(so, hoa_sen, binh, work):
    sent = make_assignment(make_task(work.task.plan), hoa_sen)

    with pytest.raises(NotAllowed, match="Hãy tiếp nhận"):
        services.start_report(sent, Q1, by=binh)


def test_draft_is_saved_and_submitted(draft, lan, an):
    services.save_draft(draft, Writing(75, "Xong ba tổ.", "Thiếu máy."), by=lan)
    services.submit_report(draft, by=lan)

    assert (draft.status, draft.percent, draft.done, draft.submitted_by) == (
        S.SUBMITTED,
        75,
        "Xong ba tổ.",
        lan,
    )
    assert actions() == ["plans.report_submitted"]
    assert [notice.to for notice in Notice.objects.all()] == [an]


def test_draft_is_not_saved_with_an_impossible_percent(draft, binh):
    with pytest.raises(BadInput, match="từ 0 đến 100"):
        services.save_draft(draft, Writing(101), by=binh)


def test_draft_is_not_saved_over_a_colleagues_submission(draft, binh, lan):
    stale = ProgressReport.objects.get(pk=draft.pk)
    services.submit_report(draft, by=lan)

    with pytest.raises(WrongState, match="vừa được người khác nộp"):
        services.save_draft(stale, Writing(10, "Khác"), by=binh)

    draft.refresh_from_db()
    assert draft.percent == 60


def test_report_without_a_word_on_what_was_done_is_not_submitted(work, binh):
    empty = make_report(work, binh, done="  ")

    with pytest.raises(BadInput, match="Hãy ghi việc đã làm"):
        services.submit_report(empty, by=binh)


def test_submitted_report_is_frozen_until_withdrawn(submitted, binh):
    with pytest.raises(NotAllowed, match="Hãy rút báo cáo"):
        services.save_draft(submitted, Writing(10), by=binh)

    services.withdraw_report(submitted, by=binh)
    services.save_draft(submitted, Writing(10), by=binh)

    assert (submitted.status, submitted.percent, submitted.submitted_by) == (S.DRAFT, 10, None)


def test_accepted_report_cannot_be_withdrawn(submitted, an, binh):
    services.accept_report(submitted, by=an)

    with pytest.raises(NotAllowed, match="chưa duyệt"):
        services.withdraw_report(submitted, by=binh)


# ------------------------------------------------------------------ the office judges


def test_accepted_report_becomes_the_progress_of_the_work(submitted, work, an, binh):
    services.accept_report(submitted, by=an)

    work.refresh_from_db()
    assert (submitted.status, submitted.reviewed_by) == (S.ACCEPTED, an)
    assert (work.percent, work.reported_at, work.done_on) == (60, submitted.submitted_at, None)
    assert [(n.to, n.text) for n in Notice.objects.all()] == [
        (binh, "Báo cáo tiến độ đã được duyệt: “Tổ chức hội thi sáng tạo”.")
    ]


def test_full_percent_completes_the_work(work, an, binh):
    report = make_submitted(work, binh, percent=100)

    services.accept_report(report, by=an)

    work.refresh_from_db()
    assert (work.percent, work.done_on) == (100, timezone.localdate())


def test_yearly_work_done_waits_for_next_year(work, an, binh):  # S1-86: before 15/12 every year
    work.task.timing, work.task.timing_value = "yearly", "--12-15"
    work.task.save()
    year = timezone.localdate().year
    Assignment.objects.filter(pk=work.pk).update(due_on=date(year, 12, 15))
    report = make_submitted(work, binh, percent=100)

    services.accept_report(report, by=an)

    work.refresh_from_db()
    assert (work.due_on, work.percent, work.done_on) == (date(year + 1, 12, 15), 0, None)


def test_yearly_work_is_done_for_good_with_the_plans_last_year(work, an, binh):
    year = timezone.localdate().year
    work.task.timing, work.task.timing_value = "yearly", "--12-15"
    work.task.plan.ends_on = date(year, 12, 31)
    work.task.save()
    work.task.plan.save()
    Assignment.objects.filter(pk=work.pk).update(due_on=date(year, 12, 15))
    report = make_submitted(work, binh, percent=100)

    services.accept_report(report, by=an)

    work.refresh_from_db()
    assert (work.due_on, work.percent, work.done_on) == (
        date(year, 12, 15),
        100,
        timezone.localdate(),
    )


def test_older_report_accepted_later_does_not_turn_progress_back(work, an, binh):
    before = timezone.now() - timedelta(days=9)
    older = make_submitted(work, binh, period="2025Q4", percent=30, submitted_at=before)
    newer = make_submitted(work, binh, percent=60)

    services.accept_report(newer, by=an)
    services.accept_report(older, by=an)

    work.refresh_from_db()
    assert (work.percent, work.reported_at) == (60, newer.submitted_at)


def test_returned_report_is_mended_and_submitted_again(submitted, an, binh):
    services.return_report(submitted, "Chưa có minh chứng.", by=an)
    returned = (submitted.status, submitted.return_reason)
    services.save_draft(submitted, Writing(60, "Có minh chứng."), by=binh)
    services.submit_report(submitted, by=binh)

    assert returned == (S.RETURNED, "Chưa có minh chứng.")
    assert submitted.status == S.SUBMITTED
    assert actions() == ["plans.report_returned", "plans.report_submitted"]


def test_returning_needs_a_reason(submitted, an):
    with pytest.raises(BadInput, match="Hãy ghi lý do trả lại"):
        services.return_report(submitted, " ", by=an)


@pytest.mark.parametrize("who", ["dung", "khanh", "lam", "lan", "chi"])
def test_only_the_office_of_the_plan_judges(request, submitted, who):
    user = request.getfixturevalue(who)

    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        services.accept_report(submitted, by=user)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        services.return_report(submitted, "Sai.", by=user)

    submitted.refresh_from_db()
    assert submitted.status == S.SUBMITTED


def test_nobody_accepts_a_report_one_submitted_oneself(work, an):
    own = make_submitted(work, an)

    with pytest.raises(NotAllowed, match="người khác phải duyệt"):
        services.accept_report(own, by=an)


def test_head_accepts_the_focal_persons_report_on_a_local_task(work, hoa_sen, binh, lan):
    local = add_local_task(hoa_sen, work.task.plan, LocalTask("Mở câu lạc bộ", "Hợp."), by=binh)
    report = make_submitted(local, lan)

    services.accept_report(report, by=binh)

    assert report.status == S.ACCEPTED


def test_several_are_accepted_and_the_lost_race_is_named(work, so, binh_minh, an, binh, chi):
    first = make_submitted(work, binh)
    other = make_submitted(make_work(so, binh_minh), chi)
    stale = ProgressReport.objects.select_related("assignment__unit").get(pk=other.pk)
    services.return_report(other, "Thiếu.", by=an)

    reviewed = services.accept_reports([first, stale], by=an)

    assert reviewed == Reviewed(1, ("Trường Tiểu học Bình Minh: người khác vừa xử lý.",))


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_one_wins(submitted, an, work):
    def accept():
        services.accept_report(ProgressReport.objects.get(pk=submitted.pk), by=an)

    def give_back():
        services.return_report(ProgressReport.objects.get(pk=submitted.pk), "Thiếu.", by=an)

    outcomes = at_once(accept, give_back)

    submitted.refresh_from_db()
    lost = [error for error in outcomes if error]
    assert [isinstance(error, DomainError) for error in lost] == [True]
    assert len(actions()) == 1
    assert submitted.status in (S.ACCEPTED, S.RETURNED)


@pytest.mark.django_db(transaction=True)
def test_two_periods_accepted_at_once_leave_the_newer_progress(work, an, binh):
    earlier = timezone.now() - timedelta(days=9)
    older = make_submitted(work, binh, period="2025Q4", percent=30, submitted_at=earlier)
    newer = make_submitted(work, binh, percent=60)

    outcomes = at_once(
        lambda: services.accept_report(ProgressReport.objects.get(pk=older.pk), by=an),
        lambda: services.accept_report(ProgressReport.objects.get(pk=newer.pk), by=an),
    )

    work.refresh_from_db()
    assert (outcomes, work.percent) == ([None, None], 60)


# ------------------------------------------------------------------ evidence


@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_evidence_is_stored_once_and_cited(draft, binh, hoa_sen, files):
    def upload():
        return SimpleUploadedFile("ke-hoach.pdf", PDF)

    first = services.attach_new(draft, "Kế hoạch của trường", file=upload(), by=binh)
    again = services.attach_new(draft, "Lần nữa", file=upload(), by=binh)

    assert (first, list(draft.evidence.all()), first.unit) == (again, [first], hoa_sen)


def test_evidence_of_the_wrong_kind_leaves_nothing_behind(draft, binh, files):
    with pytest.raises(BadFile):
        services.attach_new(draft, "", file=SimpleUploadedFile("a.pdf", b"MZ\x90\x00"), by=binh)

    assert list(Evidence.objects.all()) == []


def test_existing_evidence_must_be_the_units_own(draft, binh, chi, binh_minh):
    theirs = add_evidence(binh_minh, "Trang tin", url="https://vidu.example/tin", by=chi)

    with pytest.raises(BadInput, match="của đơn vị khác"):
        services.attach_existing(draft, theirs, by=binh)


def test_evidence_of_a_submitted_report_stays(draft, binh, lan):
    evidence = services.attach_new(draft, "Tin", url="https://vidu.example/a", by=binh)
    services.submit_report(draft, by=binh)

    with pytest.raises(NotAllowed, match="đã nộp"):
        services.detach(draft, evidence, by=lan)
    services.withdraw_report(draft, by=lan)
    services.detach(draft, evidence, by=lan)

    assert list(draft.evidence.all()) == []
    assert list(Evidence.objects.all()) == [evidence]


# ------------------------------------------------------------------ who sees


@pytest.mark.parametrize("who", ["an", "dung", "khanh", "binh", "lan", "giang", "lam"])
def test_submitted_report_is_seen_by_both_sides(request, submitted, who):
    user = request.getfixturevalue(who)

    assert access.get_visible(user, submitted.pk) == submitted


@pytest.mark.parametrize("who", ["chi", "hoa"])
def test_report_outside_ones_scope_does_not_exist(request, submitted, who):
    user = request.getfixturevalue(who)

    with pytest.raises(Http404):
        access.get_visible(user, submitted.pk)


@pytest.mark.parametrize("who", ["an", "dung", "khanh", "giang", "lam"])
def test_draft_is_the_units_own(request, draft, who):
    user = request.getfixturevalue(who)

    with pytest.raises(Http404):
        access.get_visible(user, draft.pk)


def test_queue_holds_what_waits_for_this_very_person(submitted, draft_of_other, an, dung, binh):
    assert [list(access.reports_to_review(user)) for user in (an, dung, binh)] == [
        [submitted],
        [],
        [],
    ]


@pytest.fixture
def draft_of_other(so, binh_minh, chi):
    return make_report(make_work(so, binh_minh), chi)


def test_database_refuses_a_second_report_of_a_period(draft, work, binh):
    with pytest.raises(DatabaseError), connection.cursor():
        make_report(work, binh)
