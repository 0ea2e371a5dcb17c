"""A paper from a blank page to 300 acknowledgements, with a return and a lost approval. Issue 3.

The office writes a letter from the template, the director returns it, the office mends it; after the
approval it is changed once more, so the approval is void and given again. It gets its number, goes to
the group that was planned on the draft, and one school acknowledges on a telephone, 299 by service.
"""

import pytest
from playwright.sync_api import Page, expect

from phongtrao.accounts.models import Role, User
from phongtrao.documents.models import Approval, Delivery, OfficialDocument
from phongtrao.documents.services.receiving import acknowledge
from phongtrao.documents.services.recipients import GroupData, add_group
from phongtrao.orgs.models import Grant, Unit
from tests.browser import DESK, PHONE, faults, sign_in, too_wide
from tests.factories import LONG_AGO

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCHOOLS = 299  # beside Hoa Sen
SILENT = 3  # of them, those that answer last
ABSTRACT = "nộp báo cáo thi đua đợt 1"
REASON = "Hạn nộp quá gấp, lùi đến ngày 20/12."
FIRST, MENDED, LATER = (
    f"Đề nghị các trường nộp báo cáo trước ngày {day}/12." for day in (10, 20, 22)
)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def heads(so, hoa_sen) -> list[User]:
    units = Unit.objects.bulk_create(
        Unit(
            kind=Unit.Kind.SCHOOL,
            level=Unit.Level.PRIMARY,
            opened_on=LONG_AGO,
            name=f"Trường Tiểu học số {n}",
            sort_key=f"truong tieu hoc {n:05}",
            search_text=f"truong tieu hoc so {n}",
            admin_path=f"{so.admin_path}x{n}/",
            prof_path=f"{so.prof_path}x{n}/",
        )
        for n in range(1, SCHOOLS + 1)
    )
    users = User.objects.bulk_create(
        User(username=f"hieutruong{unit.pk}", full_name=f"Hiệu trưởng {unit.pk}") for unit in units
    )
    days = Grant.objects.values_list("days", flat=True)[0]
    Grant.objects.bulk_create(
        Grant(user=user, role=Role.HEAD, unit=unit, days=days)
        for user, unit in zip(users, units, strict=True)
    )
    return users


def test_a_paper_goes_from_draft_to_300_acknowledgements_with_a_return_and_a_lost_approval(
    new_context, live_server, so, an, dung, binh, heads
):  # S0-55, S0-60, S0-61, S2-33, S4-24
    add_group(so, GroupData("Các trường", kinds=["school"]), by=an)
    office = open_page(new_context(), live_server, an, DESK)
    director = open_page(new_context(), live_server, dung, PHONE)
    school = open_page(new_context(), live_server, binh, PHONE)

    write(office, live_server)
    submit(office)
    send_back(director, live_server)
    mend(office, MENDED)
    submit(office)
    approve(director, live_server)
    change_after_approval(office)
    submit(office)
    approve(director, live_server)
    number(office)
    send(office)
    see_who_has_not(office, done=0, waiting=SCHOOLS + 1)

    open_and_acknowledge(school, live_server)
    answer(heads[SILENT:])
    see_who_has_not(office, done=SCHOOLS + 1 - SILENT, waiting=SILENT)
    remind(office)
    answer(heads[:SILENT])

    see_that_all_have(office)
    outcome = Approval.objects.order_by("pk").values_list("returned_at", "voided_at")
    assert [(bool(back), bool(void)) for back, void in outcome] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def open_page(context, live_server, user, size) -> Page:
    page = context.new_page()
    page.set_default_timeout(20_000)
    context.set_default_navigation_timeout(30_000)
    page.set_viewport_size(size)
    sign_in(page, live_server, user)
    return page


def looks_well(page: Page) -> None:
    assert faults(page) == []
    assert not too_wide(page), page.url


# ------------------------------------------------------------------ draft, return, approval


def write(office: Page, live_server) -> None:
    office.goto(f"{live_server.url}/van-ban/di/moi/")
    office.get_by_role("link", name="Công văn").click()
    expect(office.get_by_role("heading", name="Soạn theo mẫu")).to_be_visible()
    looks_well(office)
    office.get_by_label("Trích yếu").fill(ABSTRACT)
    office.get_by_label("Kính gửi").fill("Các trường")
    office.get_by_label("Nội dung").fill(FIRST)
    office.get_by_label("Các trường (để thực hiện)").check()
    office.get_by_label("Nơi nhận khác").fill("Ban TĐKT Thành phố (để b/c)\nLưu: VT, VP")
    office.get_by_role("button", name="Lập dự thảo").click()
    expect(office.locator(".recipient-block")).to_contain_text("- Như trên;")
    looks_well(office)


def submit(office: Page) -> None:
    office.locator("main").get_by_role("link", name="Trình ký", exact=True).first.click()
    expect(office.get_by_role("heading", name="Trình ký")).to_be_visible()
    office.get_by_role("button", name="Trình ký").click()
    expect(office.get_by_text("Đang chờ Phạm Quang Dũng đọc và duyệt.")).to_be_visible()


def open_to_sign(director: Page, live_server) -> None:
    director.goto(f"{live_server.url}/van-ban/trinh-ky/")
    director.get_by_role("link", name=ABSTRACT).first.click()
    expect(director.get_by_role("button", name="Duyệt ký")).to_be_visible()


def send_back(director: Page, live_server) -> None:
    open_to_sign(director, live_server)
    director.get_by_role("link", name="Trả lại").click()
    expect(director.get_by_role("heading", name="Trả lại văn bản")).to_be_visible()
    director.get_by_label("Lý do").fill(REASON)
    director.get_by_role("button", name="Trả lại").click()
    expect(director.get_by_text("Đã trả lại kèm lý do.")).to_be_visible()


def approve(director: Page, live_server) -> None:
    open_to_sign(director, live_server)
    looks_well(director)
    director.get_by_role("button", name="Duyệt ký").click()
    expect(director.get_by_text(f"Đã duyệt “{ABSTRACT}”.")).to_be_visible()


def mend(office: Page, text: str) -> None:
    office.reload()
    expect(office.get_by_text(REASON).first).to_be_visible()
    office.get_by_role("link", name="Sửa nội dung").first.click()
    rewrite(office, text)
    expect(office.get_by_text("Đã lưu.")).to_be_visible()


def change_after_approval(office: Page) -> None:
    """The approval is void, and everybody sees it."""
    office.reload()
    expect(office.get_by_text("Phạm Quang Dũng đã duyệt; chờ cấp số")).to_be_visible()
    office.locator("main summary.btn-icon").first.click()
    office.get_by_role("link", name="Sửa nội dung").first.click()
    expect(office.get_by_text("Lưu thay đổi thì phê duyệt mất hiệu lực")).to_be_visible()
    rewrite(office, LATER)
    expect(office.get_by_role("heading", name="Phê duyệt đã mất hiệu lực")).to_be_visible()
    looks_well(office)


def rewrite(office: Page, text: str) -> None:
    expect(office.get_by_role("heading", name="Sửa nội dung")).to_be_visible()
    office.get_by_label("Nội dung").fill(text)
    office.get_by_role("button", name="Lưu thành bản mới").click()


# ------------------------------------------------------------------ number, sending


def number(office: Page) -> None:
    office.reload()
    office.get_by_role("link", name="Cấp số, ban hành").first.click()
    expect(office.get_by_label("Ngày ban hành")).to_be_visible()
    office.locator("main button[type=submit]").first.click()
    expect(office.get_by_text("Đã ban hành, chưa gửi tới nơi nhận nào.")).to_be_visible()
    looks_well(office)
    office.get_by_role("link", name="So với bản đã duyệt").click()
    expect(office.get_by_role("heading", name="Khác bản đã duyệt ở 2 đoạn")).to_be_visible()
    looks_well(office)
    office.go_back()


def send(office: Page) -> None:
    """What was planned on the draft is filled in; the name outside is asked about."""
    office.get_by_role("link", name="Gửi văn bản tới nơi nhận").click()
    expect(office.get_by_label("Các trường")).to_have_value("carry_out")
    office.get_by_role("button", name="Xem trước").click()
    expect(office.locator(".send-numbers")).to_contain_text(
        "300 nơi nhận mới: 300 đơn vị, 0 người, 0 nơi ngoài hệ thống."
    )
    expect(office.get_by_text("1 tên chưa nhận ra: Ban TĐKT Thành phố.")).to_be_visible()
    expect(office.locator(".recipient-block")).to_contain_text("- Lưu: VT, VP.")
    looks_well(office)
    office.get_by_role("button", name="Gửi tới 300 nơi nhận").click()
    expect(office.get_by_text("Chưa gửi. Hãy đánh dấu")).to_be_visible()
    office.get_by_label("Không tìm thấy đơn vị tên “Ban TĐKT Thành phố”").check()
    office.get_by_role("button", name="Gửi tới 300 nơi nhận").click()
    expect(office.get_by_role("heading", name="Nơi nhận")).to_be_visible()


def open_and_acknowledge(school: Page, live_server) -> None:
    school.goto(live_server.url)
    school.get_by_role("link", name="Mở và xác nhận").click()
    expect(school.locator(".paper-text")).to_contain_text(LATER)  # read before it is acknowledged
    looks_well(school)
    school.get_by_role("button", name="Xác nhận đã nhận").click()
    expect(school.get_by_text("Trần Văn Bình xác nhận lúc")).to_be_visible()
    looks_well(school)
    school.get_by_role("link", name="Mở trong sổ văn bản đến").click()
    expect(school.locator(".definitions")).to_contain_text("Số đến")
    looks_well(school)


def answer(heads: list[User]) -> None:
    at = dict(Grant.objects.filter(user__in=heads).values_list("unit", "user"))
    users = {user.pk: user for user in heads}
    for delivery in Delivery.objects.filter(unit__in=at).select_related("unit"):
        acknowledge(delivery, by=users[at[delivery.unit_id]])


def deliveries(office: Page, query: str = "") -> None:
    pk = OfficialDocument.objects.get().pk
    office.goto(f"{origin(office)}/van-ban/{pk}/noi-nhan/{query}")


def origin(page: Page) -> str:
    return "/".join(page.url.split("/")[:3])


def see_who_has_not(office: Page, *, done: int, waiting: int) -> None:
    deliveries(office)
    expect(office.locator("main")).to_contain_text(f"{done} trong {done + waiting} nơi đã xác nhận")
    expect(office.locator("main")).to_contain_text(f"còn {waiting} nơi chưa xác nhận.")
    looks_well(office)


def remind(office: Page) -> None:
    deliveries(office, "?tinh_trang=chua-xac-nhan")
    expect(office.locator("tbody tr")).to_have_count(SILENT)
    office.get_by_role("link", name="Đôn đốc nơi chưa xác nhận").click()
    office.get_by_role("button", name=f"Đôn đốc {SILENT} nơi nhận").click()
    expect(office.get_by_text(f"Đã đôn đốc {SILENT} nơi nhận.")).to_be_visible()


def see_that_all_have(office: Page) -> None:
    deliveries(office)
    expect(office.locator("main")).to_contain_text("300 trong 300 nơi đã xác nhận")
    deliveries(office, "?tinh_trang=chua-xac-nhan")
    expect(office.locator("tbody tr")).to_have_count(0)
