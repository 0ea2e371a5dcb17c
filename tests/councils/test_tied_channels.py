"""Channels that show nothing by themselves: order, search, mail, the time an answer takes. S0-29.

A chair has a conflict of interest in the first of two cases; whatever stands about it must read as if the
council had never got it. Pages, counts, averages, exports and history: test_sheet_leaks and test_vote_leaks.
"""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from phongtrao.councils.models import Case
from phongtrao.councils.services.scoring_reminders import remind_scorers
from phongtrao.notifications.models import Mail
from phongtrao.notifications.services import send_digests
from phongtrao.portal.queries.search import search
from tests.councils.cast import make_case
from tests.councils.scored import FAIR, GOOD, give_sheet, recuse, score

SECRET = "Cân điện tử tự chế"
OTHERS = ("Bản đồ nổi", "Mô hình cối xay")


@pytest.fixture
def chair(client, seven):
    client.force_login(seven.people["chu"])
    return client


def open_cases(council, seven) -> list[Case]:
    cases = [make_case(council, title) for title in OTHERS]
    for case, points in zip(cases, (FAIR, GOOD), strict=True):
        score(give_sheet(case, seven.seats["xet"]), points)
    return cases


def hide(council, seven) -> Case:
    """The best of all, between the others in every order; the chair keeps away from it."""
    case = make_case(council, SECRET)
    score(give_sheet(case, seven.seats["xet"]), ("1", "1", "3", "3", "2"))
    recuse(case, seven.seats["chu"])
    return case


def pages(council) -> list[str]:
    return [
        f"/hoi-dong/{council.pk}/",
        f"/hoi-dong/{council.pk}/ho-so/",
        f"/hoi-dong/{council.pk}/diem/",
        f"/hoi-dong/{council.pk}/diem/?sap-xep=score",
        f"/hoi-dong/{council.pk}/diem/?sap-xep=-score",
    ]


def seen(client, url: str) -> str:
    """The page without what differs from one answer to the next."""
    page = client.get(url).content.decode()
    return re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": |form_key" value=)"[^"]+"', "", page)


def test_pages_in_every_order_are_those_of_a_council_without_the_case(chair, council, seven):
    open_cases(council, seven)
    before = {url: seen(chair, url) for url in pages(council)}
    assert all(OTHERS[0] in before[url] for url in pages(council)[1:])

    hide(council, seven)

    for url, page in before.items():
        assert seen(chair, url) == page, url


@pytest.mark.parametrize("rest", ["ho-so/", "diem/"])
def test_no_list_numbers_the_cases(chair, council, seven, rest):
    """A number left out would tell of a case one must not know of."""
    hide(council, seven)
    numbers = {case.number for case in open_cases(council, seven)}

    answer = chair.get(f"/hoi-dong/{council.pk}/{rest}?xuat=xlsx")

    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    cells = {cell for row in book.get_sheet_by_index(0).to_python() for cell in row}
    assert set(OTHERS) <= cells
    assert not numbers & cells


def test_search_finds_the_case_for_the_others_only(seven, council):
    hide(council, seven)

    found = {
        name: [g.hits[0].title for g in search(seven.people[name], "can dien tu")]
        for name in ("chu", "pho")
    }

    assert found == {"chu": [], "pho": [SECRET]}


def test_mail_counts_the_sheets_of_other_cases_only(council, seven):
    other, hidden = open_cases(council, seven)[0], make_case(council, SECRET)
    for case in (other, hidden):
        give_sheet(case, seven.seats["chu"], days=1)
    recuse(hidden, seven.seats["chu"])

    remind_scorers(timezone.localdate())
    send_digests(timezone.localdate())

    body = Mail.objects.get(to=seven.people["chu"]).body
    assert "1 hồ sơ chờ bạn chấm" in body
    assert SECRET not in body


def test_an_answer_asks_the_database_no_more_for_a_hidden_case(chair, council, seven):
    """What takes longer tells as much as what is written: the statements are the same, one by one."""
    open_cases(council, seven)
    for url in pages(council):
        chair.get(url)  # what is asked once only: kept words, kinds of content
    asked = {url: statements(chair, url) for url in pages(council)}

    hide(council, seven)

    assert {url: statements(chair, url) for url in pages(council)} == asked


def statements(client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return [re.sub(r"\d+|'[^']*'", "?", one["sql"]) for one in asked]
