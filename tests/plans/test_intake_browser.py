"""The review with a script: marking both ways, the keyboard, the source as a sheet on a phone; axe."""

import pytest
from playwright.sync_api import expect

from phongtrao.plans.models import IntakeFact
from tests.browser import DESK, PHONE, faults, sign_in, too_wide
from tests.plans.intake_work import PLAN, make_fact, make_intake, read_in, task_value

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
S = IntakeFact.State


def source(count: int) -> list[dict]:
    block = {"kind": "line", "page": None, "cells": []}
    return [block | {"number": n, "text": f"Dòng chữ số {n}", "line": n} for n in range(count)]


@pytest.fixture
def intake(so, an):
    """Three tasks: on the first screen, further down, and in another piece of the source."""
    intake = make_intake(so, an, blocks=source(300))
    for place, first in enumerate((2, 60, 250)):
        value = task_value(f"Việc số {place}")
        make_fact(intake, value=value, first_block=first, last_block=first + 1)
    return intake


@pytest.fixture
def opened(page, live_server, an, intake):
    def open_at(size, query="?muc=tasks"):
        sign_in(page, live_server, an)
        page.set_viewport_size(size)
        page.goto(f"{live_server.url}/tiep-nhan/{intake.pk}/{query}")
        return page

    return open_at


def marked(page) -> list[str]:
    return page.locator(".source .marked").evaluate_all("all => all.map(one => one.id)")


def chosen(page) -> str:
    return page.locator(".draft.is-chosen .draft-title").inner_text()


def test_choosing_marks_the_passage_and_the_other_way_round(opened):
    page = opened(DESK)

    page.get_by_role("link", name="Việc số 1").click()
    by_draft = marked(page)
    page.locator("#b2").click()

    assert by_draft == ["b60", "b61"]
    assert (chosen(page), marked(page)) == ("Việc số 0", ["b2", "b3"])


def test_a_passage_in_another_piece_is_fetched(opened):
    page = opened(DESK)

    page.get_by_role("link", name="Việc số 2").click()
    page.locator("#b250.marked").wait_for()

    assert marked(page) == ["b250", "b251"]


def test_a_plan_is_reviewed_from_the_keyboard(opened, intake):
    page = opened(DESK)

    page.keyboard.press("Enter")
    page.locator(".review-left", has_text="Còn 2 mục").wait_for()
    page.keyboard.press("x")
    page.locator(".review-left", has_text="Còn 1 mục").wait_for()
    page.keyboard.press("ArrowUp")
    at = chosen(page)
    page.keyboard.press("e")
    page.get_by_role("heading", name="Sửa mục – Nhiệm vụ").wait_for()

    states = list(intake.facts.order_by("position").values_list("state", flat=True))
    assert states == [S.CONFIRMED, S.DROPPED, S.PENDING]
    assert at == "Việc số 0"


@pytest.fixture
def doubtful(intake):
    """Twelve doubtful tasks on two pages of the list, the least certain first."""
    for place in range(12):
        value = task_value(f"Việc ngờ {place}")
        more = {"first_block": 100 + place, "last_block": 100 + place}
        make_fact(intake, value=value, confidence=0.2 + place / 100, doubt="Hãy xem.", **more)
    return intake


def expect_one(page, place: int) -> None:
    """The chosen card, the focus, what is in sight and the marked passage are the same item."""
    card = page.locator(".draft.is-chosen")
    expect(card.locator(".draft-title")).to_have_text(f"Việc ngờ {place}")
    expect(card).to_have_count(1)
    expect(card).to_be_focused()
    expect(card).to_be_in_viewport()
    expect(page.locator(".source .marked")).to_have_id(f"b{100 + place}")
    expect(page.locator(f"#b{100 + place}")).to_be_in_viewport()


def test_every_key_leaves_one_item_chosen_in_sight_and_marked(opened, doubtful):
    page = opened(DESK, "?muc=can-xem")
    page.locator(".draft.is-chosen").focus()

    for key, place in (("n", 1), ("n", 2), ("j", 3), ("k", 2), ("n", 3), ("Enter", 4), ("x", 5), ("n", 6)):  # fmt: skip
        page.keyboard.press(key)
        expect_one(page, place)

    states = doubtful.facts.exclude(state=S.PENDING).order_by("position")
    assert [(f.value["text"], f.state) for f in states] == [
        ("Việc ngờ 3", S.CONFIRMED),
        ("Việc ngờ 4", S.DROPPED),
    ]


def test_behind_the_last_doubtful_of_a_page_comes_the_next_page(opened, doubtful):
    page = opened(DESK, "?muc=can-xem")

    for place in (*range(1, 12), 0):
        page.keyboard.press("n")
        expect_one(page, place)


def test_what_was_dropped_is_taken_back_beside_the_next(opened, doubtful):
    page = opened(DESK, "?muc=can-xem")

    page.keyboard.press("x")
    expect_one(page, 1)
    page.locator(".undo", has_text="Đã bỏ “Việc ngờ 0”.").get_by_role("button").click()

    expect_one(page, 0)
    assert not doubtful.facts.filter(state=S.DROPPED).exists()


def test_keys_can_be_turned_off(opened, intake):
    page = opened(DESK)

    page.keyboard.press("?")
    page.get_by_label("Tắt phím tắt trên máy này").check()
    page.keyboard.press("x")
    page.reload()
    page.keyboard.press("x")

    expect(page.get_by_text("Còn 3 mục chưa soát")).to_be_visible()


def test_on_a_phone_the_source_lies_over_the_drafts(opened):
    page = opened(PHONE)
    source = page.locator("#source")
    expect(source).to_be_hidden()

    page.get_by_role("link", name="Việc số 1").click()
    expect(page.locator("#b60")).to_be_visible()
    page.get_by_role("link", name="Đóng").click()

    expect(source).to_be_hidden()


def test_a_card_is_short_on_a_phone_until_it_is_opened(opened):
    page = opened(PHONE)
    card = page.locator(".draft").first
    before = card.get_by_text("Cơ quan chủ trì").is_visible()

    card.get_by_text("Xem thêm").click()
    opened_now = card.get_by_text("Cơ quan chủ trì").is_visible()
    card.locator(".menu summary").click()

    box = card.locator(".menu-body").bounding_box()
    assert (before, opened_now) == (False, True)
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]


def test_on_a_desk_a_card_shows_all(opened):
    page = opened(DESK)

    card = page.locator(".draft").first

    expect(card.get_by_text("Cơ quan chủ trì")).to_be_visible()
    expect(card.get_by_text("Xem thêm")).to_be_hidden()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_have_no_faults(page, live_server, so, an, size):
    duty = "Báo cáo kết quả về Sở Giáo dục và Đào tạo trước ngày 25 hằng tháng."
    text = PLAN.replace("- Xây dựng kế hoạch", f"- {duty}\n- Xây dựng kế hoạch")
    intake = read_in(so, an, text.replace("b) Phát huy", "b) 100% giáo viên phát huy"))
    fact = intake.facts.filter(section="contents").first()
    intake.facts.filter(pk=fact.pk).update(confidence=0.5, doubt="Hãy đối chiếu.")
    ready = make_intake(so, an)
    make_fact(ready, "document", {"title": "Thi đua"}, state=S.CONFIRMED)
    make_fact(ready, "document", {"issuing_unit": "UBND tỉnh Sông Ngân"}, state=S.CONFIRMED)
    sign_in(page, live_server, an)
    page.set_viewport_size(size)
    addresses = (
        "/tiep-nhan/",
        "/tiep-nhan/tep-moi/",
        f"/tiep-nhan/{intake.pk}/",
        f"/tiep-nhan/{intake.pk}/?muc=contents",
        f"/tiep-nhan/{intake.pk}/?muc=tasks",
        f"/tiep-nhan/{intake.pk}/?muc=reports_due",
        f"/tiep-nhan/muc/{fact.pk}/sua/",
        f"/tiep-nhan/muc/{fact.pk}/noi/",
        f"/tiep-nhan/{ready.pk}/",
        f"/tiep-nhan/{ready.pk}/ban-hanh/",
    )

    found = {}
    for address in addresses:
        page.goto(live_server.url + address)
        if wrong := faults(page) + ["too wide"] * too_wide(page):
            found[address] = wrong

    assert found == {}


def test_everything_works_without_javascript(browser, live_server, an, intake):
    page = browser.new_context(java_script_enabled=False, locale="vi-VN").new_page()
    sign_in(page, live_server, an)
    page.goto(f"{live_server.url}/tiep-nhan/{intake.pk}/?muc=tasks")

    page.locator(".draft").nth(0).get_by_role("button", name="Nhận").click()
    page.get_by_role("link", name="Việc số 1").click()
    expect(page.locator(".source .marked")).to_have_count(2)
    page.locator(".draft.is-chosen").get_by_role("button", name="Bỏ").click()

    states = list(intake.facts.order_by("position").values_list("state", flat=True))
    assert states == [S.CONFIRMED, S.DROPPED, S.PENDING]
    page.context.close()
