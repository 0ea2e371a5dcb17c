"""From a programme chosen by risk to a closed recommendation; on site by telephone. Issue 9, S1-13, S1-47"""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from phongtrao.activities.models import Inspection
from phongtrao.plans.models import Finding
from tests.activities.inspected import today
from tests.activities.made import photo
from tests.browser import DESK, PHONE, faults, sign_in, too_wide
from tests.factories import make_user
from tests.literacy.made import make_worker
from tests.plans.work import make_work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def look_at(page):
    assert not too_wide(page)
    assert faults(page) == []


@pytest.fixture
def in_person(page, live_server):
    """Sit down at the browser as somebody, on a page."""

    def sit(user, name, *args, size=DESK):
        page.set_viewport_size(size)
        page.context.clear_cookies()
        sign_in(page, live_server, user)
        page.goto(live_server.url + reverse(name, args=args))
        return page

    return sit


def test_from_a_programme_by_risk_to_a_closed_recommendation(
    in_person, so, hoa_sen, binh_minh, an, khanh, binh, tmp_path
):
    make_work(so, hoa_sen, due_on=today() - timedelta(days=9))
    make_worker(khanh, so, "Chuyên viên")
    make_worker(make_user("Vi Thị Thư", "thuky"), so, "Chuyên viên")

    _plan(in_person(an, "activities:programmes"))
    found = Inspection.objects.get()
    assert (found.unit, found.why.split(".")[0]) == (hoa_sen, "1 nhiệm vụ quá hạn")
    _decide(in_person(an, "activities:inspection", found.pk))
    _look(in_person(khanh, "activities:inspection", found.pk, size=PHONE), tmp_path)
    _ask(in_person(khanh, "activities:inspection", found.pk))
    finding = Finding.objects.get()
    _answer(in_person(binh, "plans:finding", finding.pk, size=PHONE))
    _insist(in_person(an, "plans:finding", finding.pk))
    _answer(in_person(binh, "plans:finding", finding.pk, size=PHONE))
    press(in_person(khanh, "plans:finding", finding.pk), "Kết thúc")
    _close(in_person(an, "activities:inspection", found.pk), tmp_path)

    found.refresh_from_db()
    assert found.status == Inspection.Status.CLOSED


def _plan(page):
    follow(page, "Lập chương trình")
    page.get_by_label("Căn cứ, mục đích").fill("Kế hoạch thi đua của năm.")
    press(page, "Lập chương trình")
    first = page.locator(".risk-list li").first
    expect(first).to_contain_text("1. Trường THCS Hoa Sen")
    expect(first).to_contain_text("1 nhiệm vụ quá hạn.")
    look_at(page)
    first.get_by_role("checkbox").check()
    page.get_by_label("Tháng").select_option(str(today().month))
    page.get_by_label("Trưởng đoàn").fill("Hồ Gia Khánh")
    page.get_by_label("Thư ký").fill("Vi Thị Thư")
    press(page, "Đưa vào chương trình")
    follow(page, "Ban hành")
    page.get_by_label("Số, ký hiệu văn bản").fill("05/CTr-SGDĐT")
    page.get_by_label("Ký ngày").fill(f"{today() - timedelta(days=5):%d/%m/%Y}")
    press(page, "Ban hành")
    expect(page.get_by_text("Đã ban hành chương trình kiểm tra.")).to_be_visible()
    look_at(page)


def _decide(page):
    follow(page, "Ghi quyết định")
    page.get_by_label("Số, ký hiệu văn bản").fill("12/QĐ-SGDĐT")
    page.get_by_label("Ký ngày").fill(f"{today() - timedelta(days=2):%d/%m/%Y}")
    page.get_by_label("Ngày kiểm tra").fill(f"{today():%d/%m/%Y}")
    page.get_by_label("Danh mục kiểm tra").select_option(
        label="Kiểm tra chuyển đổi số và Bình dân học vụ số"
    )
    press(page, "Ghi quyết định")
    expect(page.get_by_text("Đã ghi quyết định kiểm tra.")).to_be_visible()


def _look(page, folder):
    """Eight lines on the telephone; the first is not met and has a photo."""
    file = folder / "anh.jpg"
    file.write_bytes(photo().read())
    follow(page, "Ghi tại chỗ")
    look_at(page)
    page.locator(".site-line").first.click()
    page.get_by_role("radio", name="Chưa đạt", exact=True).check()
    press(page, "Lưu, sang mục sau")
    expect(page.get_by_text("“Chưa đạt” thì phải ghi thấy gì.").first).to_be_visible()
    page.locator("[name=words]").fill("Chưa có danh sách tổ cốt cán.")
    page.locator("[name=photos]").set_input_files(str(file))
    look_at(page)
    press(page, "Lưu, sang mục sau")
    for place in range(2, 9):
        expect(page.get_by_text(f"Mục {place} trên 8")).to_be_visible()
        page.get_by_role("radio", name="Đạt", exact=True).check()
        press(page, "Lưu, sang mục sau")
    expect(page.get_by_text("Đã ghi 8 trên 8 mục.")).to_be_visible()
    follow(page, "Kết thúc kiểm tra")
    page.locator("[name=conclusion]").fill("Đã triển khai; tổ cốt cán chưa có danh sách.")
    press(page, "Kết thúc kiểm tra")
    expect(page.get_by_role("img", name="Ảnh 1 của mục 1")).to_be_visible()
    look_at(page)


def _ask(page):
    follow(page, "Kiến nghị từ mục này")
    page.locator("[name=text]").fill("Lập danh sách tổ cốt cán, gửi về Sở.")
    page.get_by_label("Phải xong trước ngày").fill(f"{today() + timedelta(days=10):%d/%m/%Y}")
    press(page, "Gửi kiến nghị")
    expect(page.get_by_role("link", name="Lập danh sách tổ cốt cán")).to_be_visible()


def _answer(page):
    page.locator("[name=answer]").fill("Đã lập danh sách, có tám người.")
    page.get_by_label("Địa chỉ minh chứng").fill("https://hoasen.example/to-cot-can")
    look_at(page)
    press(page, "Gửi trả lời")
    expect(page.get_by_text("Đã gửi trả lời.")).to_be_visible()


def _insist(page):
    page.locator("main .menu summary").first.click()
    follow(page, "Yêu cầu làm tiếp")
    page.locator("[name=reason]").fill("Chưa có lịch làm việc của tổ.")
    press(page, "Gửi")
    expect(page.get_by_text("Cần làm tiếp:")).to_be_visible()


def _close(page, folder):
    file = folder / "bien-ban.pdf"
    file.write_bytes(b"%PDF-1.4\n%%EOF")
    follow(page, "Tải biên bản đã ký")
    page.locator("[type=file]").set_input_files(str(file))
    press(page, "Tải lên")
    press(page, "Đóng cuộc kiểm tra")
    expect(page.get_by_text("Đã đóng cuộc kiểm tra.")).to_be_visible()
    look_at(page)
