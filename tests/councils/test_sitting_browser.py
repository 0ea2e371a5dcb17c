"""A sitting before, during and after its votes, in a browser: phone and desk, without faults."""

import pytest
from playwright.sync_api import expect

from phongtrao.councils.catalogue import add_missing
from phongtrao.councils.models import Case, Item
from phongtrao.councils.services.counting import count_votes
from phongtrao.councils.services.sittings import plan_sitting
from tests.browser import PHONE, faults, misfits, sign_in
from tests.councils.meeting import begin, call, make_cases, start_vote, vote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shipped(transactional_db):
    add_missing()


@pytest.fixture
def seven(shipped, seven):
    """Real transactions empty the tables first: the rules are put back before the council is written."""
    return seven


def look(page, live_server, address: str) -> list[str]:
    answer = page.goto(f"{live_server.url}{address}")
    found = [] if answer.ok else [f"{address} answers {answer.status}"]
    return found + [f"{address} {fault}" for fault in [*faults(page), *misfits(page)]]


def test_pages_of_a_sitting_have_no_faults_and_fit(page, live_server, seven, an):
    make_cases(seven, 4)
    cases = list(Case.objects.order_by("pk"))
    planned = plan_sitting(seven.council, call(), cases[3:], by=an)
    sitting = begin(seven, cases[:2], absent=["gop"])
    start_vote(seven, sitting)
    vote(seven, sitting, chu="yes", pho="yes", thu="yes", doc="no", xet="yes")
    counted = sitting.items.order_by("pk")[0].pk
    count_votes(sitting, [counted], by=an)
    page.set_viewport_size(PHONE)
    at = f"/hoi-dong/phien-hop/{sitting.pk}/"
    council = f"/hoi-dong/{seven.council.pk}/phien-hop/"

    sign_in(page, live_server, an)
    found = []
    for address in (
        council,
        f"{council}moi/",
        f"/hoi-dong/phien-hop/{planned.pk}/",
        *(at + rest for rest in ("", "diem-danh/", "kiem-phieu/", "bo-phieu-lai/", "van-ban/")),
        f"{at}noi-dung/{counted}/",
        f"{at}bieu-quyet/",
    ):
        found += look(page, live_server, address)
    sign_in(page, live_server, seven.people["ban"])
    found += look(page, live_server, f"{at}bo-phieu/")

    assert found == []


def test_a_member_votes_on_a_telephone(page, live_server, seven):
    sitting = begin(seven, make_cases(seven, 2))
    start_vote(seven, sitting, Item.Mode.SECRET)
    page.set_viewport_size(PHONE)
    sign_in(page, live_server, seven.people["doc"])
    page.goto(f"{live_server.url}/hoi-dong/phien-hop/{sitting.pk}/")

    page.get_by_role("link", name="Bỏ phiếu (2)").click()
    for case in ("Hồ sơ số 1", "Hồ sơ số 2"):
        box = page.get_by_role("group", name=case)
        box.get_by_label("Không đồng ý", exact=True).check()
    page.get_by_role("button", name="Bỏ phiếu").click()

    expect(page.get_by_text("Không còn nội dung nào chờ phiếu của bạn.")).to_be_visible()
    assert "Không đồng ý" not in page.content()
    assert {len(item.box.sealed) for item in sitting.items.select_related("box")} == {1}
