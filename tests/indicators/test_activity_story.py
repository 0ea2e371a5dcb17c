"""A day recorded on a phone with photos: the head confirms it, the task moves, and so does an indicator. Issue 9"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from phongtrao.accounts.models import Role
from phongtrao.indicators.models import Measurement
from phongtrao.indicators.services.from_activities import set_feed
from phongtrao.orgs.models import Line
from tests.activities.made import kind, photo
from tests.browser import PHONE, faults, sign_in, too_wide
from tests.factories import give, make_user
from tests.indicators.measured import make_indicator
from tests.plans.work import make_work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def is_fine(page):
    assert not too_wide(page)
    assert faults(page) == []


def test_a_day_on_a_phone_moves_a_task_and_an_indicator(
    page, live_server, so, an, hoa_sen, lan, tmp_path
):
    """S0-21, S4-11"""
    work = make_work(so, hoa_sen)
    head = make_user("Phạm Thị Hiệu", "hieu9")
    give(head, Role.HEAD, hoa_sen, Line.PROF)
    indicator = make_indicator(so, an, "HĐ", measure="người")
    set_feed(indicator, {"activity_kinds": ["stem"], "counts": "people:learners"}, by=an)
    numbers = Measurement.objects.filter(indicator=indicator, unit=hoa_sen)
    files = [tmp_path / "a.jpg", tmp_path / "b.jpg"]
    for number, file in enumerate(files):
        file.write_bytes(photo(size=(1200 + number, 900)).read())
    page.set_viewport_size(PHONE)

    _record(page, live_server, lan, work, files)
    report = work.reports.get()
    assert (report.percent, report.evidence.count(), numbers.count()) == (40, 2, 0)
    _confirm(page, live_server, head)
    _count(page, live_server, an, indicator, numbers)
    assert numbers.get().numerator == 120


def _record(page, live_server, lan, work, files):
    """On a phone: the day with its photos, and its line in the progress report."""
    sign_in(page, live_server, lan)
    page.goto(live_server.url + reverse("activities:choose"))
    page.get_by_role("link", name=kind().name).click()
    page.get_by_label("Tên hoạt động").fill("Ngày hội STEM")
    page.get_by_label("Học sinh, học viên").fill("120")
    page.get_by_label("Ảnh").set_input_files([str(file) for file in files])
    page.get_by_text("Thêm chi tiết").click()
    page.get_by_label("Thuộc nhiệm vụ").select_option(str(work.task_id))
    is_fine(page)
    page.get_by_role("button", name="Ghi nhận").click()
    expect(page.get_by_role("img", name="Ảnh 2 của hoạt động")).to_be_visible()
    page.get_by_role("link", name="Đưa vào báo cáo tiến độ").click()
    page.get_by_label("Tiến độ của nhiệm vụ").fill("40")
    page.get_by_role("button", name="Đưa vào báo cáo").click()
    expect(page.get_by_text("Đã đưa vào bản nháp báo cáo tiến độ.")).to_be_visible()


def _confirm(page, live_server, head):
    page.context.clear_cookies()
    sign_in(page, live_server, head)
    page.goto(live_server.url + reverse("portal:home"))
    page.get_by_role("link", name="Xem và xác nhận").first.click()
    page.get_by_role("link", name="Ngày hội STEM").click()
    is_fine(page)
    page.get_by_role("button", name="Xác nhận", exact=True).click()
    expect(page.get_by_text("Đã xác nhận").first).to_be_visible()


def _count(page, live_server, an, indicator, numbers):
    """The office counts anew and opens the number down to the day."""
    page.context.clear_cookies()
    sign_in(page, live_server, an)
    page.goto(live_server.url + reverse("indicators:indicator", args=[indicator.pk]))
    page.get_by_role("button", name="Đếm lại từ hoạt động").click()
    expect(page.get_by_text("Đã đếm lại từ hoạt động")).to_be_visible()
    is_fine(page)
    page.goto(live_server.url + reverse("indicators:feed", args=[indicator.pk]))
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("link", name="Ngày hội STEM")).to_be_visible()
    is_fine(page)
    page.goto(live_server.url + reverse("totals:behind", args=[numbers.get().pk]))
    expect(page.get_by_role("link", name="Ngày hội STEM")).to_be_visible()
    is_fine(page)
