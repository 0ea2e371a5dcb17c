"""A unit's work as columns: what stands where, and that a dragged card does what its button does."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from phongtrao.audit.models import Entry
from phongtrao.plans.models import Assignment
from phongtrao.plans.pages.columns import lanes_of
from tests.browser import DESK, dress, faults, sign_in
from tests.plans.work import TODAY, make_assignment, make_plan, make_submitted, make_task, make_work

S = Assignment.Status


def counts(unit, user):
    return {lane.key: (lane.count, len(lane.cards)) for lane in lanes_of(unit, user)}


def test_work_stands_in_the_column_of_its_state(so, hoa_sen, binh):
    plan = make_plan(so)
    make_assignment(make_task(plan), hoa_sen)
    make_assignment(make_task(plan), hoa_sen, mode="requested", status=S.DECLINED)
    make_work(so, hoa_sen)
    make_submitted(make_work(so, hoa_sen), binh)
    make_work(so, hoa_sen, done_on=TODAY)

    found = counts(hoa_sen, binh)

    assert found == {"accept": (1, 1), "doing": (1, 1), "approval": (1, 1), "done": (1, 1)}


@pytest.mark.parametrize(("who", "may"), [("binh", True), ("lan", True), ("an", False)])
def test_only_the_units_people_move_cards(request, so, hoa_sen, who, may):
    make_assignment(make_task(make_plan(so)), hoa_sen)

    (card,) = lanes_of(hoa_sen, request.getfixturevalue(who))[0].cards

    assert bool(card.can_accept) is may


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(so, hoa_sen, binh, rows, django_assert_num_queries):
    for _n in range(rows):
        make_work(so, hoa_sen)
    lanes_of(hoa_sen, binh)

    with django_assert_num_queries(5):
        lanes_of(hoa_sen, binh)


def test_dragged_card_is_accepted_and_comes_back_with_its_new_button(client, so, hoa_sen, binh):
    work = make_assignment(make_task(make_plan(so)), hoa_sen)
    client.force_login(binh)

    answer = client.post(reverse("plans:accept_card", args=[work.pk]))

    work.refresh_from_db()
    assert (answer.status_code, work.status) == (200, S.ACCEPTED)
    assert reverse("plans:start_report", args=[work.pk]) in answer.content.decode()
    assert Entry.objects.latest("pk").action == "plans.assignment_accepted"


@pytest.mark.parametrize(
    ("who", "status"), [("an", 409), ("giang", 409), ("chi", 404), ("hoa", 404)]
)
def test_others_cannot_drag(client, request, so, hoa_sen, who, status):
    work = make_assignment(make_task(make_plan(so)), hoa_sen)
    client.force_login(request.getfixturevalue(who))

    answer = client.post(reverse("plans:accept_card", args=[work.pk]))

    work.refresh_from_db()
    assert (answer.status_code, work.status) == (status, S.SENT)


def test_card_that_somebody_else_moved_is_refused_with_a_sentence(client, so, hoa_sen, binh):
    work = make_work(so, hoa_sen)
    client.force_login(binh)

    answer = client.post(reverse("plans:accept_card", args=[work.pk]))

    assert (answer.status_code, answer.content.decode()) == (
        409,
        "Nhiệm vụ này không còn chờ tiếp nhận.",
    )


# ------------------------------------------------------------------ in a browser
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_cards_are_dragged_by_mouse_and_by_key(page, live_server, so, hoa_sen, binh):
    plan = make_plan(so)
    first, second, third = (
        make_assignment(make_task(plan, text), hoa_sen) for text in ("Một", "Hai", "Ba")
    )
    address = live_server.url + reverse("plans:work_board", args=[hoa_sen.pk])
    sign_in(page, live_server, binh)
    dress(page, size=DESK, theme="light")
    page.goto(address)
    doing = page.locator("[data-lane=doing]")

    page.locator("[data-card]", has_text="Một").drag_to(doing, target_position={"x": 60, "y": 90})
    expect(doing.locator("[data-card]", has_text="Một")).to_contain_text("Lập báo cáo")
    page.locator("[data-card]", has_text="Hai").focus()
    page.keyboard.press("ArrowRight")
    expect(doing.locator("[data-card]", has_text="Hai")).to_contain_text("Lập báo cáo")
    Assignment.objects.filter(pk=third.pk).update(
        status=S.ACCEPTED, accepted_at=timezone.now()
    )  # by somebody else, meanwhile
    page.locator("[data-card]", has_text="Ba").drag_to(doing, target_position={"x": 60, "y": 90})

    expect(page.locator("[data-said]")).to_have_text("Nhiệm vụ này không còn chờ tiếp nhận.")
    expect(page.locator("[data-lane=accept] [data-card]", has_text="Ba")).to_have_count(1)
    assert [count.inner_text() for count in page.locator("[data-count]").all()][:2] == ["1", "2"]
    assert faults(page) == []
    done = Assignment.objects.filter(pk__in=(first.pk, second.pk), status=S.ACCEPTED)
    assert done.count() == 2
