"""Home: what waits for whom, and the picture of the whole for who leads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.portal.queries.home import Standing, standing_of
from tests.factories import give, make_user
from tests.plans.work import make_assignment, make_plan, make_task, make_work


@pytest.fixture
def work(so, hoa_sen, binh_minh):
    """Late at Hoa Sen, done at Bình Minh, and a draft that nobody counts."""
    today = timezone.localdate()
    make_work(so, hoa_sen, due_on=today - timedelta(days=1))
    make_work(so, binh_minh, done_on=today, percent=100)
    make_assignment(make_task(make_plan(so, status="draft")), hoa_sen)


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


def test_leader_sees_the_numbers_at_home(client, work, dung):
    client.force_login(dung)

    page = client.get("/")

    assert page.context["standing"] == Standing(2, {"late": 1, "done": 1})
    assert "Việc trong phạm vi" in page.content.decode()


def test_home_of_somebody_without_work_says_so(client, so):
    member = make_user("Ủy viên hội đồng")
    give(member, Role.COUNCIL, so)
    client.force_login(member)

    page = client.get("/").content.decode()

    assert "Không có việc nào đang chờ bạn." in page
    assert "Chưa có việc nào chờ bạn" in page


@pytest.mark.parametrize(("who", "code"), [("hoa", 200), ("an", 404), ("dung", 404), ("binh", 404)])
def test_health_is_the_administrators(request, client, who, code):
    client.force_login(request.getfixturevalue(who))

    answer = client.get("/suc-khoe/")

    assert answer.status_code == code


def test_balancer_is_answered_without_a_sign_in(client, db):
    answer = client.get("/song/")

    assert (answer.status_code, answer.content) == (200, b"ok")
