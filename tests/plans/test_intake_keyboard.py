"""A plan from its file to its publication with nothing but the keyboard; the page of the paper in a browser."""

import re

import pytest
from playwright.sync_api import expect

from phongtrao.documents.services import store_bytes
from phongtrao.plans.models import Intake, IntakeFact
from tests.browser import DESK, PHONE, faults, sign_in, too_wide
from tests.plans.intake_work import PLAN, make_fact, make_intake, run_jobs, task_value
from tests.plans.test_intake_images import LINES, two_pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
S = IntakeFact.State
HEAD = "Số: 05/KH-SGDĐT\nSông Ngân, ngày 10 tháng 01 năm 2026\n\nKẾ HOẠCH"
MOST_TABS = 120


def tab_to(page, selector: str) -> None:
    """Press Tab until what is asked for has the focus."""
    for _n in range(MOST_TABS):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


def test_a_plan_goes_from_file_to_publication_by_keyboard(page, live_server, so, an, tmp_path):
    file = tmp_path / "ke-hoach.txt"
    file.write_text(PLAN.replace("KẾ HOẠCH", HEAD, 1), encoding="utf-8")
    sign_in(page, live_server, an)
    page.goto(f"{live_server.url}/tiep-nhan/tep-moi/")

    tab_to(page, "input[type=file]")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(file)
    tab_to(page, ".form-actions button")
    page.keyboard.press("Enter")
    expect(page.locator("#reading")).to_be_visible()
    run_jobs()
    intake = Intake.objects.get()
    expect(page.locator("#review")).to_be_visible(timeout=20_000)
    for _n in range(intake.facts.count()):
        if not intake.facts.filter(state=S.PENDING).exists():
            break
        accept_chosen(page)
    page.reload()
    tab_to(page, ".review-left a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("ban-hanh"))
    tab_to(page, "[name=new_movement]")
    page.keyboard.type("Đổi mới sáng tạo")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/ke-hoach/\d+/"))

    intake.refresh_from_db()
    assert intake.status == Intake.Status.PUBLISHED


def accept_chosen(page) -> None:
    """Enter on the chosen card; where its section is done, on to the next one first."""
    if page.locator(".draft.draft-pending.is-chosen").count() == 0:
        tab_to(page, ".next-section a")
        page.keyboard.press("Enter")
        expect(page.locator(".draft.draft-pending.is-chosen")).to_be_visible()
        page.wait_for_load_state()
    card = page.locator(".draft.is-chosen").get_attribute("id")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{card}.draft-pending")).to_have_count(0)
    expect(page.locator("#drafts.htmx-request, form.htmx-request")).to_have_count(0)


@pytest.fixture
def printed(so, an) -> Intake:
    """A task on each of the two pages of a PDF."""
    blocks = [
        {"number": n, "kind": "line", "text": text, "page": number, "line": None, "cells": []}
        for n, (text, number) in enumerate([(LINES[0], 1), (LINES[1], 2)])
    ]
    intake = make_intake(so, an, blocks=blocks)
    intake.file = store_bytes(two_pages(), "ke-hoach.pdf", by=an)
    intake.save()
    for n in range(2):
        make_fact(intake, value=task_value(f"Việc số {n}"), first_block=n, last_block=n)
    return intake


def test_the_page_follows_what_is_chosen_by_key(page, live_server, an, printed):
    sign_in(page, live_server, an)
    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}/tiep-nhan/{printed.pk}/?muc=tasks")

    page.get_by_role("link", name="Xem ảnh trang").click()
    expect(page.get_by_role("heading", name="Trang 1/2")).to_be_visible()
    page.locator(".draft").first.focus()
    page.keyboard.press("j")

    expect(page.get_by_role("heading", name="Trang 2/2")).to_be_visible()
    expect(page.locator("rect.marked")).to_have_count(1)


def test_keys_are_not_taken_from_who_types(page, live_server, an, printed):
    sign_in(page, live_server, an)
    page.goto(f"{live_server.url}/tiep-nhan/{printed.pk}/?muc=tasks")

    page.keyboard.press("e")
    field = page.get_by_label("Nhiệm vụ, giải pháp")
    field.fill("")
    field.type("xếp jkn e?")

    expect(field).to_have_value("xếp jkn e?")
    assert set(printed.facts.values_list("state", flat=True)) == {S.PENDING}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_new_pages_have_no_faults(page, live_server, an, printed, size):
    printed.facts.filter(value__text="Việc số 0").update(confidence=0.5, doubt="Hãy đối chiếu.")
    sign_in(page, live_server, an)
    page.set_viewport_size(size)
    queries = (
        "?muc=tasks&anh=0#source",
        "?muc=tasks&anh=2&lon=1#source",
        "nhan-muc-chac/",
        "?muc=can-xem",
    )

    found = {}
    for query in queries:
        page.goto(f"{live_server.url}/tiep-nhan/{printed.pk}/{query}")
        if wrong := faults(page) + ["too wide"] * too_wide(page):
            found[query] = wrong

    assert found == {}
