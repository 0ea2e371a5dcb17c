"""When a school ends, its open work goes on with the heir; what is over stays where it was done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, preview_reorganisation, reorganise, undo_reorganisation
from phongtrao.plans.models import Assignment
from phongtrao.plans.queries.reminders import open_work
from phongtrao.plans.queries.status import state_of, status_reason, with_progress
from phongtrao.plans.queries.tally import tallies
from tests.factories import make_movement
from tests.plans.work import TODAY, make_assignment, make_plan, make_task, make_work


@pytest.fixture
def order(hoa_sen, binh_minh):
    on = timezone.localdate() - timedelta(days=1)
    return Order("Sáp nhập", on, (Merge((hoa_sen.pk,), binh_minh.pk),))


@pytest.fixture
def work(so, hoa_sen, binh_minh):
    """Open, done, and one that the heir has as well."""
    shared = make_task(make_plan(so))
    make_assignment(shared, binh_minh)
    return {
        "open": make_work(so, hoa_sen),
        "done": make_work(so, hoa_sen, done_on=TODAY),
        "double": make_assignment(shared, hoa_sen),
    }


def units_of(work):
    return {name: Assignment.objects.get(pk=row.pk).unit for name, row in work.items()}


def test_open_work_goes_on_with_the_heir(order, work, hoa_sen, binh_minh):
    act = reorganise(order, by=None)

    assert units_of(work) == {"open": binh_minh, "done": hoa_sen, "double": hoa_sen}
    assert act.trace["summary"]["carried"] == {"plans.assignment.unit": 1}
    assert act.trace["summary"]["left"] == {"plans.assignment.unit": 1}


def test_work_the_heir_has_as_well_is_no_longer_open_and_comes_back(order, work, hoa_sen):
    double = work["double"]

    act = reorganise(order, by=None)
    double.refresh_from_db()
    joined = (double.status, str(state_of(double)), status_reason(double))
    open_now = set(open_work(TODAY).values_list("pk", flat=True))
    undo_reorganisation(act, by=None)
    double.refresh_from_db()

    assert joined[:2] == ("joined", "joined")
    assert "đơn vị kế thừa cũng được giao việc này" in joined[2]
    assert double.pk not in open_now
    assert double.status == "sent"
    assert double.pk in set(open_work(TODAY).values_list("pk", flat=True))


def test_joined_work_is_counted_once(order, work, so):
    reorganise(order, by=None)

    shared = Assignment.objects.filter(task=work["double"].task)
    assert tallies(shared)[()].given == 1
    with_states = with_progress(shared).values_list("unit__name", "state")
    assert dict(with_states)["Trường THCS Hoa Sen"] == "joined"


def test_a_task_of_the_schools_own_goes_along_with_its_work(order, so, hoa_sen, binh_minh):
    own = make_assignment(make_task(make_plan(so), local_to=hoa_sen), hoa_sen)

    act = reorganise(order, by=None)

    own.refresh_from_db()
    assert (own.unit, own.task.local_to) == (binh_minh, binh_minh)
    assert act.trace["summary"]["carried"]["plans.task.local_to"] == 1


@pytest.mark.parametrize("heir_has_one", [False, True])
def test_orders_of_incoming_papers_stay_together_with_their_plan(
    order, hoa_sen, binh_minh, heir_has_one
):
    plan = make_plan(hoa_sen, orders_of=2026)
    work = make_assignment(make_task(plan), hoa_sen)
    if heir_has_one:
        make_plan(binh_minh, orders_of=2026)

    reorganise(order, by=None)

    plan.refresh_from_db()
    work.refresh_from_db()
    assert {plan.owner, work.unit} == {hoa_sen if heir_has_one else binh_minh}


def test_undoing_gives_it_back(order, work, hoa_sen):
    undo_reorganisation(reorganise(order, by=None), by=None)

    assert set(units_of(work).values()) == {hoa_sen}


def test_the_preview_counts_and_moves_nothing(order, work, hoa_sen):
    summary = preview_reorganisation(order, by=None)

    assert summary["carried"] == {"plans.assignment.unit": 1}
    assert set(units_of(work).values()) == {hoa_sen}


def test_its_plans_and_movements_in_life_change_their_owner(order, hoa_sen, binh_minh):
    plan, closed = make_plan(hoa_sen), make_plan(hoa_sen, status="closed")
    movement = make_movement(hoa_sen)

    reorganise(order, by=None)

    for row in (plan, closed, movement):
        row.refresh_from_db()
    assert (plan.owner, closed.owner, movement.owner) == (binh_minh, hoa_sen, binh_minh)
