"""Leads and coordinators of one task: each reports its part, the lead sees all beside each other."""

import pytest
from django.urls import reverse

from phongtrao.orgs.models import Unit
from phongtrao.plans.models import TaskParty
from phongtrao.plans.pages.parts import parts_beside
from tests.factories import make_unit
from tests.plans.test_unit_work_pages import get, words
from tests.plans.work import make_assignment, make_plan, make_report, make_submitted, make_task

LEAD, COORDINATOR = TaskParty.Role.LEAD, TaskParty.Role.COORDINATOR
DONE = {"status": "accepted"}


@pytest.fixture
def task(so):
    return make_task(make_plan(so))


@pytest.fixture
def lead(task, hoa_sen):
    return part(task, hoa_sen, LEAD)


@pytest.fixture
def coordinator(task, binh_minh):
    return part(task, binh_minh, COORDINATOR)


def part(task, unit, role):
    TaskParty.objects.create(task=task, role=role, name=unit.name, unit=unit)
    return make_assignment(task, unit, part=role, **DONE)


def test_lead_sees_all_parts_beside_each_other(
    task, lead, coordinator, binh, chi, thpt
):  # S2-05, S2-07
    make_assignment(task, thpt, **DONE)  # named nowhere: carries the task out, has no part
    make_submitted(coordinator, chi, done="Đã cử hai giáo viên.")

    parts = parts_beside(task, binh)

    assert [(row.work, row.said, row.url) for row in parts] == [
        (lead, "", reverse("plans:assignment", args=[lead.pk])),
        (coordinator, "Đã cử hai giáo viên.", ""),
    ]


def test_what_a_coordinator_has_not_handed_in_is_not_shown(task, lead, coordinator, binh, chi):
    make_report(coordinator, chi, done="Bản nháp.")

    assert [row.said for row in parts_beside(task, binh)] == ["", ""]


@pytest.mark.parametrize(
    ("who", "count"), [("binh", 2), ("an", 2), ("khanh", 2), ("chi", 0), ("giang", 0), ("lam", 0)]
)
def test_parts_are_for_the_lead_and_who_oversees(request, task, lead, coordinator, who, count):
    assert len(parts_beside(task, request.getfixturevalue(who))) == count


def test_task_with_several_leads_and_outside_coordinators_shows_each_unit(
    task, lead, coordinator, thpt, binh
):  # S2-09
    second = part(task, thpt, LEAD)
    body = make_unit("Báo Sông Ngân", Unit.Kind.BODY, code=None)
    TaskParty.objects.create(task=task, role=COORDINATOR, name=body.name, unit=body)

    assert {row.work for row in parts_beside(task, binh)} == {lead, second, coordinator}


def test_task_led_alone_has_no_parts(task, lead, binh, an):
    assert [parts_beside(task, user) for user in (binh, an)] == [[], []]


def test_coordinators_report_says_what_it_is_about(client, coordinator, chi):
    report = make_submitted(coordinator, chi)

    assert "Phối hợp: báo cáo về phần việc của đơn vị" in words(
        get(client, chi, "report", report.pk)
    )


def test_pages_show_the_parts(client, task, lead, coordinator, binh, an, chi):
    shown = [
        "Các phần chủ trì, phối hợp" in words(get(client, user, name, pk))
        for user, name, pk in (
            (binh, "assignment", lead.pk),
            (an, "task", task.pk),
            (chi, "assignment", coordinator.pk),
        )
    ]

    assert shown == [True, True, False]
