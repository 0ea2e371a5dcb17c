"""A plan of its own that a unit owes stands on “việc của tôi” until it is issued. S1-82, S2-04"""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.plans.queries.waiting import Waiting, waiting_for
from phongtrao.plans.queries.waiting_own_plans import WORDS, own_plan_sorts
from phongtrao.plans.services.own_plan_calls import Asked, call_for_plans
from phongtrao.plans.services.own_plans import Taken, draft_own_plan
from phongtrao.plans.services.plans import publish_plan
from tests.factories import make_movement
from tests.plans.test_own_plans import own_of
from tests.plans.upper import give, issued_plan

DUE = date(2026, 12, 1)
TODAY = date(2026, 11, 1)


@pytest.fixture
def movement(so):
    return make_movement(so)


@pytest.fixture
def above(so, an, movement, hoa_sen):
    above = issued_plan(so, movement, by=an, tasks=3)
    give(above.tasks.first(), hoa_sen)
    return above


def owed(user) -> list[Waiting]:
    rows = waiting_for(user, TODAY, also=own_plan_sorts(user, TODAY), said=WORDS)
    return [row for row in rows if "phải ban hành" in row.what]


def test_an_owed_plan_leads_to_its_beginning_then_to_its_draft(
    above, hoa_sen, movement, an, binh, chi
):
    before_the_call = owed(binh)
    call_for_plans(above, Asked(DUE, ("school",)), by=an)
    asked = owed(binh)
    draft = own_of(hoa_sen, above)
    draft_own_plan(draft, Taken([above.tasks.first().pk], []), [movement], by=binh)
    begun = owed(binh)
    publish_plan(draft, by=binh)

    what = f"Đơn vị phải ban hành kế hoạch thực hiện: {above.title}"
    begin = reverse("plans:own_plan_new", args=[above.pk])
    go_on = reverse("plans:plan", args=[draft.pk])
    assert before_the_call == []
    assert asked == [Waiting(what, hoa_sen.name, DUE, begin, "Soạn kế hoạch")]
    assert begun == [Waiting(what, hoa_sen.name, DUE, go_on, "Soạn tiếp")]
    assert owed(binh) == []
    assert owed(chi) == []  # the head of another school


@pytest.mark.parametrize(
    ("level", "is_owed"), [("lower", True), ("lower_upper", True), ("upper", False)]
)
def test_a_call_of_a_level_reaches_schools_that_contain_it(
    above, hoa_sen, an, binh, level, is_owed
):
    hoa_sen.level = level
    hoa_sen.save()
    call_for_plans(above, Asked(DUE, ("school",), ("lower",)), by=an)

    assert bool(owed(binh)) is is_owed


def test_home_shows_it(client, above, hoa_sen, an, binh):
    call_for_plans(above, Asked(timezone.localdate(), ("school",)), by=an)
    client.force_login(binh)

    page = client.get(reverse("portal:home")).content.decode()

    assert reverse("plans:own_plan_new", args=[above.pk]) in page
