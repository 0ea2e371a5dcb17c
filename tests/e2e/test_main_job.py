"""The main job from end to end, as three people do it in three browsers.

The office takes in a plan, reviews, publishes and gives it out; the focal person of a school, on a
telephone, accepts and reports; the office returns and accepts; the director approves the report.
"""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import BrowserContext, Locator, Page, expect

from phongtrao.demo.load import load_province
from phongtrao.lib.sheets import open_workbook
from tests.browser import DESK, PHONE, too_wide
from tests.documents.jobs import run_jobs
from tests.e2e.paper import NUMBER, TASKS, TITLE, YEAR, plan_docx

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOVEMENT = f"Thi đua đổi mới sáng tạo năm {YEAR}"
RESULT = "Lớp học sáng tạo số có biên bản nghiệm thu"  # what the office makes of “Lớp học”
DONE = "Đã mở lớp học sáng tạo số cho khối 6 và khối 7."
MENDED = "Đã mở lớp học sáng tạo số cho cả bốn khối, có biên bản kèm theo."
REASON = "Chưa nêu khối 8 và khối 9. Đề nghị bổ sung."


def test_plan_comes_in_work_is_tracked_and_a_report_goes_out(new_context, live_server, tmp_path):
    load_province("school", seed=1)
    office = enter(new_context(), live_server, "vanphong")
    school = enter(new_context(), live_server, "daumoi", size=PHONE)
    director = enter(new_context(), live_server, "giamdoc")

    take_in(office, tmp_path)
    review(office)
    publish(office)
    plan_url = office.url
    give_out(office)

    accept(school)
    report(school, tmp_path)
    send_back(office)
    mend(school)
    judge(office)

    see_on_board(office, plan_url)
    make_paper(office, plan_url)
    approve_and_read(director, tmp_path)
    carry_over_tasks(office, plan_url, tmp_path)


def enter(context: BrowserContext, live_server, who: str, size: dict[str, int] = DESK) -> Page:
    """Sign in as anybody would on the demo: with one click."""
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.set_viewport_size(size)
    context.set_default_navigation_timeout(30_000)
    page.goto(f"{live_server.url}/tai-khoan/dang-nhap/")
    page.locator(f"button[name=username][value={who}]").click()
    expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()
    return page


def go(page: Page, path: str) -> None:
    page.goto(re.sub(r"^(https?://[^/]+).*", r"\1", page.url) + path)


def press(page: Page | Locator, name: str, *, exact: bool = False) -> None:
    """The button or link of this name; Vietnamese names are long, so a beginning will do.

    The page a press leads to has arrived when this returns, so that what is looked for next is not
    found on the page that was left.
    """
    end = r"\s*$" if exact else ""
    pattern = re.compile(rf"^\s*{re.escape(name)}{end}")
    button, link = (page.get_by_role(role, name=pattern) for role in ("button", "link"))
    target = button.or_(link).first
    target.click()
    (page if isinstance(page, Page) else page.page).wait_for_load_state()


def open_menu(page: Page) -> None:
    page.locator("main summary.btn-icon").first.click()


# ------------------------------------------------------------------ 1–2: take in and review


def take_in(office: Page, folder: Path) -> None:
    path = folder / "ke-hoach.docx"
    path.write_bytes(plan_docx())
    press(office, "Tiếp nhận kế hoạch")
    press(office, "Tải kế hoạch lên")
    office.locator("input[type=file]").set_input_files(path)
    press(office, "Tải lên và đọc")
    expect(office.get_by_text("Đã nhận tệp và đang đọc.")).to_be_visible()

    assert "plans.read_intake" in run_jobs()
    office.reload()
    expect(office.get_by_role("heading", level=1)).to_contain_text(TITLE)


def review(office: Page) -> None:
    """The doubtful ones first, one edited, the rest section by section; nothing may be left."""
    accept_shown(office)
    open_section(office, "Nhiệm vụ")
    expect(office.locator(".draft-title")).to_have_text([text for text, *_ in TASKS])
    press(office.locator(".draft").first, "Sửa")
    office.get_by_label("Kết quả").first.fill(RESULT)
    press(office, "Lưu và nhận")
    expect(office.locator(".draft-list")).to_contain_text(RESULT)
    for section in sections_waiting(office):
        office.goto(section)
        accept_shown(office)
    expect(office.locator(".review-left")).to_contain_text("Đã soát hết.")


def open_section(office: Page, name: str) -> None:
    office.locator(".section-nav").get_by_role("link", name=re.compile(rf"^{name}")).click()
    expect(office.locator(".section-title")).to_have_text(name)


def sections_waiting(office: Page) -> list[str]:
    links = office.locator(".section-nav a", has=office.locator(".count"))
    return links.evaluate_all("links => links.map(link => link.href)")


def accept_shown(office: Page) -> None:
    """What is not doubtful at once, then the doubtful one by one; what is done has no such button."""
    sure = office.locator(".drafts-foot button", has_text="không nghi vấn")
    if sure.count():
        sure.click()
    expect(sure).to_have_count(0)
    single = office.locator(".draft-acts button[data-key=a]")
    for left in range(single.count(), 0, -1):
        expect(single).to_have_count(left)
        single.first.click()
    expect(single).to_have_count(0)


# ------------------------------------------------------------------ 3: publish and cascade


def publish(office: Page) -> None:
    press(office, "Ban hành…")
    expect(office.get_by_text(f"Ghi sổ văn bản số {NUMBER}")).to_be_visible()
    office.get_by_label("Thực hiện từ ngày").fill(f"01/12/{YEAR - 1}")
    office.get_by_label("Hoặc phát động phong trào mới").fill(MOVEMENT)
    press(office, "Ban hành", exact=True)
    expect(office.get_by_text("Đã ban hành kế hoạch.")).to_be_visible()
    expect(office.get_by_role("link", name=MOVEMENT).first).to_be_visible()
    expect(office.get_by_text(RESULT).first).to_be_visible()


def give_out(office: Page) -> None:
    press(office, "Giao nhiệm vụ")
    office.get_by_label("Trường", exact=True).check()
    office.get_by_label("Trung học cơ sở", exact=True).check()
    press(office, "Xem trước")
    expect(office.locator(".preview")).to_contain_text("3 nhiệm vụ × 6 đơn vị = 18 lượt đề nghị")
    press(office, "Đề nghị 18 lượt")
    expect(office.get_by_text("Đã đề nghị 18 lượt")).to_be_visible()


# ------------------------------------------------------------------ 4: the school, on a telephone


def accept(school: Page) -> None:
    go(school, "/")
    press(school, "Tiếp nhận")
    fits(school)
    school.get_by_role("link", name=TASKS[0][0]).first.click()
    fits(school)
    press(school, "Tiếp nhận", exact=True)
    expect(school.get_by_text("Đã tiếp nhận nhiệm vụ.")).to_be_visible()


def report(school: Page, folder: Path) -> None:
    press(school, "Báo cáo tiến độ")
    press(school, "Viết báo cáo")
    school.get_by_label("Tiến độ (%)").fill("50")
    school.get_by_label("Việc đã làm").fill(DONE)
    press(school, "Lưu bản nháp")
    expect(school.get_by_text("Đã lưu bản nháp.")).to_be_visible()
    path = folder / "bien-ban.docx"
    path.write_bytes(plan_docx("Biên bản nghiệm thu lớp học", "01/BB"))
    school.get_by_label("Tệp minh chứng").set_input_files(path)
    school.get_by_label("Tên minh chứng").fill("Biên bản nghiệm thu")
    press(school, "Đính kèm")
    expect(school.get_by_role("link", name="Biên bản nghiệm thu")).to_be_visible()
    fits(school)
    hand_in(school)


def hand_in(school: Page) -> None:
    press(school, "Nộp báo cáo")
    expect(school.get_by_text("Đã nộp báo cáo tiến độ.")).to_be_visible()


def mend(school: Page) -> None:
    go(school, "/")
    press(school, "Sửa và nộp lại")
    expect(school.get_by_text(f"Bị trả lại: {REASON}")).to_be_visible()
    if school.get_by_role("link", name="Viết tiếp").count():
        press(school, "Viết tiếp")
    school.get_by_label("Việc đã làm").fill(MENDED)
    hand_in(school)


def fits(page: Page) -> None:
    assert not too_wide(page), page.url


# ------------------------------------------------------------------ 4: the office judges


def open_waiting(office: Page) -> None:
    go(office, "/")
    press(office, "Báo cáo chờ duyệt")
    office.get_by_role("link", name="Trường THCS Hoa Sen").click()


def send_back(office: Page) -> None:
    open_waiting(office)
    expect(office.get_by_text(DONE)).to_be_visible()
    office.get_by_label("Lý do trả lại").fill(REASON)
    press(office, "Trả lại")
    expect(office.get_by_text("Đã trả lại báo cáo")).to_be_visible()


def judge(office: Page) -> None:
    open_waiting(office)
    expect(office.get_by_text(MENDED)).to_be_visible()
    with office.expect_download() as downloading:
        press(office, "Biên bản nghiệm thu")
    assert downloading.value.suggested_filename == "bien-ban.docx"
    press(office, "Duyệt")
    expect(office.get_by_text("Đã duyệt báo cáo")).to_be_visible()


# ------------------------------------------------------------------ 5: see


def see_on_board(office: Page, plan_url: str) -> None:
    office.goto(plan_url)
    press(office, "Bảng theo dõi")
    lines = office.locator(".board tbody tr")
    expect(lines).to_have_count(6)
    line = lines.filter(has_text="Trường THCS Hoa Sen")
    expect(line.locator("td")).to_have_text(["0/3", "Đúng hạn", "Chưa bắt đầu", "Chưa bắt đầu"])
    with office.expect_download() as downloading:
        press(office, "Tải Excel")
    rows = {row[0]: row[1:] for row in rows_of(Path(downloading.value.path()))}
    assert rows["Trường THCS Hoa Sen"] == ["Đúng hạn", "Chưa bắt đầu", "Chưa bắt đầu"]
    press(line, "Trường THCS Hoa Sen")
    expect(office.locator("tr", has_text=TASKS[0][0])).to_contain_text("50")


# ------------------------------------------------------------------ 6: print


def make_paper(office: Page, plan_url: str) -> None:
    office.goto(plan_url)
    open_menu(office)
    press(office, "Báo cáo tổng hợp")
    press(office, "Lập báo cáo Word")
    office.get_by_label("Ký hiệu").fill("BC-SGDĐT")
    office.get_by_label("Chức vụ người ký").fill("Giám đốc")
    press(office, "Lập báo cáo", exact=True)
    expect(office.get_by_text("Đang lập báo cáo.")).to_be_visible()
    assert "documents.render_paper" in run_jobs()
    # The page goes on by itself: whoever leaves it before is pulled back.
    expect(office.get_by_text("Đang lập báo cáo.")).to_have_count(0)


def approve_and_read(director: Page, folder: Path) -> None:
    go(director, "/")
    press(director, "Báo cáo", exact=True)
    director.get_by_role("link", name=re.compile("^Kết quả thực hiện")).first.click()
    press(director, "Duyệt bản này")
    expect(director.get_by_text("Đã duyệt phiên bản 1.")).to_be_visible()
    with director.expect_download() as downloading:
        press(director, "Tải văn bản Word")
    path = folder / "bao-cao.docx"
    downloading.value.save_as(path)
    # One of six schools stands at half: 50/6 is 8 %.
    assert paper_row(path, TASKS[0][0])[-2:] == ["0/6", "8%"]
    assert paper_row(path, TASKS[1][0])[-2:] == ["0/6", "0%"]


def carry_over_tasks(office: Page, plan_url: str, folder: Path) -> None:
    """The table of tasks goes out as Excel and comes back, unchanged, in another plan."""
    sheet = download_sheet(office, plan_url, folder / "nhiem-vu.xlsx")
    go(office, "/ke-hoach/soan/")
    office.get_by_label("Tên kế hoạch").fill(f"Đổi mới sáng tạo năm {YEAR + 1}")
    office.get_by_label("Từ ngày").fill(f"04/01/{YEAR + 1}")
    office.get_by_label(MOVEMENT).check()
    press(office, "Lưu", exact=True)
    expect(office.get_by_text("Đã lập bản thảo.")).to_be_visible()
    other_url = office.url
    open_menu(office)
    press(office, "Nhập nhiệm vụ từ Excel")
    office.locator("input[type=file]").set_input_files(sheet)
    press(office, "Xem trước")
    press(office, "Nhập", exact=True)
    expect(office.get_by_text("Đã nhập: thêm 3, giữ 0, bỏ 0 nhiệm vụ.")).to_be_visible()

    again = download_sheet(office, other_url, folder / "nhiem-vu-2.xlsx")
    assert task_rows(again) == task_rows(sheet)
    assert [row[1] for row in task_rows(sheet)] == [text for text, *_ in TASKS]


def download_sheet(office: Page, url: str, path: Path) -> Path:
    office.goto(url)
    open_menu(office)
    with office.expect_download() as downloading:
        press(office, "Tải bảng nhiệm vụ")
    downloading.value.save_as(path)
    return path


def rows_of(path: Path) -> list[list[object]]:
    book = open_workbook(path.read_bytes(), path.name)
    return [list(row) for row in book.rows()]


def task_rows(path: Path) -> list[list[object]]:
    """Rows of tasks: those that begin with a number."""
    return [row for row in rows_of(path) if str(row[0]).rstrip(".0").isdecimal()]


def paper_row(path: Path, text: str) -> list[str]:
    """The row of this task in the task table of the paper."""
    paper = Document(BytesIO(path.read_bytes()))
    rows = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    return next(row for row in rows if text in row)
