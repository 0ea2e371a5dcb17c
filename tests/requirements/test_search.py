"""One search box: with or without marks, by number, and nothing outside one's scope."""

from datetime import date

import pytest

from phongtrao.documents.services import DocumentData, register_document
from phongtrao.portal.queries.search import SHOWN, search
from tests.plans.work import make_assignment, make_plan, make_task


def titles(user, words):
    return [hit.title for group in search(user, words) for hit in group.hits]


@pytest.fixture
def plan(so, hoa_sen):
    """Known to the Sở and to Hoa Sen."""
    plan = make_plan(so, "Kế hoạch chuyển đổi số")
    make_assignment(make_task(plan, "Tập huấn kỹ năng số"), hoa_sen)
    return plan


@pytest.mark.parametrize("words", ["chuyển đổi số", "chuyen doi so", "CHUYỂN  ĐỔI"])
def test_found_with_or_without_marks(plan, an, words):
    assert titles(an, words) == ["Kế hoạch chuyển đổi số"]


@pytest.mark.parametrize(("who", "sees"), [("an", 2), ("binh", 2), ("giang", 2), ("chi", 0), ("hoa", 0)])  # fmt: skip
def test_what_one_may_not_see_is_not_found(request, plan, who, sees):
    user = request.getfixturevalue(who)

    assert len(titles(user, "chuyển đổi") + titles(user, "kỹ năng")) == sees


@pytest.mark.parametrize("words", ["05/KH-SGDĐT", "5/kh-sgdđt", "phat dong"])
def test_documents_are_found_by_number_and_words(so, an, binh, words):
    register_document(
        DocumentData("KH", "Phát động thi đua", "05/KH-SGDĐT", date(2026, 1, 15), so), by=an
    )
    register_document(DocumentData("KH", "Phát động, bản thảo", issuer=so), by=an)

    assert titles(binh, words) == ["Kế hoạch 05/KH-SGDĐT"]


def test_many_of_one_kind_are_cut_and_said_to_be_more(so, an):
    for n in range(SHOWN + 1):
        make_plan(so, f"Kế hoạch số {n}")

    (group,) = search(an, "kế hoạch số")

    assert (len(group.hits), group.has_more) == (SHOWN, True)


def test_page_shows_hits_and_says_when_there_are_none(client, plan, an):
    client.force_login(an)

    found, none = (client.get("/tim-kiem/", {"q": q}) for q in ("chuyen doi", "không có đâu"))

    assert f'href="/ke-hoach/{plan.pk}/"' in found.content.decode()
    assert none.context["groups"] == []
    assert none.status_code == 200


def test_one_letter_finds_nothing(plan, an):
    assert search(an, " k ") == []
