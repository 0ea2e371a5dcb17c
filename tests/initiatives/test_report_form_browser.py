"""An office makes its own form of report, a round uses it, an author meets it and it prints, in a browser. S0-34"""

import io

import pytest
from docx import Document
from playwright.sync_api import expect

from phongtrao.documents.models import Form
from phongtrao.initiatives.catalogue import add_missing
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.services.rounds import open_round
from phongtrao.initiatives.services.writing import start_initiative
from tests.browser import DESK, PHONE
from tests.initiatives.made import TODAY, make_worker
from tests.initiatives.test_story import Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Báo cáo của Sở"
LONG = (
    "Điều kiện cần thiết để đồng nghiệp ở các điểm trường lẻ, lớp ghép và trường phổ thông dân tộc "
    "bán trú áp dụng được giải pháp trong cả năm học"
)


@pytest.fixture
def shipped(transactional_db) -> Form:
    add_missing()
    return Form.objects.get(key="initiative_report", owner=None)


def test_from_a_form_of_ones_own_to_the_printed_report(
    page, live_server, shipped, so, hoa_sen, an, giang
):
    stage = Stage(page, live_server)
    make_worker(giang, hoa_sen)

    copied(stage, shipped, an)
    changed(stage)
    issued(stage)
    round_ = used_by_a_round(stage, so, an)
    written = met_by_an_author(stage, round_, hoa_sen, giang)

    with stage.page.expect_download() as loading:
        stage.page.evaluate(f"location.href = '/sang-kien/{written.pk}/ban-in/bao-cao/?tai=docx'")
    lines = [one.text for one in Document(io.BytesIO(loading.value.path().read_bytes())).paragraphs]
    assert ("5.1. Đặt vấn đề" in lines, f"5.1.1. {LONG}" in lines) == (True, True)
    assert "Có mạng là đủ." in lines


def copied(stage, shipped, an) -> None:
    stage.enter(an, "/sang-kien/dot-xet/")
    stage.follow("Mẫu báo cáo")
    stage.looks_right()
    stage.follow(shipped.title)
    stage.looks_right()
    stage.follow("Tạo mẫu riêng từ mẫu này")
    stage.page.get_by_label("Tên mẫu").fill(TITLE)
    stage.press("Tạo và sửa các ô")
    stage.reads("Đã tạo mẫu riêng")


def changed(stage) -> None:
    """A heading and a box come, another goes, the new box goes up below the heading."""
    row = stage.page.locator("#dong-8")
    row.get_by_label("Tên ô").fill(LONG)
    row.get_by_label("Thứ tự").fill("15")
    heading = stage.page.locator("#dong-9")
    heading.get_by_label("Tên ô").fill("Đặt vấn đề")
    heading.get_by_label("Loại").select_option("file")
    expect(heading.locator(".field-may_be_secret")).to_be_hidden()
    heading.get_by_label("Loại").select_option("section")
    heading.get_by_label("Thứ tự").fill("5")
    stage.page.locator("#dong-7").get_by_label("Bỏ dòng này").check()
    stage.press("Lưu và thêm dòng")
    stage.reads("Đã lưu bản nháp")
    stage.page.get_by_role("button", name=f"Lên {LONG}").click()
    expect(stage.page.locator("#dong-1 legend")).to_have_text(LONG)
    stage.looks_right()
    stage.page.set_viewport_size(PHONE)
    stage.looks_right()
    stage.page.set_viewport_size(DESK)
    stage.press("Lưu bản nháp và xem trước")


def issued(stage) -> None:
    stage.reads("ban hành rồi đợt xét mới chọn được")
    stage.looks_right()
    stage.follow("Ban hành mẫu")
    stage.looks_right()
    stage.press("Ban hành mẫu")
    stage.reads("Đã ban hành phiên bản 1")


def used_by_a_round(stage, so, an) -> InitiativeRound:
    stage.enter(an, "/sang-kien/dot-xet/moi/")
    stage.page.get_by_label("Tên đợt xét").fill("Đợt xét theo mẫu riêng")
    for name in ("opens_on", "closes_on"):
        stage.page.locator(f"#id_{name}").fill(f"{TODAY:%d/%m/%Y}")
    stage.page.locator("#id_report").select_option(label=f"{TITLE} · phiên bản 1 · {so}")
    stage.press("Lưu đợt xét")
    stage.reads(f"{TITLE}, phiên bản 1")
    return open_round(InitiativeRound.objects.get(), by=an)


def met_by_an_author(stage, round_, hoa_sen, giang) -> Initiative:
    written = start_initiative(round_, hoa_sen, "Chấm bài bằng điện thoại", by=giang)
    stage.enter(giang, f"/sang-kien/{written.pk}/viet/")
    stage.reads("Đặt vấn đề")
    stage.page.get_by_label(LONG).fill("Có mạng là đủ.")
    stage.press("Lưu")
    stage.reads("Đã lưu")
    stage.looks_right()
    return written
