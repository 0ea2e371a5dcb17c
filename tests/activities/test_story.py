"""A focal person records a day on a phone, with photos, and it moves the task. Issue 9, S0-21, S4-11"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from phongtrao.activities.models import Activity
from tests.activities.made import kind, photo
from tests.browser import PHONE, faults, sign_in, too_wide
from tests.plans.work import make_work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_day_recorded_on_a_phone_moves_the_task(page, live_server, so, hoa_sen, lan, tmp_path):
    work = make_work(so, hoa_sen)
    files = [tmp_path / "a.jpg", tmp_path / "b.jpg"]
    for number, file in enumerate(files):
        file.write_bytes(photo(size=(1200 + number, 900)).read())
    page.set_viewport_size(PHONE)
    sign_in(page, live_server, lan)

    page.goto(live_server.url + reverse("activities:choose"))
    page.get_by_role("link", name=kind().name).click()
    page.get_by_label("Tên hoạt động").fill("Ngày hội STEM")
    page.get_by_label("Học sinh, học viên").fill("120")
    page.get_by_label("Ảnh").set_input_files([str(file) for file in files])
    page.get_by_text("Thêm chi tiết").click()
    page.get_by_label("Thuộc nhiệm vụ").select_option(str(work.task_id))
    assert not too_wide(page)
    assert faults(page) == []
    page.get_by_role("button", name="Ghi nhận").click()

    expect(page.get_by_text("Đã ghi nhận hoạt động.")).to_be_visible()
    expect(page.get_by_role("img", name="Ảnh 2 của hoạt động")).to_be_visible()
    assert not too_wide(page)
    assert faults(page) == []
    page.get_by_role("link", name="Đưa vào báo cáo tiến độ").click()
    page.get_by_label("Tiến độ của nhiệm vụ").fill("40")
    page.get_by_role("button", name="Đưa vào báo cáo").click()
    expect(page.get_by_text("Đã đưa vào bản nháp báo cáo tiến độ.")).to_be_visible()

    report = work.reports.get()
    assert (report.percent, report.evidence.count()) == (40, 2)
    assert "Ngày hội STEM" in report.done
    assert Activity.objects.get().status == Activity.Status.RECORDED
