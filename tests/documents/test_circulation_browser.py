"""One paper to 300 units: sent from the screen, acknowledged by one on a phone, the rest by service."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from phongtrao.accounts.models import Role, User
from phongtrao.documents.models import Delivery, DocumentKind
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.documents.services.receiving import acknowledge
from phongtrao.documents.services.recipients import GroupData, add_group
from phongtrao.orgs.models import Grant, Unit
from tests.browser import DESK, PHONE, faults, sign_in, too_wide
from tests.factories import LONG_AGO

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCHOOLS = 299  # beside Hoa Sen
SILENT = 3  # of them, those that never answer


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


@pytest.fixture
def paper(so, an):
    data = DocumentData(
        DocumentKind.PLAN,
        "Phát động phong trào thi đua “Đổi mới sáng tạo”",
        "05/KH-SGDĐT",
        date(2026, 1, 15),
        issuer=so,
    )
    return register_document(data, by=an)


def test_paper_to_300_units_is_acknowledged_and_the_table_shows_who_has_not(
    new_context, live_server, so, an, binh, paper, heads
):  # S0-55, S0-60
    add_group(so, GroupData("Các trường", kinds=["school"]), by=an)
    office = open_page(new_context(), live_server, an, DESK)
    send(office, live_server, paper)

    school = open_page(new_context(), live_server, binh, PHONE)
    open_and_acknowledge(school, live_server, paper)
    answer(heads[SILENT:])

    see_who_has_not(office, live_server, paper)


def open_page(context, live_server, user, size):
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.set_viewport_size(size)
    sign_in(page, live_server, user)
    return page


def send(office, live_server, paper) -> None:
    office.goto(f"{live_server.url}/van-ban/{paper.pk}/")
    office.get_by_role("link", name="Gửi tới nơi nhận").first.click()
    office.get_by_label("Các trường").select_option("carry_out")
    office.get_by_label("Thêm nơi nhận").fill("Ban TĐKT Thành phố (để b/c)\nLưu: VT, VP")
    office.get_by_role("button", name="Xem trước").click()
    expect(office.locator(".send-numbers")).to_contain_text(
        "303 nơi nhận mới: 300 đơn vị, 0 người, 3 nơi ngoài hệ thống."
    )
    expect(office.locator(".recipient-block")).to_contain_text("- Lưu: VT, VP.")
    assert faults(office) == []
    assert not too_wide(office)
    office.get_by_role("button", name="Gửi tới 303 nơi nhận").click()
    expect(office.locator("main")).to_contain_text("0 trong 300 nơi đã xác nhận")


def open_and_acknowledge(school, live_server, paper) -> None:
    school.goto(live_server.url)
    school.get_by_role("link", name="Mở và xác nhận").click()
    school.get_by_role("button", name="Xác nhận đã nhận").click()
    expect(school.get_by_text("Trần Văn Bình xác nhận lúc")).to_be_visible()
    assert faults(school) == []
    assert not too_wide(school)
    school.get_by_role("link", name="Mở trong sổ văn bản đến").click()
    expect(school.locator(".definitions")).to_contain_text(re.compile(r"Số đến\s*1 /"))
    assert faults(school) == []
    assert not too_wide(school)


def answer(heads: list[User]) -> None:
    at = dict(Grant.objects.filter(user__in=heads).values_list("unit", "user"))
    users = {user.pk: user for user in heads}
    for delivery in Delivery.objects.filter(unit__in=at).select_related("unit"):
        acknowledge(delivery, by=users[at[delivery.unit_id]])


def see_who_has_not(office, live_server, paper) -> None:
    office.goto(f"{live_server.url}/van-ban/{paper.pk}/noi-nhan/")
    expect(office.locator("main")).to_contain_text(
        f"{300 - SILENT} trong 300 nơi đã xác nhận, {300 - SILENT} nơi đã mở;"
        f" còn {SILENT} nơi chưa xác nhận."
    )
    assert faults(office) == []
    office.goto(f"{live_server.url}/van-ban/{paper.pk}/noi-nhan/?tinh_trang=chua-xac-nhan")
    expect(office.locator("tbody tr")).to_have_count(SILENT)
    office.get_by_role("link", name="Nhắc nơi chưa xác nhận").click()
    office.get_by_role("button", name=f"Nhắc {SILENT} nơi nhận").click()
    expect(office.get_by_text(f"Đã nhắc {SILENT} nơi nhận.")).to_be_visible()
