"""The pages of reports by axe, on a phone and on a desk."""

import os
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from phongtrao.plans.models import Assignment, ProgressReport
from phongtrao.reports.services import make_plan_report
from tests.browser import DESK, PHONE, dress, faults, sign_in, too_wide
from tests.documents.jobs import run_jobs
from tests.documents.test_browser import settle
from tests.reports.plan import fill_plan, make_plan
from tests.reports.test_reports import LETTER, YEAR

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("size", "theme"), [(PHONE, "dark"), (DESK, "light")])
def test_pages_are_accessible_and_fit(
    page, live_server, so, hoa_sen, binh_minh, thpt, chi, an, size, theme
):
    plan = make_plan(so)
    fill_plan(plan, hoa_sen, binh_minh, thpt, chi)
    first = make_plan_report(plan, YEAR, LETTER, by=an)
    late = ProgressReport.objects.get(period="2026Q3").assignment
    Assignment.objects.filter(pk=late.pk).update(percent=70)
    report = make_plan_report(plan, YEAR, replace(LETTER, signer="Trần Thị Thử"), by=an)
    run_jobs()
    dress(page, size=size, theme=theme)
    sign_in(page, live_server, an)

    found = []
    paths = ("", f"ke-hoach/{plan.pk}/", f"ke-hoach/{plan.pk}/lap/", f"{report.pk}/")
    for path in (*paths, f"{report.pk}/so-sanh/?voi={first.pk}"):
        page.goto(f"{live_server.url}/bao-cao/{path}")
        settle(page)
        found += [f"{path}: {fault}" for fault in faults(page)]
        found += [f"{path}: too wide"] * too_wide(page)
        if shots := os.getenv("SHOTS"):
            name = f"reports-{path.split('?')[0].replace('/', '-')}{size['width']}.png"
            page.screenshot(path=f"{shots}/{name}", full_page=True)
    page.goto(f"{live_server.url}/van-ban/lap/{report.paper.pk}/")
    settle(page)
    found += faults(page)

    assert found == []


def test_lines_proposed_anew_take_the_place_of_the_old_ones(page, live_server, so, an):
    """The draft kept on the machine is older than what the server was asked for."""
    plan = make_plan(so)
    sign_in(page, live_server, an)
    page.goto(f"{live_server.url}/bao-cao/ke-hoach/{plan.pk}/lap/")
    lines = page.get_by_label("Kết quả từ hoạt động đã ghi")
    lines.fill("Dòng cũ")

    page.get_by_role("button", name="Đề xuất lại từ hoạt động").click()

    expect(lines).to_have_value("")
    page.reload()
    expect(lines).to_have_value("")
