"""The units' pages in a real browser: nothing axe objects to, nothing wider than the phone."""

import os
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from phongtrao.plans.models import Assignment, ProgressReport
from phongtrao.plans.services.assignments import Proposal, propose_change
from tests.browser import DESK, PHONE, dress, faults, sign_in, sticks_out, too_wide
from tests.plans.test_reports import PDF
from tests.plans.work import (
    make_assignment,
    make_plan,
    make_report,
    make_submitted,
    make_task,
    make_work,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = (
    "Tổ chức phát động phong trào thi đua đổi mới sáng tạo, phát huy sáng kiến, cải tiến kỹ thuật "
    "trong cán bộ, công chức, viên chức, người lao động và học sinh của đơn vị"
)


def province_of_work(so, hoa_sen, binh, lan):
    """A unit with work in every state, and the addresses of its pages by who opens them."""
    day = timezone.localdate()
    plan = make_plan(so, "Kế hoạch phát triển khoa học, công nghệ, đổi mới sáng tạo năm 2026")
    done = {"status": Assignment.Status.ACCEPTED, "accepted_at": timezone.now()}
    late = make_assignment(make_task(plan, LONG), hoa_sen, due_on=day - timedelta(5), **done)
    make_assignment(make_task(plan), hoa_sen, mode="requested")
    for status in ("joined", "ended"):  # the longest words of a state
        make_assignment(make_task(plan, LONG), hoa_sen, status=status, due_on=day - timedelta(300))
    asked = make_assignment(make_task(plan, "Mở lớp tập huấn"), hoa_sen, due_on=day, **done)
    propose_change(asked, Proposal("Trùng kỳ thi.", LONG, day + timedelta(9)), by=binh)
    draft = make_report(late, lan, status="returned", return_reason="Chưa có minh chứng.")
    submitted = make_submitted(make_work(so, hoa_sen), lan, obstacles="Thiếu phòng máy.")
    return {
        "binh": [
            reverse("plans:unit_work", args=[hoa_sen.pk]),
            reverse("plans:add_local_task", args=[hoa_sen.pk]),
            reverse("plans:assignment", args=[late.pk]),
            reverse("plans:propose_change", args=[late.pk]),
            reverse("plans:start_report", args=[late.pk]),
            reverse("plans:edit_report", args=[draft.pk]),
        ],
        "an": [
            reverse("plans:review_queue"),
            reverse("plans:report", args=[submitted.pk]) + "?hang-doi=1",
            reverse("plans:assignment", args=[asked.pk]),
            reverse("plans:answer_proposal", args=[asked.pk]),
            reverse("plans:units_work", args=[so.pk]),
        ],
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_are_sound_for_everybody(page, live_server, so, hoa_sen, binh, lan, an, size, theme):
    pages = province_of_work(so, hoa_sen, binh, lan)
    dress(page, size=size, theme=theme)

    found = []
    for user in (binh, an):
        sign_in(page, live_server, user)
        for number, url in enumerate(pages[user.username]):
            page.goto(live_server.url + url)
            page.wait_for_load_state("networkidle")
            found += [f"{url}: {fault}" for fault in faults(page)]
            found += [f"{url}: too wide"] if too_wide(page) else []
            found += [f"{url}: a table sticks out"] if sticks_out(page) else []
            if shots := os.getenv("SHOTS"):
                name = f"{user.username}-{number}-{size['width']}-{theme}.png"
                page.screenshot(path=f"{shots}/{name}", full_page=True)

    assert found == []


def test_draft_is_kept_on_the_server_while_one_types(page, live_server, so, hoa_sen, binh):
    report = make_report(make_work(so, hoa_sen), binh)
    sign_in(page, live_server, binh)
    page.goto(live_server.url + reverse("plans:edit_report", args=[report.pk]))

    page.get_by_label("Việc đã làm").fill("Đã tập huấn ba tổ chuyên môn.")
    page.get_by_label("Tiến độ (%)").fill("80")
    page.get_by_label("Khó khăn").focus()
    page.get_by_text("Đã lưu nháp lúc").wait_for()

    kept = ProgressReport.objects.get(pk=report.pk)
    assert (kept.percent, kept.done) == (80, "Đã tập huấn ba tổ chuyên môn.")


def test_attaching_keeps_what_was_typed(page, live_server, so, hoa_sen, binh, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    paper = tmp_path / "bien-ban.pdf"
    paper.write_bytes(PDF)
    report = make_report(make_work(so, hoa_sen), binh)
    sign_in(page, live_server, binh)
    page.goto(live_server.url + reverse("plans:edit_report", args=[report.pk]))

    page.get_by_label("Việc đã làm").fill("Đang viết dở.")
    page.get_by_label("Tệp minh chứng").set_input_files(paper)
    page.get_by_role("button", name="Đính kèm").click()
    page.get_by_role("link", name="bien-ban.pdf").wait_for()

    expect(page.get_by_label("Việc đã làm")).to_have_value("Đang viết dở.")
    expect(page.get_by_label("Tệp minh chứng")).to_have_value("")


def test_enter_keeps_the_draft_and_submits_nothing(page, live_server, so, hoa_sen, binh):
    report = make_report(make_work(so, hoa_sen), binh)
    sign_in(page, live_server, binh)
    page.goto(live_server.url + reverse("plans:edit_report", args=[report.pk]))

    page.get_by_label("Tiến độ (%)").fill("75")
    page.get_by_label("Tiến độ (%)").press("Enter")
    page.get_by_text("Đã lưu bản nháp.").wait_for()

    report.refresh_from_db()
    assert (report.status, report.percent) == (ProgressReport.Status.DRAFT, 75)


def test_report_is_submitted_in_a_browser(page, live_server, so, hoa_sen, binh, an):
    report = make_report(make_work(so, hoa_sen), binh)
    sign_in(page, live_server, binh)
    page.goto(live_server.url + reverse("plans:edit_report", args=[report.pk]))

    page.get_by_role("button", name="Nộp báo cáo").click()
    page.get_by_text("Đã nộp báo cáo tiến độ.").wait_for()

    assert ProgressReport.objects.get(pk=report.pk).status == ProgressReport.Status.SUBMITTED


def test_the_open_tab_stands_in_sight_on_a_telephone(page, live_server, hoa_sen, binh):
    dress(page, size=PHONE, theme="light")
    sign_in(page, live_server, binh)
    page.goto(live_server.url + reverse("documents:evidence_list", args=[hoa_sen.pk]))

    expect(page.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=1)
    assert not too_wide(page)
