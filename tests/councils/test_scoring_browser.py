"""Scoring in a real browser: by the keyboard from sheet to sheet; nothing axe objects to, nothing too wide."""

import re

import pytest
from playwright.sync_api import expect

from phongtrao.councils.models import Rubric, ScoreSheet
from phongtrao.councils.services.rubrics import copy_rubric
from tests.browser import PHONE, faults, misfits, sign_in
from tests.councils.cast import make_case
from tests.councils.scored import GOOD, POOR, give_sheet, score

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_reviewer_goes_from_sheet_to_sheet_by_the_keyboard(page, live_server, seven):
    doc = seven.member("doc")
    first, second = (
        give_sheet(make_case(seven.council, f"Hồ sơ {n}"), doc, days=n) for n in (1, 2)
    )
    sign_in(page, live_server, seven.people["doc"])
    page.goto(f"{live_server.url}/hoi-dong/cham/{first.pk}/")

    page.locator("#id_diem-form").focus()
    for points in ("1", "0,75", "2,5", "2,5", "1,5"):
        page.keyboard.type(points)
        page.keyboard.press("Enter")
    expect(page.locator("[data-sum]")).to_have_text("8,25")
    page.keyboard.press("Control+Enter")

    expect(page).to_have_url(re.compile(f"/hoi-dong/cham/{second.pk}/$"))
    expect(page.get_by_text("Đã chấm xong “Hồ sơ 1”.")).to_be_visible()
    assert str(ScoreSheet.objects.get(pk=first.pk).total) == "8.25"


def test_the_pages_are_clean_and_fit_a_phone(page, live_server, seven, so, an):
    case = make_case(seven.council, "Bộ thẻ số học di động cho học sinh vùng cao")
    score(give_sheet(case, seven.member("xet")), POOR)
    score(give_sheet(case, seven.member("doc")), GOOD)
    sheet = give_sheet(make_case(seven.council, "Sổ theo dõi chuyên cần"), seven.member("doc"))
    own = copy_rubric(
        Rubric.objects.get(key="commune_100_minima", owner=None), so, "Phiếu của Sở", by=an
    )
    council = seven.council.pk
    places = {
        "doc": ["cham/", f"cham/{sheet.pk}/"],
        "an": [
            "phieu-cham/",
            f"phieu-cham/{own.pk}/",
            f"phieu-cham/{own.pk}/sua/",
            f"{council}/diem/",
            f"ho-so/{case.pk}/diem/",
            f"ho-so/{case.pk}/moi-phan-bien/",
            f"{council}/viec-cham/",
            f"thanh-vien/{seven.member('doc').pk}/viec-cham/",
        ],
    }

    page.set_viewport_size(PHONE)
    found = []
    for name, urls in places.items():
        page.context.clear_cookies()
        sign_in(page, live_server, an if name == "an" else seven.people[name])
        for url in urls:
            page.goto(f"{live_server.url}/hoi-dong/{url}")
            found += [(url, fault) for fault in [*faults(page), *misfits(page)]]

    assert found == []
