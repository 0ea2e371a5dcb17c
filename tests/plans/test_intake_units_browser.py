"""Names that mean something else today, on the card: a press says it; axe, narrow and wide."""

from datetime import date

import pytest
from playwright.sync_api import expect

from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise
from phongtrao.plans.models import Intake
from tests.browser import DESK, PHONE, faults, sign_in, too_wide
from tests.plans.intake_work import make_fact, make_intake, task_value

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_a_press_says_which_unit_is_meant(page, live_server, so, an, hoa_sen, binh_minh, size):
    step = Merge((hoa_sen.pk,), binh_minh.pk)
    reorganise(Order("Sáp nhập trường", date(2025, 7, 1), (step,), "12/QĐ-UBND"), by=None)
    intake = make_intake(so, an)
    others = ["Các trường THPT", "Trường Tiểu học Bình Min"]
    make_fact(intake, value=task_value(coordinating_units=others))
    sign_in(page, live_server, an)
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/tiep-nhan/{intake.pk}/?muc=tasks")
    found = faults(page), too_wide(page)

    page.get_by_role("button", name="Là Trường Tiểu học Bình Minh").first.click()

    expect(page.get_by_role("button", name="Bỏ xác nhận")).to_be_visible()
    assert found == ([], False)
    assert Intake.objects.get().meant_units == {"Trường THCS Hoa Sen": binh_minh.pk}
