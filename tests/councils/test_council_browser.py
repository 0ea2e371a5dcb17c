"""Pages of councils in a browser: nothing axe objects to, nothing wider than a phone or a desk."""

import pytest

from phongtrao.councils.catalogue import add_missing
from phongtrao.councils.services.councils import found_council
from tests.browser import PHONE, faults, misfits, sign_in
from tests.councils.cast import council_data, make_case
from tests.councils.meeting import tie

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Bộ thẻ số học di động kết hợp trò chơi dân gian cho học sinh ở các điểm trường lẻ vùng cao"


@pytest.fixture
def shipped(transactional_db):
    add_missing()


@pytest.fixture
def seven(shipped, seven):
    return seven


def test_pages_of_a_council_have_no_faults_and_fit(page, live_server, seven, so, an):
    # S0-29; one sign-in and one loading a page: axe on the phone, width on both
    case = make_case(seven.council, LONG)
    tie(seven, "ban", case)
    draft = found_council(so, council_data("Hội đồng đang lập"), by=an)
    council = seven.council.pk
    page.set_viewport_size(PHONE)
    sign_in(page, live_server, an)

    found = []
    for url in (
        "",
        "lap/",
        f"{draft.pk}/hoat-dong/",
        f"{council}/",
        f"{council}/ho-so/",
        f"{council}/phan-cong/",
        f"ho-so/{case.pk}/",
        f"thanh-vien/{seven.member('doc').pk}/",
        "quy-tac/",
    ):
        page.goto(f"{live_server.url}/hoi-dong/{url}")
        found += [(url, fault) for fault in [*faults(page), *misfits(page)]]

    assert found == []
