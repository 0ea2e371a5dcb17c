"""One school, two masters: one entry, one submission, two judgements. Issue 3."""

import pytest
from django.urls import reverse

from phongtrao.accounts.models import Role
from phongtrao.lib.errors import WrongState
from phongtrao.lib.sheets import open_workbook
from phongtrao.plans.models import Assignment, ProgressReport
from phongtrao.plans.queries.twins import lower_twins, twins_of, without_twins
from phongtrao.plans.services import twins as services
from phongtrao.plans.services.reports import accept_report, attach_new, return_report
from tests.factories import give
from tests.plans.test_unit_work_pages import get, post, words
from tests.plans.work import make_assignment, make_plan, make_report, make_submitted, make_task

S = ProgressReport.Status
Q1 = "2026Q1"


@pytest.fixture
def upper(so, hoa_sen):
    return make_assignment(make_task(make_plan(so)), hoa_sen, status="accepted")


@pytest.fixture
def lower(upper, suoi_may, hoa_sen):
    """The commune's task made of the Sở's, given to the same school."""
    task = make_task(make_plan(suoi_may, "Kế hoạch của xã"), derived_from=upper.task)
    return make_assignment(task, hoa_sen, status="accepted")


@pytest.fixture
def draft(upper, binh):
    return make_report(upper, binh, obstacles="Thiếu máy.")


@pytest.fixture
def clerk(lam, suoi_may):
    """Who judges for the commune."""
    give(lam, Role.OFFICE, suoi_may)
    return lam


def report_of(assignment):
    return ProgressReport.objects.get(assignment=assignment)


def test_twins_find_each_other(upper, lower, thpt):
    make_assignment(lower.task, thpt)

    assert (list(twins_of(upper)), list(twins_of(lower))) == ([lower], [upper])
    assert list(lower_twins([upper])) == [lower]


def test_list_shows_the_upper_one_alone_unless_it_is_filtered_away(upper, lower):
    every = Assignment.objects.all()

    assert list(without_twins(every)) == [upper]
    assert list(without_twins(every.exclude(pk=upper.pk))) == [lower]


def test_one_submission_serves_both(draft, upper, lower, binh):
    evidence = attach_new(draft, "Ảnh", url="https://vidu.example/anh", by=binh)

    first, second = services.submit_to_all(draft, by=binh)

    assert (first.assignment, second.assignment) == (upper, lower)
    assert (second.status, second.percent, second.done, second.obstacles, second.same_as) == (
        S.SUBMITTED,
        60,
        "Đã tập huấn hai tổ.",
        "Thiếu máy.",
        draft,
    )
    assert list(second.evidence.all()) == [evidence]


def test_it_works_from_the_communes_side_too(upper, lower, binh):
    services.submit_to_all(make_report(lower, binh), by=binh)

    assert report_of(upper).status == S.SUBMITTED


def test_returns_and_acceptances_stay_separate(draft, upper, lower, binh, an, clerk):
    services.submit_to_all(draft, by=binh)

    return_report(report_of(lower), "Thiếu số liệu của xã.", by=clerk)
    accept_report(report_of(upper), by=an)

    assert [report_of(work).status for work in (upper, lower)] == [S.ACCEPTED, S.RETURNED]
    upper.refresh_from_db()
    lower.refresh_from_db()
    assert [upper.percent, lower.percent] == [60, 0]


def test_returned_by_both_it_is_handed_in_to_both_again(draft, upper, lower, binh, an, clerk):
    services.submit_to_all(draft, by=binh)
    return_report(report_of(lower), "Thiếu.", by=clerk)
    return_report(report_of(upper), "Thiếu.", by=an)
    mended = report_of(lower)
    ProgressReport.objects.filter(pk=mended.pk).update(done="Đã bổ sung.")
    mended.refresh_from_db()

    services.submit_to_all(mended, by=binh)

    assert [report_of(work).done for work in (upper, lower)] == ["Đã bổ sung.", "Đã bổ sung."]


def test_twin_not_accepted_yet_is_left_out_with_a_reason(draft, lower, binh):
    Assignment.objects.filter(pk=lower.pk).update(status="sent")

    (offer,) = services.offers_for(draft, binh)
    submitted = services.submit_to_all(draft, by=binh)

    assert (offer.why_not, submitted) == ("Hãy tiếp nhận nhiệm vụ trước khi báo cáo.", [draft])


def test_words_written_for_the_twin_alone_are_not_overwritten(draft, lower, binh):
    own = make_report(lower, binh, done="Lời riêng cho xã.")

    (offer,) = services.offers_for(draft, binh)
    services.submit_to_all(draft, by=binh)

    own.refresh_from_db()
    assert offer.why_not.startswith("Đang có bản nháp riêng.")
    assert (own.done, own.status) == ("Lời riêng cho xã.", S.DRAFT)


def test_twin_reported_already_is_left_out(draft, lower, binh):
    make_submitted(lower, binh)

    (offer,) = services.offers_for(draft, binh)

    assert offer.why_not == "Báo cáo kỳ này đã nộp."


def test_report_submitted_meanwhile_refuses_the_whole(draft, lower, binh, lan):
    stale = ProgressReport.objects.select_related("assignment__task__plan").get(pk=draft.pk)
    services.submit_to_all(draft, by=lan)

    with pytest.raises(WrongState):
        services.submit_to_all(stale, by=binh)


# ------------------------------------------------------------------ the pages


def test_list_names_both_masters_in_one_entry(client, upper, lower, binh, hoa_sen):
    page = get(client, binh, "unit_work", hoa_sen.pk)
    sheet = get(client, binh, "unit_work", hoa_sen.pk, xuat="xlsx")

    text = words(page)
    rows = list(open_workbook(sheet.content, "viec.xlsx").rows())
    assert text.count("Tổ chức hội thi sáng tạo") == 1
    assert "Sở Giáo dục và Đào tạo Sông Ngân; Xã Suối Mây" in text
    assert len([row for row in rows if "Tổ chức hội thi sáng tạo" in row]) == 1


def test_accepting_the_entry_accepts_both(client, upper, lower, binh, hoa_sen):
    Assignment.objects.update(status="sent")

    post(client, binh, "accept_selected", hoa_sen.pk, row=[upper.pk])

    assert set(Assignment.objects.values_list("status", flat=True)) == {"accepted"}


def test_form_offers_both_and_each_page_links_the_other(client, draft, upper, lower, binh):
    page = words(get(client, binh, "edit_report", draft.pk))
    data = {"percent": "60", "done": "Đã tập huấn.", "nop": "1", "ca-hai": "1"}

    answer = words(post(client, binh, "edit_report", draft.pk, **data))

    other = reverse("plans:report", args=[report_of(lower).pk])
    back = get(client, binh, "report", report_of(lower).pk).content.decode()
    assert "Nộp cho cả hai: Sở Giáo dục và Đào tạo Sông Ngân và Xã Suối Mây." in page
    assert "cho Sở Giáo dục và Đào tạo Sông Ngân; Xã Suối Mây." in answer
    assert other in get(client, binh, "report", draft.pk).content.decode()
    assert reverse("plans:report", args=[draft.pk]) in back


def test_without_the_tick_only_one_is_submitted(client, draft, lower, binh):
    post(client, binh, "edit_report", draft.pk, percent="60", done="Đã tập huấn.", nop="1")

    draft.refresh_from_db()
    assert draft.status == S.SUBMITTED
    assert not ProgressReport.objects.filter(assignment=lower).exists()
