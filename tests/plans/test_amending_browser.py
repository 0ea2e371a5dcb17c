"""The story of a changed plan in a browser: amend, look at the difference, issue, a unit answers. S0-53."""

import pytest
from playwright.sync_api import expect

from phongtrao.plans.models import ChangeAnswer, Plan, Task
from tests.browser import PHONE, dress, faults, sign_in, too_wide
from tests.plans.amended import copy_of, make_running

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_amended_plan_reaches_the_unit_and_its_answer_the_office(
    page, live_server, an, binh, so, hoa_sen
):
    running = make_running(so, hoa_sen)

    sign_in(page, live_server, an)
    page.goto(f"{live_server.url}/ke-hoach/{running.plan.pk}/sua-doi/")
    page.get_by_role("button", name="Soạn bản sửa đổi").click()
    expect(page.get_by_text("Đã chép đủ nhiệm vụ")).to_be_visible()
    amendment = Plan.objects.get(amends=running.plan)
    Task.objects.filter(pk=copy_of(amendment, running.train).pk).update(timing_value="2030-07-15")
    copy_of(amendment, running.visit).delete()

    page.get_by_role("link", name="Đối chiếu thay đổi").first.click()
    expect(page.get_by_text("2 việc giữ nguyên, 1 việc đổi hạn, 1 việc kết thúc.")).to_be_visible()
    expect(page.locator("ins", has_text="15/07/2030")).to_be_visible()
    assert faults(page) == []

    page.goto(f"{live_server.url}/ke-hoach/{amendment.pk}/ban-hanh/")
    page.get_by_role("button", name="Ban hành").click()
    expect(page.get_by_text("Đã ban hành và áp dụng")).to_be_visible()

    sign_in(page, live_server, binh)
    dress(page, size=PHONE, theme="light")
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Xem thay đổi").click()
    expect(page.get_by_text("2 việc của đơn vị thay đổi")).to_be_visible()
    assert faults(page) == []
    assert not too_wide(page)
    page.get_by_role("button", name="Đã nắm").click()
    expect(page.get_by_text("Đã ghi: đơn vị đã nắm thay đổi.")).to_be_visible()
    assert ChangeAnswer.objects.get().status == ChangeAnswer.Status.KNOWN

    sign_in(page, live_server, an)
    page.goto(f"{live_server.url}/ke-hoach/{amendment.pk}/tra-loi/")
    expect(page.get_by_text("1 trên 1 đơn vị đã trả lời.")).to_be_visible()
    page.goto(f"{live_server.url}/ke-hoach/{running.plan.pk}/phien-ban/")
    expect(page.get_by_role("heading", name="Các phiên bản của kế hoạch")).to_be_visible()
    assert faults(page) == []
