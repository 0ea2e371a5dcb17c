"""One task through each regime to acceptance, with a council of seven and shares fixed, in a browser. Issue 9

The focal person of a school proposes it and writes its people, money and shares; the Sở's office takes it from
stage to stage, writes the contract and brings it before the council; the council votes (its own pages have a
story of their own: tests/councils/test_sitting_browser.py).
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from phongtrao.councils.catalogue import add_missing as add_rules
from phongtrao.research.catalogue import add_missing as add_regimes
from phongtrao.research.models import ResearchTask
from tests.browser import faults, misfits, sign_in
from tests.e2e.test_main_job import go, press
from tests.research.deciding import decide, said
from tests.research.made import NEW, OLD, TODAY, judge_science

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Dạy đọc hiểu bằng kho ngữ liệu số"


@pytest.fixture
def shipped(transactional_db):
    """Real transactions empty the tables first: what is shipped is put back before anything is written."""
    add_rules()
    add_regimes()


@pytest.fixture
def seven(shipped, seven):
    judge_science(seven.council)
    return seven


@pytest.mark.parametrize(("day", "last"), [(OLD, "recognise"), (NEW, "results")])
def test_from_a_proposal_to_fixed_shares(
    day, last, seven, lan, lead, mate, an, new_context, live_server
):
    host, office = (new_context().new_page() for _ in range(2))
    for page, user in ((host, lan), (office, an)):
        sign_in(page, live_server, user)
        page.goto(f"{live_server.url}/nghien-cuu/")
    at = propose(host, day)
    add_people_and_money(host, at)

    while ResearchTask.objects.get().status != "approved":
        step(office, at)
    begin(office, at)
    step(office, at, "Chuyển sang nghiệm thu")
    assert look(office, at) == []
    share(host, at)
    while ResearchTask.objects.get().stage not in {"acceptance", "final"}:
        step(office, at)
    tick(office, at)
    press(office, "Đưa ra hội đồng")
    office.locator("[name=council]").select_option(label=seven.council.title)
    press(office, "Đưa ra hội đồng", exact=True)
    expect(office.get_by_text("Nhiệm vụ đang chờ hội đồng xét.")).to_be_visible()
    task = ResearchTask.objects.get()
    decide(seven, task.cases.get().case, **said("excellent"))

    go(host, at)
    expect(host.get_by_text("Đã nghiệm thu, đạt").first).to_be_visible()
    expect(host.get_by_text("Tỷ lệ đóng góp đã chốt khi nghiệm thu.")).to_be_visible()
    assert look(host, at) == []
    task.refresh_from_db()
    assert (task.stage, task.rating_label) == (last, "Xuất sắc")
    assert [one.share for one in task.creation.shares.all()] == [70, 30]


def look(page: Page, at: str) -> list[str]:
    go(page, at)
    return [*faults(page), *misfits(page)]


def propose(page: Page, day) -> str:
    press(page, "Đề xuất nhiệm vụ")
    page.get_by_label("Cơ quan quản lý").select_option(label="Sở Giáo dục và Đào tạo Sông Ngân")
    page.get_by_label("Mã số").fill("ĐT-01")
    page.get_by_label("Tên nhiệm vụ").fill(TITLE)
    page.get_by_label("Khoa học giáo dục").check()
    page.get_by_label("Đề xuất ngày").fill(f"{day:%d/%m/%Y}")
    press(page, "Đề xuất", exact=True)
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text("Còn thiếu:")).to_be_visible()
    return re.sub(r"^https?://[^/]+", "", page.url)


def add_people_and_money(page: Page, at: str) -> None:
    for name, role in (("Vũ Thị Giang", "Chủ nhiệm"), ("Đỗ Ngọc Lan", "Thành viên chính")):
        go(page, at)
        press(page, "Thêm người")
        page.get_by_label("Họ tên hoặc mã cán bộ").fill(name)
        page.get_by_label("Vai trò").select_option(label=role)
        press(page, "Thêm", exact=True)
    press(page, "Ghi kinh phí")
    page.get_by_label("Số tiền").fill("300.000.000")
    press(page, "Ghi", exact=True)
    expect(page.get_by_text("300.000.000").first).to_be_visible()


def tick(page: Page, at: str) -> None:
    go(page, at)
    for box in page.locator("input[name=item]").all():
        box.check()
    if page.locator("input[name=item]").count():
        press(page, "Lưu hồ sơ đã có")


def step(page: Page, at: str, label: str = "Xong bước này") -> None:
    tick(page, at)
    press(page, label)
    expect(page.get_by_text("Đã xong bước này")).to_be_visible()


def begin(page: Page, at: str) -> None:
    tick(page, at)
    press(page, "Ghi hợp đồng")
    page.locator("[name=number]").fill("12/HĐ-KHCN")
    page.get_by_label("Ký ngày").fill(f"{TODAY:%d/%m/%Y}")
    page.get_by_label("Các bên ký").fill("Sở Giáo dục và Đào tạo\nTrường THCS Hoa Sen")
    page.get_by_label("Thực hiện từ ngày").fill(f"{TODAY:%d/%m/%Y}")
    page.get_by_label("Đến hết ngày").fill(f"{TODAY + timedelta(days=500):%d/%m/%Y}")
    press(page, "Ghi hợp đồng", exact=True)
    expect(page.get_by_text("Đang thực hiện").first).to_be_visible()


def share(page: Page, at: str) -> None:
    """99,9 is refused, 100 is kept."""
    go(page, at)
    press(page, "Ghi tỷ lệ đóng góp")
    page.get_by_label("Vũ Thị Giang").fill("69,9")
    page.get_by_label("Đỗ Ngọc Lan").fill("30")
    press(page, "Ghi tỷ lệ", exact=True)
    expect(page.get_by_text("còn thiếu 0,1%").first).to_be_visible()
    page.get_by_label("Vũ Thị Giang").fill("70")
    press(page, "Ghi tỷ lệ", exact=True)
    expect(page.get_by_text("Đã ghi tỷ lệ đóng góp.")).to_be_visible()
