"""The story of a round, as people live it: opened, filled in with questions, returned, accepted, closed. S4-27"""

import pytest
from playwright.sync_api import expect

from phongtrao.indicators.models import CollectionRound, Measurement
from tests.browser import sign_in
from tests.indicators.measured import in_days, ratio, yes_no

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_round_from_opening_to_closing(page, live_server, so, an, hoa_sen, binh):
    yes_no(so, an)
    ratio(so, an)

    _open(page, live_server, an)
    report = CollectionRound.objects.get().reports.get(unit=hoa_sen)
    _fill(page, live_server, binh, report)
    _send_back(page, live_server, an, report)
    _hand_in_again(page, live_server, binh, report)
    _accept_and_close(page, live_server, an, report)

    assert Measurement.objects.counted().filter(unit=hoa_sen).count() == 2


def _open(page, live_server, an):
    sign_in(page, live_server, an)
    page.goto(f"{live_server.url}/chi-so/dot/moi/")
    page.get_by_label("Tên đợt").fill("Số liệu chuyển đổi số")
    page.get_by_label("Hạn nộp").fill(f"{in_days(10):%d/%m/%Y}")
    page.get_by_label("KS · Chỉ số KS").check()
    page.get_by_label("TL · Chỉ số TL").check()
    page.get_by_label("Trường", exact=True).check()
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("link", name="Mở đợt").click()
    page.locator("main").get_by_role("textbox").fill("mở")
    page.get_by_role("button", name="Mở đợt").click()
    expect(page.locator("main")).to_contain_text("0 trên 1 đơn vị đã nộp")


def _fill(page, live_server, binh, report):
    sign_in(page, live_server, binh)
    page.goto(f"{live_server.url}/chi-so/phai-nop/{report.pk}/nhap/")
    share = page.locator("fieldset.measure").nth(1)
    page.get_by_label("Có dùng").select_option("Có")
    share.get_by_label("Số người").fill("0,95")
    share.get_by_label("Mẫu số").fill("40")
    page.get_by_role("button", name="Nộp số liệu").click()
    expect(page.get_by_role("alert")).to_contain_text("là 0,95% hay 95%?")
    share = page.locator("fieldset.measure").nth(1)
    expect(share).to_contain_text("Cần xem lại:")
    share.get_by_label("Số người").fill("38")
    page.get_by_role("button", name="Nộp số liệu").click()
    expect(page.locator("main")).to_contain_text("Đã nộp, chờ duyệt")


def _send_back(page, live_server, an, report):
    sign_in(page, live_server, an)
    page.goto(f"{live_server.url}/chi-so/phai-nop/{report.pk}/")
    page.get_by_label("Lời với đơn vị").fill("Kiểm tra lại mẫu số")
    page.get_by_role("button", name="Trả lại").click()
    expect(page.locator("main")).to_contain_text("Bị trả lại")


def _hand_in_again(page, live_server, binh, report):
    sign_in(page, live_server, binh)
    page.goto(f"{live_server.url}/chi-so/phai-nop/{report.pk}/nhap/")
    expect(page.locator("main")).to_contain_text("Kiểm tra lại mẫu số")
    page.locator("fieldset.measure").nth(1).get_by_label("Mẫu số").fill("41")
    page.get_by_role("button", name="Nộp số liệu").click()
    expect(page.locator("main")).to_contain_text("38 / 41")


def _accept_and_close(page, live_server, an, report):
    sign_in(page, live_server, an)
    page.goto(f"{live_server.url}/chi-so/phai-nop/{report.pk}/")
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.locator("main")).to_contain_text("1 đã duyệt")
    page.goto(f"{live_server.url}/chi-so/dot/{report.round_id}/chot/")
    page.get_by_role("button", name="Chốt đợt").click()
    expect(page.locator("main")).to_contain_text("Đã chốt")
