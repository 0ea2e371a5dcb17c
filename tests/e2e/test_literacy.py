"""From a bank of questions to a certificate anybody can check, as four people do it. Issue 8, S1-34 S1-61

The Sở takes a framework in, writes questions and opens a test; a teacher takes it on a telephone; the
school's head confirms it by a decision and has certificates made; somebody outside checks the code.
"""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from phongtrao.accounts.models import Role
from phongtrao.demo.load import load_province
from phongtrao.documents.certificate_seals import code_of
from phongtrao.documents.models import Certificate
from phongtrao.lib.sheets import SheetContent, write_workbook
from phongtrao.literacy.models import Attempt, Completion
from phongtrao.literacy.sheets import QUESTION_COLUMNS
from tests.browser import PHONE, faults
from tests.documents.outgoing import make_issued
from tests.e2e.test_main_job import enter, fits, go, press
from tests.factories import give

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BANK, QUIZ = "Kỹ năng số của nhà giáo", "Tự kiểm tra kỹ năng số"
RIGHT = "Phương án nên chọn"


def test_from_a_bank_of_questions_to_a_certificate(new_context, live_server, tmp_path):
    province = load_province("school", seed=1)
    school, head_user = province.places["lower"], province.people["daumoi"]
    give(head_user, Role.HEAD, school)
    decision = make_issued(school, head_user, head_user, kind="QD")
    office = enter(new_context(), live_server, "vanphong")
    teacher = enter(new_context(), live_server, "giaovien", size=PHONE)
    head = enter(new_context(), live_server, "daumoi")

    write_bank(office, tmp_path)
    open_test(office)
    take_test(teacher)
    confirm(head, decision.number)
    certify(head)
    check(new_context().new_page(), live_server)

    assert Completion.objects.get().status == "confirmed"


def write_bank(office: Page, folder) -> None:
    go(office, "/hoc-so/khung/")
    press(office, "Nạp khung Khung kỹ năng số phổ cập")
    go(office, "/hoc-so/cau-hoi/")
    press(office, "Lập ngân hàng")
    office.get_by_label("Tên ngân hàng câu hỏi").fill(BANK)
    office.get_by_label("Khung kỹ năng").select_option(index=1)
    press(office, "Lập", exact=True)
    office.get_by_role("link", name=BANK).first.click()
    press(office, "Thêm câu hỏi")
    office.get_by_label("Câu hỏi", exact=False).first.wait_for()
    office.locator("[name=text]").fill("Nhận được đường dẫn lạ thì làm gì?")
    office.locator("[name=option_1]").fill("Bấm xem thử")
    office.locator("[name=option_2]").fill(RIGHT)
    press(office, "Thêm câu hỏi", exact=True)
    expect(office.get_by_text("chưa có phương án đúng").first).to_be_visible()
    office.locator("[name=right_2]").check()
    press(office, "Thêm câu hỏi", exact=True)
    expect(office.get_by_text("1 câu đang dùng")).to_be_visible()
    import_more(office, folder)


def import_more(office: Page, folder) -> None:
    blank = [""] * 6
    rows = [
        [
            "Một đáp án",
            f"Câu hỏi thứ {n}?",
            "Không nên",
            RIGHT,
            *blank,
            "B",
            f"Giải thích {n}.",
            "0.1",
        ]
        for n in range(2, 6)
    ]
    file = folder / "cau-hoi.xlsx"
    file.write_bytes(write_workbook([SheetContent("Câu hỏi", QUESTION_COLUMNS, rows)], title=""))
    go(office, re.sub(r"^https?://[^/]+", "", office.url).split("?")[0] + "nhap/")
    office.locator("input[type=file]").set_input_files(file)
    press(office, "Xem trước")
    expect(office.get_by_text("Tệp có 4 câu hỏi.")).to_be_visible()
    press(office, "Nhập", exact=True)
    expect(office.get_by_text("5 câu đang dùng")).to_be_visible()
    assert faults(office) == []


def open_test(office: Page) -> None:
    office.get_by_role("link", name="Lập bài tự kiểm tra").last.click()
    office.get_by_label("Tên bài kiểm tra").fill(QUIZ)
    office.get_by_label("Dành cho").select_option(index=1)
    office.get_by_label("Số câu").fill("5")
    press(office, "Lập", exact=True)
    press(office, "Mở bài")
    expect(office.get_by_text("Đang mở")).to_be_visible()


def take_test(teacher: Page) -> None:
    """One question at a time; what is chosen is kept at once; a reload loses nothing."""
    go(teacher, "/hoc-so/")
    fits(teacher)
    press(teacher, "Bắt đầu làm")
    for number in range(1, 6):
        expect(teacher.get_by_role("heading", name=f"Câu {number} trong 5")).to_be_visible()
        teacher.get_by_label(RIGHT).check()
        expect(teacher.get_by_text(f"Đã lưu {number} trong 5 câu.")).to_be_visible()
        if number == 1:
            fits(teacher)
            assert faults(teacher) == []
            teacher.reload()
            expect(teacher.get_by_label(RIGHT)).to_be_checked()
        press(teacher, "Lưu")
    expect(teacher.get_by_text("đã trả lời mọi câu")).to_be_visible()
    press(teacher, "Nộp bài")
    expect(teacher.get_by_role("heading", name="Đạt: 100%")).to_be_visible()
    expect(teacher.get_by_text("Giải thích 2.")).to_be_visible()
    fits(teacher)
    assert faults(teacher) == []
    assert Attempt.objects.get().passed


def confirm(head: Page, number: str) -> None:
    go(head, "/hoc-so/ket-qua/")
    expect(head.get_by_text("1 kết quả chờ bạn xác nhận")).to_be_visible()
    head.locator("tbody tr", has_text="Vũ Thị Giang").locator("input[type=checkbox]").check()
    press(head, "Xác nhận")
    expect(head.get_by_text("1 kết quả sẽ được xác nhận.")).to_be_visible()
    document = head.get_by_label("Theo văn bản")
    document.select_option(label=head.locator("option", has_text=number).first.inner_text())
    press(head, "Xác nhận", exact=True)
    expect(head.get_by_text("Đã xác nhận 1 kết quả.")).to_be_visible()


def certify(head: Page) -> None:
    head.get_by_role("link", name="Vũ Thị Giang").first.click()
    press(head, "Cấp giấy chứng nhận")
    press(head, "Cấp số và in")
    head.get_by_label("Ngày cấp").fill(f"{timezone.localdate():%d/%m/%Y}")
    head.locator("main form button[type=submit]").last.click()
    expect(head.get_by_text(re.compile(r"1/\d{4}/GCN-KNS")).first).to_be_visible()


def check(page: Page, live_server) -> None:
    """Somebody without an account, from the code on the paper."""
    code = code_of(Certificate.objects.get())
    page.goto(f"{live_server.url}/chung-nhan/kiem-tra/{code}/")
    expect(page.get_by_text("Vũ Thị Giang")).to_be_visible()
    expect(page.get_by_text("có giá trị đến hết ngày")).to_be_visible()
