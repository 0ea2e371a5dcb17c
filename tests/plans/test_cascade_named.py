"""Giving tasks to the units that the tasks themselves name. S1-89, S2-22."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from phongtrao.lib.errors import BadInput
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit
from phongtrao.plans import tasks as jobs
from phongtrao.plans.models import Assignment, Task, TaskParty
from phongtrao.plans.queries.cascade import (
    Audience,
    count_issue,
    units_in,
)
from phongtrao.plans.queries.named import named_in
from phongtrao.plans.services import cascade
from phongtrao.plans.services.cascade import Issue, Issued, issue_tasks, queue_issue
from phongtrao.web.models import Work
from tests.factories import make_unit
from tests.plans.work import make_assignment, make_plan, make_task

K = Unit.Kind
SCHOOLS = Audience(kinds=(K.SCHOOL,))


@pytest.fixture
def plan(so):
    return make_plan(so)


@pytest.fixture
def task(plan):
    return make_task(plan, timing=Task.Timing.DATE, timing_value="2030-06-01")


@pytest.fixture
def schools(hoa_sen, binh_minh, thpt):
    return [hoa_sen, binh_minh, thpt]


def names(audience, owner):
    return set(units_in(audience, owner).values_list("name", flat=True))


def given():
    rows = Assignment.objects.order_by("unit__name", "task")
    return list(rows.values_list("unit__name", "mode", "due_on", "status"))


def run_jobs():
    # The newest only: the flush between tests leaves the queue's own tables alone.
    job = ProcrastinateJob.objects.filter(task_name="plans.carry_out_issue").latest("id")
    jobs.carry_out_issue(**job.args)


def name_in(task, role, name, unit=None):
    TaskParty.objects.create(task=task, role=role, name=name, unit=unit)


@pytest.fixture
def named(plan, task, hoa_sen, thpt, suoi_may, so):
    """Task one is led by the THPT with Hoa Sen and the press; task two by the commune and the Sở."""
    second = make_task(plan, "Việc thứ hai")
    name_in(task, "lead", "Trường THPT Sông Ngân", thpt)
    name_in(task, "coordinator", "Trường THCS Hoa Sen", hoa_sen)
    name_in(task, "coordinator", "Báo chí", make_unit("Báo Sông Ngân", K.BODY, admin=so))
    name_in(second, "lead", "UBND xã Suối Mây", suoi_may)
    name_in(second, "lead", "Sở Giáo dục và Đào tạo", so)
    name_in(second, "coordinator", "Các cơ sở giáo dục")
    return [task, second]


def parts():
    rows = Assignment.objects.order_by("task", "unit__name")
    return list(rows.values_list("task__text", "unit__name", "part"))


def test_the_tasks_say_whom_they_name_and_which_names_lead_nowhere(
    named, so, hoa_sen, thpt, suoi_may
):  # S2-05, S2-07, S2-09
    first, second = named

    found = named_in(named, so, excluded=[thpt.pk])

    assert found.pairs == {(first.pk, hoa_sen.pk), (second.pk, suoi_may.pk)}
    assert [(lost.name, lost.task, lost.why) for lost in found.unreached] == [
        ("Báo chí", first, "không nhận việc qua hệ thống"),
        ("Sở Giáo dục và Đào tạo", second, "là chính đơn vị ban hành"),
        ("Các cơ sở giáo dục", second, "chưa gắn với đơn vị nào trong hệ thống"),
    ]


def test_named_units_get_the_tasks_that_name_them_with_their_part(
    plan, named, hoa_sen, thpt, suoi_may, an, binh
):  # S2-05, S2-09
    units = [hoa_sen.pk, thpt.pk, suoi_may.pk]

    result = issue_tasks(Issue(plan, named, [], named=units), by=an)

    assert result == Issued(written=3, existing=0)
    assert parts() == [
        ("Tổ chức hội thi sáng tạo", "Trường THCS Hoa Sen", "coordinator"),
        ("Tổ chức hội thi sáng tạo", "Trường THPT Sông Ngân", "lead"),
        ("Việc thứ hai", "Xã Suối Mây", "lead"),
    ]
    assert "đề nghị thực hiện 1 nhiệm vụ" in Notice.objects.get(to=binh).text


def test_named_units_come_beside_those_chosen_by_kind(
    plan, named, hoa_sen, binh_minh, thpt, suoi_may, so, an
):
    schools = [hoa_sen.pk, binh_minh.pk, thpt.pk]
    pairs = named_in(named, so).pairs
    make_assignment(named[1], suoi_may)

    count = count_issue(named, units_in(SCHOOLS, so), so, named=pairs)
    result = issue_tasks(Issue(plan, named, schools, named=[suoi_may.pk]), by=an)

    assert (count.rows, count.broad_rows, count.named_rows, count.existing) == (7, 6, 1, 1)
    assert (count.units, count.named_units, count.units_with_all) == (3, 1, 1)
    assert result == Issued(written=6, existing=1)
    assert ("Việc thứ hai", "Trường THCS Hoa Sen", "lead") in parts()


def test_a_unit_that_leads_and_coordinates_leads(plan, task, hoa_sen, an):
    name_in(task, "coordinator", "Trường THCS Hoa Sen", hoa_sen)
    name_in(task, "lead", "THCS Hoa Sen", hoa_sen)

    issue_tasks(Issue(plan, [task], [hoa_sen.pk]), by=an)

    assert [part for *_names, part in parts()] == ["lead"]


def test_named_units_outside_are_refused(plan, task, province, an):
    name_in(task, "lead", "UBND tỉnh", province)

    with pytest.raises(BadInput, match="đơn vị không thuộc phạm vi"):
        issue_tasks(Issue(plan, [task], [], named=[province.pk]), by=an)


@pytest.mark.django_db(transaction=True)
def test_named_units_are_given_their_tasks_by_the_job_too(
    plan, named, hoa_sen, thpt, suoi_may, an, monkeypatch
):
    monkeypatch.setattr(cascade, "BATCH", 3)

    work = queue_issue(Issue(plan, named, [hoa_sen.pk], named=[thpt.pk, suoi_may.pk]), by=an)
    run_jobs()

    work.refresh_from_db()
    assert (work.status, work.total, work.done, work.message) == (
        Work.Status.DONE,
        4,
        4,
        "Đã giao và đề nghị 4 lượt, 3 đơn vị.",
    )
