"""A form on a connection that breaks: nothing typed is lost, and nothing is recorded twice."""

import re

import pytest
from playwright.sync_api import expect

from phongtrao.base.models import FormKey
from phongtrao.web.models import Work
from tests.browser import PHONE, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.web.urls"),
    pytest.mark.django_db(transaction=True),
]
OFFLINE = "Mất kết nối. Nội dung vẫn được giữ; bấm Gửi lại khi có mạng."
DRAFTS = "Object.keys(localStorage).filter(name => name.startsWith('phongtrao.draft.')).length"


@pytest.fixture
def form(page, live_server, thu):
    """The report form, opened by Thu on her telephone."""
    page.set_viewport_size(PHONE)
    sign_in(page, live_server, thu)
    page.goto(f"{live_server.url}/mau/bieu-mau/")
    return page


def fill(page) -> None:
    page.get_by_label("Tên báo cáo").fill("Báo cáo tháng 10")
    page.get_by_label("Tỷ lệ hoàn thành").fill("97,5")
    page.get_by_label("Việc đã làm").fill("Đã tập huấn 38 giáo viên.\nĐã mở 2 câu lạc bộ.")
    page.get_by_label("Báo cáo quý").check()


def send(page) -> None:
    page.get_by_role("button", name="Nộp báo cáo").click()


def note(page):
    return page.locator(".draft-note")


def test_the_button_stays_in_its_place_when_saving_is_said(form):
    button = form.get_by_role("button", name="Nộp báo cáo")
    before = button.bounding_box()

    form.get_by_label("Tên báo cáo").fill("Báo cáo tháng 10")
    expect(note(form)).to_have_text(re.compile(r"^Đã lưu trên máy lúc \d\d:\d\d$"))

    assert button.bounding_box() == before


def test_connection_breaks_in_the_middle_of_a_form(form, live_server):
    fill(form)
    form.context.set_offline(True)

    send(form)
    expect(note(form)).to_contain_text(OFFLINE)
    assert Work.objects.count() == 0

    form.context.set_offline(False)
    form.get_by_role("button", name="Gửi lại").click()
    expect(form.get_by_role("heading", name="Báo cáo tháng 10")).to_be_visible()
    expect(form.get_by_text("Đã nộp báo cáo.")).to_be_visible()
    assert list(Work.objects.values_list("title", flat=True)) == ["Báo cáo tháng 10"]
    assert form.evaluate(DRAFTS) == 0


def test_answer_lost_on_the_way_back_makes_one_record(form, live_server):
    fill(form)

    def lose_the_answer(route):
        route.fetch()  # the server does the work …
        route.abort()  # … and nobody hears of it

    form.route("**/mau/bieu-mau/", lose_the_answer, times=1)
    send(form)
    expect(note(form)).to_contain_text(OFFLINE)
    assert Work.objects.count() == 1

    form.get_by_role("button", name="Gửi lại").click()
    expect(form.get_by_role("heading", name="Báo cáo tháng 10")).to_be_visible()
    assert Work.objects.count() == 1
    assert FormKey.objects.count() == 1


def test_draft_comes_back_after_the_page_was_closed(form, live_server):
    fill(form)
    form.get_by_label("Minh chứng").set_input_files(
        {"name": "anh-tap-huan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    expect(note(form)).to_have_text(re.compile(r"^Đã lưu trên máy lúc \d\d:\d\d$"))
    # The note may speak of the save before this one: wait for the file's name itself.
    form.wait_for_function(
        "Object.values(localStorage).some(kept => kept.includes('anh-tap-huan.pdf'))"
    )
    form.close(run_before_unload=False)

    again = form.context.new_page()
    again.goto(f"{live_server.url}/mau/bieu-mau/")

    expect(note(again)).to_contain_text("Đã lấy lại bản nháp lưu lúc")
    expect(note(again)).to_contain_text("hãy chọn lại: anh-tap-huan.pdf")
    expect(again.get_by_label("Tên báo cáo")).to_have_value("Báo cáo tháng 10")
    expect(again.get_by_label("Báo cáo quý")).to_be_checked()

    again.get_by_role("button", name="Bỏ bản nháp").click()
    expect(again.get_by_label("Tên báo cáo")).to_have_value("")
    assert again.evaluate(DRAFTS) == 0


def test_errors_are_shown_in_place_and_the_file_stays(form):
    form.get_by_label("Tên báo cáo").fill("Báo cáo")
    form.get_by_label("Minh chứng").set_input_files(
        {"name": "anh.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )

    send(form)

    summary = form.locator(".error-summary")
    expect(summary).to_contain_text("Việc đã làm: Hãy điền mục này.")
    expect(summary).to_be_focused()
    assert form.get_by_label("Minh chứng").evaluate("field => field.files[0].name") == "anh.pdf"
    expect(form.get_by_label("Tên báo cáo")).to_have_value("Báo cáo")


def test_signing_out_leaves_no_draft(form):
    fill(form)
    expect(note(form)).to_contain_text("Đã lưu trên máy")

    form.locator(".head-end details summary").last.click()
    form.get_by_role("button", name="Đăng xuất").click()
    form.wait_for_url("**/tai-khoan/**")

    assert form.evaluate(DRAFTS) == 0


def test_draft_of_somebody_else_is_not_shown_and_is_swept(form, live_server, minh):
    fill(form)
    expect(note(form)).to_contain_text("Đã lưu trên máy")

    sign_in(form, live_server, minh)
    form.goto(f"{live_server.url}/mau/bieu-mau/")

    expect(form.get_by_label("Tên báo cáo")).to_have_value("")
    assert form.evaluate(DRAFTS) == 0


def test_session_that_ran_out_keeps_the_draft(form, live_server):
    fill(form)
    form.context.clear_cookies(name="sessionid")

    send(form)
    form.wait_for_url("**/tai-khoan/login/**")

    assert form.evaluate(DRAFTS) == 1


def test_double_click_makes_one_record(form):
    fill(form)

    form.get_by_role("button", name="Nộp báo cáo").dblclick()

    expect(form.get_by_role("heading", name="Báo cáo tháng 10")).to_be_visible()
    assert Work.objects.count() == 1
