"""The whole story of an initiative, told by eight people in a browser. S0-29 S0-34

Giang writes with Tuyết; An of the Sở checks and brings; of the council of seven Bàn is tied, Góp writes an opinion,
the others vote secretly; An applies the decision.
"""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from phongtrao.accounts.models import Role
from phongtrao.councils.catalogue import add_missing as add_council_rules
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.services.bringing import Judging, set_judging
from tests.factories import give, make_user
from tests.initiatives.judged import make_court
from tests.initiatives.made import WORDS, make_worker
from tests.initiatives.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Chấm bài trắc nghiệm bằng điện thoại"
VOTERS = ("chu", "pho", "doc", "xet", "thu")


@pytest.fixture
def court(transactional_db, so, thpt, hoa_sen, an, giang):
    add_council_rules()
    make_worker(giang, hoa_sen)
    court = make_court(so, thpt, hoa_sen, an)
    set_judging(court.round, Judging(), by=an)  # the council is chosen in the story
    return court


@pytest.fixture
def people(an, dung, chi, giang, hoa_sen, province):
    """Those outside the council, by name; Tuyết is the co-author, Tỉnh the office of the province."""
    tuyet, tinh = make_user("Lý Ánh Tuyết", "tuyet"), make_user("Lưu Thị Tỉnh", "tinh")
    make_worker(tuyet, hoa_sen)
    give(tinh, Role.OFFICE, province)
    return {"an": an, "dung": dung, "chi": chi, "giang": giang, "tuyet": tuyet, "tinh": tinh}


def test_from_the_first_word_to_another_school(page, live_server, court, people):
    stage = Stage(page, live_server)
    an, giang, tuyet = people["an"], people["giang"], people["tuyet"]

    initiative = write(stage, court, giang)
    share(stage, initiative, giang, tuyet)
    hand_in(stage, initiative, giang)
    check_and_bring(stage, court, initiative, an)
    initiative.refresh_from_db()
    read_and_ask(stage, court, initiative, giang)
    sitting = call(stage, court, an)
    halves = open_secret_vote(stage, sitting, an)
    cast(stage, court, sitting)
    count_and_apply(stage, sitting, an, halves)

    stage.enter(tuyet, f"/sang-kien/{initiative.pk}/")
    stage.reads("Được công nhận")
    initiative.refresh_from_db()
    creation = initiative.creation
    widen(stage, creation, people["tinh"])
    certify(stage, creation, an, people["dung"], giang)
    adopt(stage, creation, people["chi"])

    shares = creation.shares.values_list("person__full_name", "share")
    assert list(shares) == [("Vũ Thị Giang", 60), ("Lý Ánh Tuyết", 40)]
    scopes = creation.scopes.order_by("pk").values_list("scope", flat=True)
    assert list(scopes) == ["department", "province"]
    used = creation.adoptions.values_list("unit__name", "status")
    assert list(used) == [("Trường Tiểu học Bình Minh", "used")]


def write(stage, court, giang) -> Initiative:
    stage.enter(giang, f"/sang-kien/viet/{court.round.pk}/")
    stage.page.get_by_label("Tên sáng kiến").fill(TITLE)
    stage.page.locator("main form button[type=submit]").first.click()
    stage.reads("Đã mở bản viết")
    used = timezone.localdate() - timedelta(days=90)
    for name, value in WORDS.items():
        stage.page.locator(f"#id_{name}").fill(value)
    stage.page.locator("#id_solution").select_option("working")
    stage.page.locator("#id_first_use").select_option("first")
    stage.page.locator("#id_first_used_on").fill(f"{used:%d/%m/%Y}")
    figures = {"ten": "Thời gian chấm một lớp", "dv": "phút", "truoc": "120", "sau": "15"}
    for name, value in figures.items():
        stage.page.locator(f"#id_sl0_{name}").fill(value)
    stage.press("Lưu")
    stage.reads("Đã lưu")
    return Initiative.objects.get()


def share(stage, initiative, giang, tuyet) -> None:
    stage.enter(giang, f"/sang-kien/{initiative.pk}/tac-gia/?q=tuyet")
    stage.follow("Chọn Lý Ánh Tuyết")
    stage.page.get_by_label("Tỷ lệ của Vũ Thị Giang (%)").fill("60")
    stage.page.get_by_label("Tỷ lệ của Lý Ánh Tuyết (%)").fill("40")
    stage.press("Ghi tỷ lệ và mời xác nhận")
    stage.reads("Đã ghi tác giả")
    stage.enter(tuyet, f"/sang-kien/{initiative.pk}/ty-le/")
    stage.press("Tôi đồng ý tỷ lệ này")
    expect(stage.page.get_by_role("button", name="Tôi đồng ý tỷ lệ này")).to_have_count(0)


def hand_in(stage, initiative, giang) -> None:
    stage.enter(giang, f"/sang-kien/{initiative.pk}/nop/")
    stage.press("Nộp sáng kiến")
    stage.reads("Nơi tổ chức đã nhận")


def check_and_bring(stage, court, initiative, an) -> None:
    stage.enter(an, f"/sang-kien/{initiative.pk}/kiem-tra/")
    stage.page.get_by_label("Đơn có chữ ký của tất cả tác giả").check()
    stage.press("Hợp lệ")
    stage.reads("Đã xác nhận hồ sơ hợp lệ")
    at = f"/sang-kien/dot-xet/{court.round.pk}/"
    stage.enter(an, f"{at}cach-xet/")
    stage.looks_right()
    stage.page.get_by_role("combobox", name="Hội đồng").select_option(label=str(court.council))
    stage.press("Lưu cách xét")
    stage.reads("Đã lưu cách xét")
    stage.enter(an, f"{at}ra-hoi-dong/")
    stage.reads("Lã Văn Bàn: tránh 1 hồ sơ")
    stage.looks_right()
    stage.press("Đưa ra hội đồng")
    stage.reads("Đã đưa 1 sáng kiến ra hội đồng")


def read_and_ask(stage, court, initiative, giang) -> None:
    """A reviewer reads and asks, an author answers; for the tied member there is nothing."""
    at = f"/sang-kien/ho-so-xet/{initiative.case_id}/"
    stage.enter(court.users["doc"], at)
    stage.reads("Điều chưa có minh chứng")
    stage.looks_right()
    stage.follow("Hỏi tác giả")
    stage.page.get_by_label("Câu hỏi cho tác giả").fill("Đo ở mấy lớp?")
    stage.press("Gửi câu hỏi")
    stage.reads("Đã gửi câu hỏi")
    stage.enter(giang, f"/sang-kien/{initiative.pk}/")
    stage.follow("Trả lời")
    stage.page.get_by_label("Câu trả lời").fill("Hai lớp, mười tuần.")
    stage.press("Gửi trả lời")
    stage.reads("Đã ghi câu trả lời")
    assert stage.enter(court.users["ban"], at) == 404


def call(stage, court, an) -> str:
    """The sitting is called and opened; Góp is absent and writes. Returns its address."""
    stage.enter(an, f"/hoi-dong/{court.council.pk}/phien-hop/moi/")
    stage.page.get_by_label("Ngày họp").fill(f"{timezone.localdate():%d/%m/%Y}")
    stage.page.get_by_label("Giờ họp").fill("08:00")
    stage.page.locator("main form button[type=submit]").first.click()
    stage.reads("Đã lên lịch")
    at = re.sub(r"^https?://[^/]+", "", stage.page.url)
    stage.press("Khai mạc")
    row = stage.page.get_by_role("group", name="Thân Thị Góp")
    row.get_by_text("Gửi ý kiến bằng văn bản").click()
    stage.press("Ghi điểm danh")
    expect(stage.page.get_by_role("link", name="Mở biểu quyết").first).to_be_visible()
    return at


def open_secret_vote(stage, sitting: str, an) -> list[str]:
    stage.enter(an, f"{sitting}bieu-quyet/")
    stage.page.get_by_label("Bỏ phiếu kín trên hệ thống").check()
    for teller in ("Khổng Văn Đọc", "Cù Thị Xét"):
        stage.page.get_by_label(teller).check()
    stage.press("Mở biểu quyết")
    halves = stage.page.locator(".half-letters")
    expect(halves).to_have_count(2)
    return [words.strip() for words in halves.all_text_contents()]


def cast(stage, court, sitting: str) -> None:
    for name in (*VOTERS, "gop"):
        stage.enter(court.users[name], f"{sitting}bo-phieu/")
        stage.page.get_by_label("Công nhận", exact=True).check()
        stage.press("Bỏ phiếu")
        stage.reads("Không còn nội dung nào chờ phiếu của bạn.")


def count_and_apply(stage, sitting: str, an, halves: list[str]) -> None:
    stage.enter(an, f"{sitting}kiem-phieu/")
    for field, half in zip(("#id_first", "#id_second"), halves, strict=True):
        stage.page.locator(field).fill(half)
    stage.press("Kiểm phiếu")
    stage.follow("Áp dụng 1 kết quả")
    stage.page.get_by_label("Gõ “áp dụng” để xác nhận").fill("áp dụng")
    stage.page.locator("#confirm button[type=submit]").click()
    stage.reads("Đã áp dụng kết quả của 1 hồ sơ.")


def widen(stage, creation, tinh) -> None:
    """The province writes down what it decided about effect and scope."""
    stage.enter(tinh, f"/kho-sang-kien/{creation.pk}/pham-vi/?pham_vi=province")
    stage.page.get_by_label("Cơ quan ban hành").select_option(label="UBND tỉnh Sông Ngân")
    stage.page.get_by_label("Số, ký hiệu quyết định").fill("77/QĐ-UBND")
    stage.page.get_by_label("Ngày quyết định").fill(f"{timezone.localdate():%d/%m/%Y}")
    stage.press("Ghi công nhận")
    stage.reads("77/QĐ-UBND")


def certify(stage, creation, an, dung, giang) -> None:
    """The office drafts the decision and has it signed and numbered; the author finds the own certificate."""
    draft_decision(stage, an)
    sign(stage, dung)
    number_it(stage, creation, an)
    issue_certificates(stage, an)
    find_own(stage, giang)


def draft_decision(stage, an) -> None:
    stage.enter(an, "/cong-nhan/quyet-dinh/")
    stage.reads("1 danh sách chờ ra quyết định.")
    stage.follow("Lập quyết định")
    stage.reads("Phụ lục in 1 công trình")
    stage.press("Lập dự thảo")
    stage.reads("Đã lập dự thảo quyết định.")
    stage.looks_right()
    stage.follow("Đọc, trình ký, cấp số")
    stage.follow("Trình ký")
    signer = stage.page.get_by_label("Người ký")
    signer.select_option(label=signer.locator("option", has_text="Phạm Quang Dũng").inner_text())
    stage.press("Trình ký")
    stage.reads("Đã trình Phạm Quang Dũng ký.")


def sign(stage, dung) -> None:
    stage.enter(dung, "/van-ban/trinh-ky/")
    stage.follow("sáng kiến")
    stage.reads(TITLE)  # the annex is read before it is signed
    stage.press("Duyệt ký")
    stage.reads("Đã duyệt “")


def number_it(stage, creation, an) -> None:
    """With the number the decision is in force: the library shows it."""
    stage.enter(an, "/van-ban/di/")
    stage.follow("sáng kiến")
    stage.follow("Cấp số, ban hành")
    stage.press("Cấp số và ban hành")
    stage.reads("Đã cấp số và ban hành Quyết định 16/QĐ-SGDĐTSN.")
    stage.enter(an, f"/kho-sang-kien/{creation.pk}/")
    stage.reads("16/QĐ-SGDĐTSN")


def issue_certificates(stage, an) -> None:
    stage.enter(an, "/cong-nhan/quyet-dinh/")
    stage.follow("sáng kiến")
    stage.press("Cấp giấy chứng nhận")
    stage.reads("2 giấy chờ cấp số.")
    stage.looks_right()
    stage.follow("Cấp số và in")
    stage.press("Cấp số và in")
    stage.reads("Đã cấp số.")


def find_own(stage, giang) -> None:
    """From the bell; anybody checks it without signing in."""
    stage.enter(giang, "/thong-bao/")
    stage.follow("Thầy cô có giấy chứng nhận mới.")
    stage.follow(TITLE)
    stage.reads("Có giá trị")
    stage.looks_right()
    check = stage.page.get_by_role("link", name="Trang kiểm tra công khai", include_hidden=True)
    address = urlsplit(check.get_attribute("href")).path
    stage.page.context.clear_cookies()
    stage.page.goto(f"{stage.server.url}{address}")
    stage.reads("Có giá trị")
    stage.reads("Vũ Thị Giang")


def adopt(stage, creation, chi) -> None:
    """The head of another school uses it and confirms with what effect."""
    stage.enter(chi, f"/kho-sang-kien/{creation.pk}/ap-dung/")
    stage.page.get_by_label("Áp dụng từ ngày").fill(f"{timezone.localdate():%d/%m/%Y}")
    stage.page.get_by_label("Hiệu quả tại đơn vị").fill("Chấm xong trong buổi.")
    stage.press("Ghi áp dụng")
    stage.reads("Thủ trưởng đơn vị xác nhận sau.")
    stage.enter(chi, f"/kho-sang-kien/ap-dung/{creation.adoptions.get().pk}/")
    stage.press("Xác nhận")
    stage.reads("Đã xác nhận; các tác giả được báo.")
