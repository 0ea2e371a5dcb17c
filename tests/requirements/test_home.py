"""The picture of the whole at home: whose work each role counts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.portal.queries.home import Standing, standing_of
from tests.factories import give, make_user
from tests.plans.work import make_assignment, make_plan, make_task, make_work


@pytest.fixture
def work(so, hoa_sen, binh_minh):
    """Late at Hoa Sen, done at Bình Minh; a draft and a plan that is over, which nobody counts."""
    today = timezone.localdate()
    make_work(so, hoa_sen, due_on=today - timedelta(days=1))
    make_work(so, binh_minh, done_on=today, percent=100)
    for status in ("draft", "closed"):
        make_assignment(make_task(make_plan(so, status=status)), hoa_sen)


@pytest.mark.parametrize(
    ("who", "standing"),
    [
        ("dung", Standing(2, {"late": 1, "done": 1})),  # S2-20 S4-19
        ("khanh", Standing(2, {"late": 1, "done": 1})),
        ("binh", Standing(1, {"late": 1})),
        ("chi", Standing(1, {"done": 1})),
        ("hoa", None),
    ],
)
def test_who_leads_sees_how_the_whole_stands(request, work, who, standing):
    assert standing_of(request.getfixturevalue(who)) == standing


def test_home_of_somebody_without_work_says_so(client, so):
    member = make_user("Ủy viên hội đồng")
    give(member, Role.COUNCIL, so)
    client.force_login(member)

    page = client.get("/").content.decode()

    assert "Không có việc nào đang chờ bạn." in page
    assert "Chưa có việc nào chờ bạn" in page
