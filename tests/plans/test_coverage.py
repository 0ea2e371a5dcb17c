"""S1-82, S2-04: what plans below take up of a plan, and what of theirs comes from none above."""

import pytest
from django.urls import reverse

from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.plans.access.plans import scope_of, visible_plans
from phongtrao.plans.models import Plan
from phongtrao.plans.queries.coverage import (
    carrying_out,
    target_uptake,
    unrooted_tasks,
    with_coverage,
    with_origin,
    with_uptake,
)
from phongtrao.plans.queries.upper_plans import targets_of
from phongtrao.plans.resemblance import propose
from phongtrao.plans.services.own_plans import Taken, confirm_origins, draft_own_plan, take_up
from phongtrao.plans.services.plans import publish_plan
from phongtrao.plans.services.tasks import TaskDraft, add_task
from tests.factories import make_movement
from tests.plans.upper import give, issued_plan


@pytest.fixture
def movement(so):
    return make_movement(so)


@pytest.fixture
def above(so, an, movement):
    return issued_plan(so, movement, by=an, tasks=8)


@pytest.fixture
def upper(above):
    return list(above.tasks.order_by("position"))


@pytest.fixture
def own(above, upper, hoa_sen, binh_minh, movement, binh):
    """Hoa Sen takes the first task and target, leaves the second task, and adds one of its own; Bình Minh
    was given the first and has no plan. In force."""
    for task, unit in ((upper[0], hoa_sen), (upper[1], hoa_sen), (upper[0], binh_minh)):
        give(task, unit)
    plan = Plan(title="Của trường", owner=hoa_sen, parent=above, starts_on=above.starts_on)
    taken = Taken([upper[0].pk], [targets_of(above)[0].key])
    draft_own_plan(plan, taken, [movement], by=binh)
    lead = ("Trường THCS Hoa Sen",)
    add_task(plan, TaskDraft("Trồng vườn hoa nhà trường", leads=lead), by=binh)
    add_task(plan, TaskDraft(upper[1].text, leads=lead), by=binh)
    return plan


def children(user, above):
    return carrying_out(above, visible_plans(user))


# ------------------------------------------------------------------ words
def test_the_likest_text_is_proposed_and_common_words_count_little():
    among = {
        1: "Tổ chức hội thi giáo viên dạy giỏi cấp trường",
        2: "Tổ chức tuyên truyền về chuyển đổi số",
        3: "Tổ chức tổng kết phong trào",
    }

    found = propose({7: "Hội thi giáo viên dạy giỏi", 8: "Tổ chức ngày hội đọc sách"}, among)

    assert {key: match.key for key, match in found.items()} == {7: 1}
    assert found[7].share > 0.5


def test_nothing_is_proposed_among_nothing():
    assert propose({1: "Tổ chức hội thi"}, {}) == {}
    assert propose({1: ""}, {2: ""}) == {}


# ------------------------------------------------------------------ by task, target, unit
def test_tasks_are_taken_by_none_by_some_or_by_all(above, upper, own, an, binh):
    def states():
        rows = with_uptake(above, children(an, above), scope_of(an, above)).order_by("position")
        return [(row.given, row.taking, row.missing, row.state) for row in rows[:3]]

    drafted = states()
    publish_plan(own, by=binh)

    assert drafted[0] == (2, 0, 2, "chua-nhan")  # of a draft the office above knows nothing
    assert states() == [
        (2, 1, 1, "mot-phan"),
        (1, 0, 1, "chua-nhan"),
        (0, 0, 0, "chua-giao"),  # no unit leaves out what no unit was given
    ]


def test_a_task_of_everybody_it_was_given_to_is_taken_in_full(above, upper, own, an, binh):
    publish_plan(own, by=binh)
    upper[0].assignments.exclude(unit=own.owner).delete()

    row = with_uptake(above, children(an, above), scope_of(an, above)).get(pk=upper[0].pk)

    assert (row.missing, row.state) == (0, "du")


def test_a_units_plan_is_held_against_what_it_was_given(above, own, an, binh):
    publish_plan(own, by=binh)

    row = with_coverage(above, children(an, above)).get()

    assert (row.given, row.taken, row.left, row.unrooted, row.targets_taken) == (2, 1, 1, 2, 1)


def test_two_plans_of_one_unit_count_as_one_unit(
    client, above, upper, own, hoa_sen, movement, an, binh
):
    publish_plan(own, by=binh)
    other = Plan(title="Thứ hai", owner=hoa_sen, parent=above, starts_on=above.starts_on)
    taken = Taken([upper[0].pk], [targets_of(above)[0].key])
    publish_plan(draft_own_plan(other, taken, [movement], by=binh, is_second=True), by=binh)
    client.force_login(an)

    row = with_uptake(above, children(an, above), scope_of(an, above)).get(pk=upper[0].pk)
    unit = with_coverage(above, children(an, above)).get()
    tasks = client.get(reverse("plans:coverage", args=[above.pk])).content.decode()
    units = client.get(reverse("plans:coverage_units", args=[above.pk])).content.decode()

    assert row.taking == 1
    assert (unit.pk, unit.plan_pk, unit.plan_count) == (hoa_sen.pk, own.pk, 2)
    assert (unit.given, unit.taken, unit.left, unit.unrooted, unit.targets_taken) == (2, 1, 1, 2, 1)
    assert "Của trường (và 1 kế hoạch khác)" in units
    assert "Thứ hai" in client.get(reverse("plans:origins", args=[own.pk])).content.decode()
    assert target_uptake(above, children(an, above))[0].taking == 1
    assert "1 đơn vị có kế hoạch thực hiện kế hoạch này" in tasks
    assert "1 đơn vị có kế hoạch nhưng còn nhiệm vụ" in units


def test_targets_say_how_many_units_take_them(above, own, an, binh):
    publish_plan(own, by=binh)

    found = target_uptake(above, children(an, above))

    assert [row.taking for row in found] == [1, 0]


def test_the_unit_sees_what_it_left(above, upper, own):
    rows = with_origin(own, above).order_by("position")

    assert [(row.state, row.made) for row in rows[:3]] == [
        ("da-nhan", upper[0].text),
        ("chua-nhan", None),
        ("don-vi-khac", None),
    ]


# ------------------------------------------------------------------ mending
def test_words_propose_an_origin_and_a_person_confirms(above, upper, own, binh):
    garden, same = unrooted_tasks(own, above)

    confirmed = confirm_origins(own, {same.task.pk: same.proposed.pk}, by=binh)

    assert (garden.proposed, same.proposed, same.match.percent) == (None, upper[1], 100)
    assert confirmed == 1
    assert [one.task for one in unrooted_tasks(own, above)] == [garden.task]


def test_an_origin_is_of_the_plan_above_and_said_once(above, upper, own, binh, an):
    _garden, same = unrooted_tasks(own, above)

    with pytest.raises(BadInput):
        confirm_origins(own, {same.task.pk: same.task.pk}, by=binh)
    with pytest.raises(NotAllowed):
        confirm_origins(own, {same.task.pk: upper[1].pk}, by=an)
    confirm_origins(own, {same.task.pk: upper[1].pk}, by=binh)
    with pytest.raises(BadInput):
        confirm_origins(own, {same.task.pk: upper[1].pk}, by=binh)


def test_a_draft_takes_up_what_it_left(above, upper, own, binh):
    assert take_up(own, [upper[0].pk, upper[1].pk], by=binh) == 1
    assert own.tasks.order_by("position").last().derived_from == upper[1]

    with pytest.raises(BadInput, match="chưa nhận"):
        take_up(own, [upper[1].pk], by=binh)
    publish_plan(own, by=binh)
    with pytest.raises(NotAllowed):
        take_up(own, [upper[2].pk], by=binh)


# ------------------------------------------------------------------ pages
def test_the_pages_lead_from_the_task_to_the_unit(client, above, upper, own, an, binh):
    publish_plan(own, by=binh)
    client.force_login(an)

    tasks = client.get(reverse("plans:coverage", args=[above.pk])).content.decode()
    units = client.get(reverse("plans:coverage_units", args=[above.pk])).content.decode()
    page = client.get(reverse("plans:origins", args=[own.pk])).content.decode()
    book = client.get(reverse("plans:coverage", args=[above.pk]) + "?xuat=xlsx")

    assert (
        "1 đơn vị có kế hoạch thực hiện kế hoạch này; 1 nhiệm vụ đã giao chưa đơn vị nào nhận"
        in tasks
    )
    assert reverse("plans:origins", args=[own.pk]) in units
    assert "chờ đơn vị xác nhận" in page
    assert book.status_code == 200


def test_the_unit_confirms_and_takes_up_on_screen(client, above, upper, own, binh):
    client.force_login(binh)
    _garden, same = unrooted_tasks(own, above)

    client.post(
        reverse("plans:origins_confirm", args=[own.pk]),
        {"pair": [f"{same.task.pk}:{same.proposed.pk}"]},
    )
    client.post(reverse("plans:origins_take", args=[own.pk]), {"row": [upper[2].pk]})

    origins = set(own.tasks.values_list("derived_from", flat=True))
    assert origins == {None, upper[0].pk, upper[1].pk, upper[2].pk}


def test_a_plan_without_one_above_has_no_such_page(client, above, an):
    client.force_login(an)

    assert client.get(reverse("plans:origins", args=[above.pk])).status_code == 404


def test_another_schools_draft_is_held_against_nothing(client, above, own, chi):
    client.force_login(chi)

    assert client.get(reverse("plans:origins", args=[own.pk])).status_code == 404
    page = client.get(reverse("plans:coverage_units", args=[above.pk])).content.decode()
    assert own.title not in page


@pytest.mark.parametrize("name", ["coverage", "coverage_units"])
def test_the_pages_cost_the_same_for_more_rows(
    client,
    name,
    above,
    upper,
    own,
    an,
    binh,
    chi,
    binh_minh,
    movement,
    django_assert_max_num_queries,
):
    publish_plan(own, by=binh)
    client.force_login(an)
    url = reverse(f"plans:{name}", args=[above.pk])
    client.get(url)
    with django_assert_max_num_queries(30) as one:
        client.get(url)
    other = Plan(title="Của Bình Minh", owner=binh_minh, parent=above, starts_on=above.starts_on)
    publish_plan(draft_own_plan(other, Taken([upper[0].pk]), [movement], by=chi), by=chi)

    with django_assert_max_num_queries(len(one)):
        client.get(url)


def test_without_a_plan_below_nothing_is_said_to_be_taken_up(client, above, own, an):
    client.force_login(an)

    units = client.get(reverse("plans:coverage_units", args=[above.pk])).content.decode()
    tasks = client.get(reverse("plans:coverage", args=[above.pk])).content.decode()

    assert "Chưa có kế hoạch nào của đơn vị bên dưới thực hiện kế hoạch này." in units
    assert "đã nhận mọi nhiệm vụ" not in units
    assert reverse("plans:own_plans", args=[above.pk]) in tasks
