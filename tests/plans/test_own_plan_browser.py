"""S0-53, S1-82, S2-04 in a real browser: the office asks, a school drafts, both hold the plans together."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from phongtrao.plans.models import Plan
from phongtrao.plans.services.plans import publish_plan
from tests.browser import DESK, PHONE, dress, faults, sign_in, too_wide
from tests.factories import make_movement
from tests.plans.upper import give, issued_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def above(so, an, hoa_sen, binh_minh):
    plan = issued_plan(so, make_movement(so), by=an, tasks=8)
    first, second, *_rest = plan.tasks.order_by("position")
    for task, unit in ((first, hoa_sen), (second, hoa_sen), (first, binh_minh)):
        give(task, unit)
    return plan


def test_from_the_offices_call_to_the_plan_of_a_school(live_server, page, above, an, binh, hoa_sen):
    sign_in(page, live_server, an)
    page.goto(live_server.url + reverse("plans:own_plan_call", args=[above.pk]))
    page.get_by_label("Ban hành trước ngày").fill("01/12/2099")
    page.get_by_role("button", name="Yêu cầu").click()
    expect(page.get_by_role("cell", name="Chưa soạn")).to_have_count(2)

    sign_in(page, live_server, binh)
    page.goto(live_server.url + reverse("plans:owed_plans"))
    page.get_by_role("link", name=above.title).click()
    expect(page.get_by_role("heading", name="Soạn kế hoạch của đơn vị")).to_be_visible()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(4)
    page.get_by_role("button", name="Lập bản thảo").click()
    expect(page.get_by_role("heading", name="Chỉ tiêu")).to_be_visible()
    own = Plan.objects.get(owner=hoa_sen)
    publish_plan(own, by=binh)

    sign_in(page, live_server, an)
    page.goto(live_server.url + reverse("plans:own_plans", args=[above.pk]))
    expect(page.get_by_role("cell", name="Đã ban hành")).to_have_count(1)
    page.goto(live_server.url + reverse("plans:coverage_units", args=[above.pk]))
    page.get_by_role("link", name=hoa_sen.name).click()
    expect(page.get_by_role("heading", name="Đối chiếu với kế hoạch cấp trên")).to_be_visible()
    expect(page.get_by_role("cell", name="Đã nhận")).to_have_count(2)


@pytest.mark.parametrize(("size", "theme"), [(DESK, "dark"), (PHONE, "light")])
def test_the_pages_are_fit_to_be_read(live_server, page, size, theme, above, an, binh, hoa_sen):
    own = Plan.objects.create(
        title="Của trường", owner=hoa_sen, parent=above, starts_on=above.starts_on
    )
    own.tasks.create(text=above.tasks.first().text, position=1)
    dress(page, size=size, theme=theme)
    asked = {
        an: ["own_plans", "own_plan_call", "own_plans_urge", "coverage", "coverage_units"],
        binh: ["own_plan_new"],
    }
    for who, names in asked.items():
        sign_in(page, live_server, who)
        urls = [reverse(f"plans:{name}", args=[above.pk]) for name in names]
        if who == binh:
            urls += [reverse("plans:origins", args=[own.pk]), reverse("plans:owed_plans")]
        for url in urls:
            page.goto(live_server.url + url)
            assert (url, faults(page), too_wide(page)) == (url, [], False)
