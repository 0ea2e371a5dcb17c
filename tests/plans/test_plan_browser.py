"""Movements, plans, tasks and the board in a real browser: axe, a phone's width, the suggestions."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from phongtrao.plans.models import Movement, Plan, TaskParty
from phongtrao.plans.services.movements import PhaseLine, create_movement
from tests.browser import DESK, PHONE, dress, faults, sign_in, too_wide
from tests.plans.work import make_assignment, make_plan, make_task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = (
    "Tổ chức các hội nghị, hội thảo, tọa đàm, chuyên đề về sản phẩm khoa học công nghệ, sản phẩm số, "
    "giải pháp số gắn với hoạt động giảng dạy, quản lý giáo dục trên địa bàn toàn tỉnh"
)


@pytest.fixture
def movement(so, an):
    made = Movement(owner=so, title="Thi đua đổi mới sáng tạo", starts_on=date(2024, 1, 1))
    phases = [PhaseLine("Giai đoạn 1", date(2024, 1, 1), date(2030, 5, 18), date(2030, 5, 18))]
    return create_movement(made, "Quản lý\n- Tuyên truyền", phases, by=an)


@pytest.fixture
def plan(so, movement, hoa_sen, binh_minh, thpt):
    made = make_plan(so, "Kế hoạch phát triển khoa học, công nghệ và chuyển đổi số năm 2026")
    made.movements.add(movement)
    yesterday = timezone.localdate() - timedelta(days=1)
    for number in range(1, 13):
        section = f"{'I' * (1 + number // 5)}. TUYÊN TRUYỀN, NÂNG CAO NHẬN THỨC"
        task = make_task(made, f"{LONG} lần {number}", section=section, ordinal=str(number))
        TaskParty.objects.create(task=task, role="lead", name="Văn phòng Sở")
        TaskParty.objects.create(task=task, role="coordinator", name="Các cơ sở giáo dục")
        make_assignment(task, hoa_sen, due_on=yesterday if number % 3 else None)
        make_assignment(task, thpt, done_on=yesterday, percent=100)
        if number % 2:
            make_assignment(task, binh_minh, status="accepted", percent=40)
    return made


@pytest.fixture
def draft(so):
    made = make_plan(so, "Bản thảo", status=Plan.Status.DRAFT)
    make_task(made, LONG, section="I. A", ordinal="1")
    return made


def addresses(movement, plan, draft):
    task, first = plan.tasks.first().pk, draft.tasks.first().pk
    chosen = f"?xem=1&tasks={task}&line=prof&kinds=school&mode=&named=on"
    return {
        "movement": reverse("plans:movement", args=[movement.pk]),
        "movement_edit": reverse("plans:movement_edit", args=[movement.pk]),
        "plans": reverse("plans:plan_list"),
        "plan": reverse("plans:plan", args=[plan.pk]),
        "draft": reverse("plans:plan", args=[draft.pk]),
        "publish": reverse("plans:plan_publish", args=[draft.pk]),
        "task": reverse("plans:task", args=[task]),
        "task_edit": reverse("plans:task_edit", args=[first]),
        "task_place": reverse("plans:task_place", args=[task]),
        "tasks_place": reverse("plans:tasks_place", args=[plan.pk]),
        "import": reverse("plans:task_import", args=[draft.pk]),
        "issue": reverse("plans:issue", args=[plan.pk]) + chosen,
        "board": reverse("plans:board", args=[plan.pk]),
        "communes": reverse("plans:board", args=[plan.pk]) + "?gop=on",
    }


@pytest.mark.parametrize(("size", "theme"), [(PHONE, "light"), (DESK, "dark")])
def test_pages_are_accessible_and_fit(page, live_server, an, movement, plan, draft, size, theme):
    sign_in(page, live_server, an)
    dress(page, size=size, theme=theme)
    found = {}

    for name, address in addresses(movement, plan, draft).items():
        page.goto(live_server.url + address)
        wide = ["too wide"] if too_wide(page) else []
        if said := faults(page) + wide:
            found[name] = said

    assert found == {}


def test_units_are_picked_from_suggestions(page, live_server, an, draft, hoa_sen):
    sign_in(page, live_server, an)
    page.goto(live_server.url + reverse("plans:task_new", args=[draft.pk]))

    page.locator("textarea[name=leads]").press_sequentially("hoa se")
    page.get_by_role("button", name="Trường THCS Hoa Sen").click()

    expect(page.locator("textarea[name=leads]")).to_have_value("Trường THCS Hoa Sen\n")


def test_a_phone_shows_the_board_as_cards(page, live_server, an, plan):
    sign_in(page, live_server, an)
    dress(page, size=PHONE, theme="light")

    page.goto(live_server.url + reverse("plans:board", args=[plan.pk]))

    expect(page.get_by_text("8 quá hạn").first).to_be_visible()
    expect(page.locator("table.board thead")).to_be_hidden()


def test_a_cell_says_why_when_pointed_at_and_when_walked_to(page, live_server, an, plan):
    sign_in(page, live_server, an)
    dress(page, size=DESK, theme="light")
    page.goto(live_server.url + reverse("plans:board", args=[plan.pk]))
    cells, box = page.locator(".board td[class]"), page.locator(".board-why")

    cells.first.hover()
    box.get_by_text("Quá hạn 1 ngày").wait_for()
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    cells.first.focus()
    page.keyboard.press("ArrowDown")
    box.get_by_text("Hoàn thành ngày").wait_for()
    page.keyboard.press("Enter")

    page.wait_for_url("**/viec-duoc-giao/*/")
    expect(page.locator("main")).to_contain_text("Trường THPT Sông Ngân")


def test_the_board_fills_its_box(page, live_server, an, plan):
    sign_in(page, live_server, an)
    dress(page, size=DESK, theme="light")

    page.goto(live_server.url + reverse("plans:board", args=[plan.pk]))

    widths = page.evaluate(
        "[document.querySelector('.board').offsetWidth,"
        " document.querySelector('.board-scroll').clientWidth]"
    )
    assert widths[0] >= widths[1]
