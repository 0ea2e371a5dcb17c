"""Outgoing papers in a real browser: a leader on a phone; every page by axe, at both sizes."""

import pytest
from playwright.sync_api import expect

from phongtrao.documents.models import NumberBook, OfficialDocument
from phongtrao.documents.services import (
    Draft,
    ask_opinions,
    edit_draft,
    offer_finished,
    return_draft,
    submit_draft,
)
from tests.browser import DESK, PHONE, dress, faults, sign_in, too_wide
from tests.documents.files import make_docx, upload
from tests.documents.outgoing import (
    days,
    draft_file,
    make_approved,
    make_draft,
    make_issued,
    make_submitted,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paths(an, dung, so):
    """Address after address of each actor."""
    back = make_submitted(so, an, dung, file=draft_file("Nộp trước ngày 15/12."))
    return_draft(back, "Sửa hạn nộp", by=dung)
    new = draft_file("Nộp trước ngày 20/12.", "Trân trọng.")
    edit_draft(back.document, Draft("KH", "Kế hoạch", "Sửa hạn"), new, by=an)
    again = submit_draft(back.document, dung, "Đã sửa.", by=an)
    draft = make_draft(so, an)
    [asked] = ask_opinions(draft, [dung], "Có kịp không?", days(2), by=an)
    approved = make_approved(so, an, dung, abstract="Chờ số")
    issued = make_issued(so, an, dung, number=3)
    bare = make_issued(so, an, dung, abstract="Tệp rời", file=draft_file("Nội dung."))
    offer_finished(bare, upload(make_docx("Số: 04/KH-SGDĐT", "Nội dung."), "a.docx"), by=an)
    book = NumberBook.objects.get().pk
    return {
        an: [
            "di/",
            "di/moi/",
            f"di/{back.document_id}/",
            f"di/{back.document_id}/so-sanh/",
            f"di/{draft.pk}/trinh/",
            f"di/{draft.pk}/xin-y-kien/",
            f"di/{approved.pk}/cap-so/",
            "so/",
            f"so/{book}/",
            f"di/{issued.pk}/",
            f"di/{issued.pk}/tep-ban-hanh/",
            f"di/{bare.pk}/tep-ban-hanh/",
            f"{issued.pk}/noi-dung/",
            f"{issued.pk}/cong-khai/",
            "cong-khai/",
        ],
        dung: ["trinh-ky/", f"trinh-ky/{again.pk}/", f"y-kien/{asked.pk}/"],
    }


@pytest.mark.parametrize(("size", "theme"), [(PHONE, "dark"), (DESK, "light")])
def test_pages_are_accessible_and_fit(page, live_server, paths, size, theme):
    dress(page, size=size, theme=theme)

    found = []
    for user, places in paths.items():
        sign_in(page, live_server, user)
        for place in places:
            page.goto(f"{live_server.url}/van-ban/{place}")
            page.locator(".htmx-request, .htmx-swapping, .htmx-settling").first.wait_for(
                state="detached"
            )
            found += [f"{place}: {fault}" for fault in faults(page)]
            found += [f"{place} is too wide"] * too_wide(page)

    assert found == []


def test_a_leader_approves_two_of_three_on_a_phone(page, live_server, an, dung, so):
    for number in range(3):
        make_submitted(so, an, dung, abstract=f"Kế hoạch {number}")
    dress(page, size=PHONE, theme="light")
    sign_in(page, live_server, dung)

    page.goto(f"{live_server.url}/van-ban/trinh-ky/")
    for box in page.locator("input[name=row]").all()[:2]:
        box.check()
    page.get_by_role("button", name="Duyệt các văn bản đã chọn").click()
    page.get_by_role("button", name="Đồng ý, duyệt tất cả").click()

    expect(page.get_by_text("Đã duyệt 2 văn bản.")).to_be_visible()
    states = list(OfficialDocument.objects.order_by("pk").values_list("status", flat=True))
    assert states == ["approved", "approved", "submitted"]


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_steps_of_a_paper_lie_on_nothing(page, live_server, an, dung, so, size):
    issued = make_issued(so, an, dung)
    dress(page, size=size, theme="light")
    sign_in(page, live_server, an)

    page.goto(f"{live_server.url}/van-ban/di/{issued.pk}/")
    steps = page.get_by_role("list", name="Đường đi của văn bản")
    expect(steps.get_by_text("Ban hành")).to_be_visible()

    gap = steps.evaluate(
        "list => list.nextElementSibling.getBoundingClientRect().top"
        " - Math.max(...[...list.children].map(step => step.getBoundingClientRect().bottom))"
    )
    assert gap >= 8
