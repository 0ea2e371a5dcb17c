"""What a unit issued is run by its own office; the office above reads it. Issue 3."""

import pytest

from phongtrao.lib.errors import NotAllowed
from phongtrao.plans.access import plans as access
from phongtrao.plans.access.arranging import can_arrange
from phongtrao.plans.access.assignments import can_answer_proposal, can_override, can_urge
from phongtrao.plans.queries.people import office_of
from phongtrao.plans.services.cascade import Issue, issue_tasks
from phongtrao.plans.services.plans import close_plan
from tests.plans.work import make_assignment, make_plan, make_task

DEEDS = (
    access.can_issue,
    access.can_close,
    access.can_place,
    can_arrange,
    can_urge,
)


@pytest.fixture
def of_commune(suoi_may):
    return make_plan(suoi_may, "Kế hoạch của xã")


@pytest.mark.parametrize("may", DEEDS)
def test_the_office_above_runs_no_plan_of_a_commune(may, of_commune, an, dung, lam):
    assert [bool(may(user, of_commune)) for user in (an, dung, lam)] == [False, False, True]
    assert access.visible_plans(an).filter(pk=of_commune.pk).exists()


def test_the_deeds_themselves_are_refused(of_commune, hoa_sen, an):
    task = make_task(of_commune)

    with pytest.raises(NotAllowed):
        issue_tasks(Issue(of_commune, [task], [hoa_sen.pk]), by=an)
    with pytest.raises(NotAllowed):
        close_plan(of_commune, by=an)


def test_proposals_and_states_are_answered_by_who_issued(of_commune, hoa_sen, an, dung, lam):
    work = make_assignment(make_task(of_commune), hoa_sen, status="proposed")

    for may in (can_answer_proposal, can_override):
        assert [bool(may(user, work)) for user in (an, dung, lam)] == [False, False, True]


def test_who_is_told_is_who_may_answer(so, suoi_may, an, lam):
    assert office_of(so) == [an]
    assert office_of(suoi_may) == [lam]
