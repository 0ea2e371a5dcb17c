"""The shell in a real Chromium, on a telephone and on a desk, in the light and in the dark."""

import pytest
from playwright.sync_api import expect

from phongtrao.web.models import Work
from phongtrao.web.work import advance, finish, start_work
from tests.browser import DESK, PHONE, dress, faults, misfits, sign_in, too_wide

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.web.urls"),
    pytest.mark.django_db(transaction=True),
]
LOOKS = [(size, theme) for size in (PHONE, DESK) for theme in ("light", "dark")]
PATHS = ["/mau/", "/mau/bang/?status=done&q=s", "/mau/bieu-mau/", "/mau/xoa/", "/khong-co/"]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_passes_axe_and_fits(page, live_server, thu, make_works, path):
    make_works(30, status=Work.Status.DONE)
    make_works(1, status=Work.Status.RUNNING)
    sign_in(page, live_server, thu)

    found = {}
    for size, theme in LOOKS:
        dress(page, size=size, theme=theme)
        page.goto(live_server.url + path)
        shown = page.evaluate("document.documentElement.dataset.bsTheme")
        found[size["width"], theme] = (faults(page), too_wide(page), shown)

    assert found == {(size["width"], theme): ([], False, theme) for size, theme in LOOKS}


def test_dialog_shows_the_page_of_the_link_and_can_be_left(page, live_server, thu):
    sign_in(page, live_server, thu)
    page.goto(f"{live_server.url}/mau/")

    page.get_by_role("link", name="Thu hồi").click()
    dialog = page.get_by_role("dialog", name="Thu hồi việc đã giao?")
    expect(dialog).to_contain_text("38 đơn vị sẽ không còn việc này")
    assert faults(page) == []

    dialog.get_by_role("link", name="Thôi, giữ nguyên").click()
    expect(dialog).to_be_hidden()


def test_sorting_swaps_the_table_alone_and_keeps_the_address(page, live_server, thu, make_works):
    make_works(3)
    sign_in(page, live_server, thu)
    page.goto(f"{live_server.url}/mau/bang/")
    page.evaluate("window.stayed = true")

    page.get_by_role("columnheader").get_by_role("link", name="Số lượt xong").click()
    expect(page).to_have_url(f"{live_server.url}/mau/bang/?sap-xep=done")
    page.get_by_role("columnheader").get_by_role("link", name="Số lượt xong").click()
    expect(page).to_have_url(f"{live_server.url}/mau/bang/?sap-xep=-done")

    expect(page.get_by_role("row").nth(1)).to_contain_text("Việc số 03")
    assert page.evaluate("window.stayed") is True
    expect(page.locator("#announce")).to_have_text("Có 3 dòng.")


def test_on_a_telephone_the_rows_come_first_and_conditions_open(page, live_server, thu, make_works):
    make_works(3)
    sign_in(page, live_server, thu)
    dress(page, size=PHONE, theme="light")
    page.goto(f"{live_server.url}/mau/bang/")
    order = page.get_by_label("Sắp xếp")
    expect(order).to_be_hidden()
    first = page.get_by_role("row").nth(1).bounding_box()

    page.get_by_label("Hiện bộ lọc và thứ tự").check()
    order.select_option(label="Việc, giảm dần")
    page.get_by_role("button", name="Lọc, xếp lại").click()

    expect(page.get_by_role("row").nth(1)).to_contain_text("Việc số 03")
    expect(order).to_be_hidden()
    assert first["y"] < PHONE["height"]
    assert faults(page) == []


def test_ticking_the_head_ticks_the_page(page, live_server, thu, make_works):
    make_works(3)
    sign_in(page, live_server, thu)
    page.goto(f"{live_server.url}/mau/bang/")

    page.get_by_label("Chọn mọi dòng của trang").check()
    page.get_by_label("Chọn Việc số 02").uncheck()
    expect(page.locator(".bulk-count")).to_have_text("Đã chọn 2 dòng")
    page.get_by_role("button", name="Đôn đốc").click()

    expect(page.locator("body")).to_have_text("Việc số 01, Việc số 03")


def test_long_work_is_followed_without_reloading(page, live_server, thu):
    work = start_work("Giao 40 việc cho 300 trường", by=thu, total=300)
    sign_in(page, live_server, thu)
    page.goto(f"{live_server.url}/viec/{work.pk}/")
    expect(page.locator("#work")).to_contain_text("Đang chờ")

    advance(work, 150)
    expect(page.locator("#work")).to_contain_text("Đã xong 150 trong 300.")
    finish(work, result_url="/mau/", message="Đã giao 12.000 lượt việc.")

    expect(page.get_by_role("link", name="Xem kết quả")).to_be_visible()
    assert faults(page) == []


def test_theme_is_remembered(page, live_server, thu):
    sign_in(page, live_server, thu)
    page.emulate_media(color_scheme="light")
    page.goto(f"{live_server.url}/mau/")

    page.locator(".head-end details summary").last.click()
    page.get_by_role("button", name="Nền tối").click()
    page.reload()

    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"


def test_pages_work_without_javascript(browser, live_server, thu, make_works):
    make_works(2)
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    sign_in(page, live_server, thu)

    page.goto(f"{live_server.url}/mau/bang/")
    page.get_by_label("Tìm trong tên việc").fill("02")
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(page.get_by_role("row")).to_have_count(3)  # head, row, total
    page.locator(".nav-menu summary").click()
    entries = page.get_by_role("navigation", name="Điều hướng chính").get_by_role("link")
    expect(entries).to_have_count(2)
    context.close()


def test_a_table_wider_than_its_box_moves_inside_it_and_one_that_fits_keeps_its_head(
    page, live_server, thu, make_works
):
    make_works(3)
    sign_in(page, live_server, thu)
    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}/mau/bang/")
    box = page.locator(".table-scroll")
    expect(box).to_have_class("table-scroll fits")
    assert box.locator("th").first.evaluate("cell => getComputedStyle(cell).position") == "sticky"

    page.locator("tbody .cell").last.evaluate("cell => { cell.style.minWidth = '120rem'; }")

    expect(box).to_have_class("table-scroll")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert not too_wide(page)
    assert faults(page) == []


def test_a_number_without_a_space_does_not_push_the_table_out(page, live_server, thu, make_works):
    [work] = make_works(1)
    work.title = "123456789/QĐ-UBND-" + "SGDĐT" * 40
    work.save()
    sign_in(page, live_server, thu)

    page.goto(f"{live_server.url}/mau/bang/")

    assert misfits(page) == []
