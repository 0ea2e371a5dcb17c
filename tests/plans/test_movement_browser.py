"""A movement in a real browser: from its draft through launch and units' answers to the interim review."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from phongtrao.plans.models import Movement, Phase
from phongtrao.plans.services.movements import create_movement, move_movement
from tests.browser import DESK, PHONE, dress, faults, sign_in, too_wide
from tests.factories import make_movement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
S = Movement.Status


def press(page, name):
    with page.expect_navigation():  # who goes on at once would break off the answer
        page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def make_draft(so, an):
    """A movement with two stages, each with the day of its review."""
    draft = Movement(owner=so, title="Thi đua đổi mới sáng tạo", starts_on=date(2026, 1, 1))
    create_movement(draft, "Tuyên truyền\nSáng kiến", by=an)
    Phase.objects.create(
        movement=draft,
        name="Giai đoạn 1",
        starts_on=date(2026, 1, 1),
        ends_on=date(2030, 12, 31),
        review_on=date(2027, 5, 18),
    )
    Phase.objects.create(
        movement=draft,
        name="Giai đoạn 2",
        starts_on=date(2028, 1, 1),
        ends_on=date(2030, 12, 31),
        review_on=date(2030, 12, 1),
    )
    return draft


def test_a_movement_goes_from_launch_to_its_interim_review(  # S0-15 to S0-17, S1-49, S1-82
    page, live_server, so, an, binh, lan, chi
):
    draft = make_draft(so, an)
    where = live_server.url + reverse("plans:movement", args=[draft.pk])
    due = timezone.localdate() + timedelta(days=30)

    sign_in(page, live_server, an)
    page.goto(where)
    follow(page, "Phát động")
    page.get_by_label("Hạn các đơn vị phát động").fill(f"{due:%d/%m/%Y}")
    press(page, "Phát động")
    sign_in(page, live_server, binh)
    page.goto(where)
    follow(page, "Phát động ở đơn vị")
    page.get_by_label("Số, ký hiệu văn bản phát động của đơn vị").fill("12/KH-THCSHS")
    press(page, "Phát động")
    sign_in(page, live_server, an)
    page.goto(where)
    follow(page, "Đơn vị chưa phát động")
    expect(page.locator("tbody")).to_contain_text("Trường Tiểu học Bình Minh")
    expect(page.locator("tbody")).not_to_contain_text("Trường THCS Hoa Sen")
    page.goto(where)
    follow(page, "Triển khai tiếp")
    press(page, "Triển khai tiếp")
    follow(page, "Ghi sơ kết")
    page.get_by_label("Kết quả, bài học cho giai đoạn sau").fill("Giao việc sớm hơn.")
    press(page, "Ghi sơ kết")

    draft.refresh_from_db()
    assert draft.status == S.INTERIM
    expect(page.locator(".story")).to_contain_text("Giao việc sớm hơn.")
    expect(page.locator("main")).to_contain_text("12/KH-THCSHS")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_of_a_movement_are_clean_and_fit(
    page, live_server, so, an, binh, hoa_sen, binh_minh, size
):
    movement = make_movement(
        so, goals="Đổi mới.", units_launch_by=date(2024, 12, 1), yearly_review="--12-15",
        starts_on=date(2024, 9, 1), ends_on=date(2030, 12, 31), launched_on=date(2024, 9, 20),
    )  # fmt: skip
    answer = Movement(
        owner=hoa_sen, title="Của trường", parent=movement, starts_on=date(2026, 1, 1)
    )
    move_movement(create_movement(answer, "", by=binh), S.LAUNCHED, by=binh)
    dress(page, size=size, theme="light")
    sign_in(page, live_server, an)

    for name, more in (
        ("movement", ""),
        ("movement_move", "?to=interim"),
        ("movement_units", ""),
        ("movement_urge", ""),
    ):
        page.goto(live_server.url + reverse(f"plans:{name}", args=[movement.pk]) + more)
        assert (name, faults(page), too_wide(page)) == (name, [], False)
        if folder := os.environ.get("SHOTS"):
            path = Path(folder) / f"{name}-{size['width']}.png"
            page.screenshot(path=path, full_page=True)
