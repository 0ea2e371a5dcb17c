"""The pages of accounts, units, history and notices as a browser and a screen reader meet them."""

import pytest
from playwright.sync_api import expect

from phongtrao.accounts.demo_signins import DEMO_SIGNINS, DemoSignIn
from phongtrao.audit.services import record
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Grant, Unit
from phongtrao.orgs.services import UnitFacts, edit_unit
from tests.browser import DESK, PHONE, faults, sign_in, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADMINISTRATION = [
    "/don-vi/",
    "/don-vi/{unit}/",
    "/don-vi/{unit}/sua/",
    "/don-vi/{unit}/nguoi/",
    "/don-vi/{unit}/nguoi/moi/",
    "/don-vi/{unit}/phan-quyen/",
    "/don-vi/{unit}/phan-quyen/moi/",
    "/don-vi/phan-quyen/{grant}/",
    "/don-vi/moi/",
    "/don-vi/nguoi/",
    "/tai-khoan/",
    "/tai-khoan/moi/",
    "/tai-khoan/{user}/",
    "/tai-khoan/{user}/khoa/",
    "/tai-khoan/cua-toi/",
    "/tai-khoan/mat-khau/doi/",
    "/tai-khoan/hai-buoc/",
    "/thong-bao/",
    "/thong-bao/thu/",
    "/nhat-ky/",
    "/nhat-ky/orgs.unit/{unit}/",
    "/tai-khoan/xac-nhan/",
]


@pytest.fixture
def addresses(hoa, binh, hoa_sen):
    """Pages with something on them."""
    edit_unit(hoa_sen, UnitFacts("Hoa Sen", "H99.1", "lower", Unit.Area.RURAL), by=hoa)
    record(hoa_sen, "orgs.unit_edited", by=hoa)
    notify([hoa], "Trường THCS Hoa Sen vừa nộp báo cáo tiến độ.", key="x", url="/viec/")
    place = {"unit": hoa_sen.pk, "user": binh.pk, "grant": Grant.objects.get(user=binh).pk}
    return [address.format(**place) for address in ADMINISTRATION]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
def test_pages_of_administration_have_no_faults(page, live_server, hoa, addresses, size):
    page.set_viewport_size(size)
    sign_in(page, live_server, hoa)

    found = []
    for address in addresses:
        page.goto(f"{live_server.url}{address}")
        found += [f"{address} {fault}" for fault in faults(page)]
        if too_wide(page):
            found.append(f"{address} scrolls sideways")

    assert found == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
def test_sign_in_pages_have_no_faults(page, live_server, binh, settings, monkeypatch, size):
    settings.DEMO = True
    monkeypatch.setitem(DEMO_SIGNINS, "binh", DemoSignIn("binh", "Trần Văn Bình", "Hiệu trưởng"))
    page.set_viewport_size(size)

    found = []
    for address in ("dang-nhap/", "mat-khau/quen/", "mat-khau/quen/da-gui/"):
        page.goto(f"{live_server.url}/tai-khoan/{address}")
        found += [f"{address} {fault}" for fault in faults(page)]

    assert found == []


def test_history_comes_into_the_page_when_it_is_seen(page, live_server, hoa, addresses, hoa_sen):
    sign_in(page, live_server, hoa)

    page.goto(f"{live_server.url}/don-vi/{hoa_sen.pk}/")
    page.locator(".history").scroll_into_view_if_needed()
    page.wait_for_selector("#history-lines .timeline-list")

    expect(page.locator("#history-lines")).to_contain_text("Sửa thông tin đơn vị")


def test_a_demo_person_signs_in_with_one_click(page, live_server, binh, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setitem(DEMO_SIGNINS, "binh", DemoSignIn("binh", "Trần Văn Bình", "Hiệu trưởng"))

    page.goto(f"{live_server.url}/tai-khoan/dang-nhap/?next=/thong-bao/")
    page.get_by_role("button", name="Trần Văn Bình").click()

    page.wait_for_url(f"{live_server.url}/")
