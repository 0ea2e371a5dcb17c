"""One rule of counting: plan, task, unit, home and report say the same of the same work."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.periods import calendar_year
from phongtrao.plans.models import Assignment
from phongtrao.plans.queries.plans import assignments_of, task_progress, unit_tally
from phongtrao.plans.queries.tally import Tally, tallies
from phongtrao.plans.queries.work import WorkCount, count_work
from phongtrao.portal.queries.home import Standing, standing_of
from phongtrao.reports.facts import Counts
from phongtrao.reports.queries import plan_facts
from tests.plans.work import make_assignment, make_plan, make_task

A = Assignment.Status


@pytest.fixture
def work(so, suoi_may, hoa_sen, binh_minh, thpt):
    """A plan of the Sở at four units, one of which declined; a plan of the commune made of its task."""
    late = timezone.localdate() - timedelta(days=1)
    task = make_task(make_plan(so))
    make_assignment(task, suoi_may, status=A.ACCEPTED, due_on=late, percent=40)
    make_assignment(task, binh_minh, status=A.ACCEPTED, done_on=late, percent=100)
    make_assignment(task, hoa_sen)
    make_assignment(task, thpt, status=A.DECLINED, mode="requested", due_on=late)
    own = make_task(task.plan, "Việc riêng", local_to=thpt)
    make_assignment(own, thpt, status=A.ACCEPTED, due_on=late)
    below = make_task(make_plan(suoi_may, "Kế hoạch của xã", parent=task.plan), derived_from=task)
    make_assignment(below, hoa_sen, status=A.ACCEPTED, due_on=late, percent=10)
    return task


WHOLE = Tally(
    given=3, waiting=1, accepted=2, declined=1, done=1, late=1, not_started=1, percents=140
)


def test_a_plan_and_its_task_count_their_own_work(work):
    progress = task_progress([work.pk], Q())[work.pk]
    units = unit_tally(assignments_of(work.plan, Q()))

    assert dict(tallies(assignments_of(work.plan, Q()))) == {(): WHOLE}
    assert progress.own == WHOLE
    assert progress.below == Tally(given=1, accepted=1, late=1, percents=10)
    assert (units.units, units.late, units.declined, units.percent) == (3, 1, 1, WHOLE.percent)


def test_the_report_says_what_the_plan_says(work):
    facts = plan_facts(work.plan, calendar_year(timezone.localdate().year))

    assert facts.counts == Counts(done=1, late=1, not_started=1, percent=WHOLE.percent)
    assert (facts.units, facts.declined, facts.waiting) == (3, 1, 1)


def test_home_and_unit_count_work_with_two_masters_once(work, dung, hoa_sen):
    assert standing_of(dung) == Standing(4, {"done": 1, "late": 3}, derived=0, shared=1)
    assert count_work(Assignment.objects.filter(unit=hoa_sen)) == WorkCount(
        Tally(given=1, waiting=1, late=1), shared=1
    )


def test_what_is_counted_apart_is_said_where_it_is_counted(client, work, an, dung, hoa_sen, binh):
    client.force_login(an)
    plan = client.get(reverse("plans:plan", args=[work.plan_id])).content.decode()
    task = client.get(reverse("plans:task", args=[work.pk])).content.decode()
    client.force_login(dung)
    home = client.get("/").content.decode()
    client.force_login(binh)
    unit = client.get(reverse("plans:unit_work", args=[hoa_sen.pk])).content.decode()

    assert "Việc cụ thể hóa trong kế hoạch cấp dưới tính ở kế hoạch đó." in plan
    assert "Tính riêng: 1 lượt cụ thể hóa ở dưới, 10%" in plan
    assert "tính riêng, không cộng vào tiến độ trên" in task
    assert "1 việc do hai nơi giao, tính một lần" in home
    assert "1 nhiệm vụ, trong đó 1 do hai nơi giao: 1 chờ tiếp nhận, 1 quá hạn." in unit


def test_tallies_take_one_query_for_any_number_of_rows(work, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = tallies(Assignment.objects.all(), "task__plan__owner__name")

    assert {name: tally.given for (name,), tally in found.items()} == {
        "Sở Giáo dục và Đào tạo Sông Ngân": 4,
        "Xã Suối Mây": 1,
    }
