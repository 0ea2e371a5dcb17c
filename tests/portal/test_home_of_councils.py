"""“Việc của tôi” of who sits in a council: sittings to attend and ballots to cast, from its own queries' rules."""

import pytest
from django.utils import timezone

from phongtrao.councils.models import Item
from phongtrao.councils.services.sittings import plan_sitting
from phongtrao.portal.queries.home import waiting_buckets
from tests.councils.cast import council, seven  # noqa: F401 -- fixtures
from tests.councils.conftest import papers  # noqa: F401 -- fixture
from tests.councils.meeting import begin, call, make_cases, start_vote, tie, vote


@pytest.fixture(autouse=True)
def kind_of_case(papers):  # noqa: F811 -- the fixture
    return papers


def rows(user) -> list[tuple[str, str]]:
    return [
        (row.what, row.url)
        for bucket in waiting_buckets(user, timezone.localdate())
        for row in bucket.rows
    ]


def test_a_sitting_called_for_today_waits_for_its_members_only(seven, lan):  # noqa: F811
    # S0-29
    sitting = plan_sitting(seven.council, call(), make_cases(seven), by=seven.office)

    said = (f"Dự phiên họp: {seven.council}", f"/hoi-dong/phien-hop/{sitting.pk}/")
    assert rows(seven.people["doc"]) == [said]
    assert rows(lan) == []


@pytest.mark.parametrize("mode", [Item.Mode.OPEN, Item.Mode.SECRET])
def test_ballots_wait_for_who_may_cast_them_until_they_are_cast(seven, mode):  # noqa: F811
    # S0-29; who has a conflict of interest finds neither the case nor its number
    cases = make_cases(seven, 2)
    tie(seven, "doc", cases[0])
    sitting = begin(seven, cases, absent=["gop"])
    start_vote(seven, sitting, mode)
    vote(seven, sitting, pho="yes")

    at, title = f"/hoi-dong/phien-hop/{sitting.pk}/bo-phieu/", str(seven.council)
    found = {name: rows(seven.people[name]) for name in ("doc", "ban", "gop", "pho")}
    assert found == {
        "doc": [(f"1 nội dung chờ bạn biểu quyết: {title}", at)],
        "ban": [(f"2 nội dung chờ bạn biểu quyết: {title}", at)],
        "gop": [],
        "pho": [],
    }


def test_paper_ballots_are_no_work_at_the_screen(seven):  # noqa: F811
    sitting = begin(seven, make_cases(seven), wrote=["gop"])
    start_vote(seven, sitting, Item.Mode.PAPER)

    assert rows(seven.people["doc"]) == []
    assert len(rows(seven.people["gop"])) == 1
