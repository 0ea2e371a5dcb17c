"""Tasks that fell due at a unit, done on time or early: what rules count.  S1-52 S3-29"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phongtrao.lib import facts
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise
from phongtrao.plans.models import Assignment
from phongtrao.plans.queries import tally
from phongtrao.plans.queries.entries import entries
from tests.factories import make_unit
from tests.orgs.people_work import ask, explain
from tests.plans.work import make_assignment, make_plan, make_submitted, make_task

NAME = "plans.task"
DUE = date(2026, 6, 30)
DAY = timedelta(days=1)
YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}


def given_to(unit, plan, done_on=None, due_on=DUE, *, task=None, **more):
    fields = {"status": "accepted", "percent": 100 if done_on else 0, **more}
    return make_assignment(task or make_task(plan), unit, due_on=due_on, done_on=done_on, **fields)


def counted(unit, **more):
    """How many: due, on time, early."""
    return tuple(len(ask(NAME, unit, how=how, **YEAR, **more)) for how in ("", "on_time", "early"))


@pytest.fixture
def plan(so):
    return make_plan(so)


def test_due_on_time_and_early_by_the_day_the_report_was_handed_in(hoa_sen, plan):
    early = given_to(hoa_sen, plan, DUE - DAY)
    given_to(hoa_sen, plan, DUE)
    given_to(hoa_sen, plan, DUE + DAY)
    given_to(hoa_sen, plan)
    given_to(hoa_sen, plan, DUE, due_on=date(2025, 12, 31))
    given_to(hoa_sen, plan, DUE, due_on=None)

    assert counted(hoa_sen) == (4, 2, 1)
    assert [(one.date, one.value, one.evidence) for one in explain(NAME, hoa_sen, how="early", **YEAR)] == [
        (DUE, 1, (f"plans.assignment:{early.pk}",))
    ]  # fmt: skip


def test_what_was_handed_in_in_time_is_left_out_until_it_is_judged(suoi_may, hoa_sen, lan, plan):
    """Neither late nor in time; what is not finished, or was late, is due as ever."""
    in_time = datetime(2026, 6, 30, 16, 59, tzinfo=UTC)  # a minute before midnight in Vietnam
    whole = given_to(hoa_sen, plan)
    report = make_submitted(whole, lan, percent=100, submitted_at=in_time)
    make_submitted(given_to(hoa_sen, plan), lan, percent=90, submitted_at=in_time)
    late = in_time + timedelta(minutes=1)
    make_submitted(given_to(hoa_sen, plan), lan, percent=100, submitted_at=late)
    upper = given_to(hoa_sen, plan, DUE)
    task = make_task(make_plan(suoi_may, "Kế hoạch của xã"), derived_from=upper.task)
    lower = given_to(hoa_sen, None, task=task)
    make_submitted(lower, lan, percent=100, submitted_at=in_time)

    assert counted(hoa_sen) == (2, 0, 0)
    Assignment.objects.filter(pk__in=[whole.pk, lower.pk]).update(done_on=DUE)
    assert counted(hoa_sen) == (4, 2, 0)
    Assignment.objects.filter(pk=whole.pk).update(done_on=None)
    report.status = "returned"
    report.save()
    assert counted(hoa_sen) == (4, 1, 0)


@pytest.mark.parametrize("status", ["declined", "joined", "ended"])
def test_what_is_nobodys_to_do_is_no_task(hoa_sen, plan, status):
    given_to(hoa_sen, plan, DUE, status=status, mode="requested")

    assert counted(hoa_sen) == (0, 0, 0)


def test_drafts_and_what_a_unit_set_itself_are_no_tasks_given(so, hoa_sen, plan):
    given_to(hoa_sen, make_plan(so, status="draft"))
    given_to(hoa_sen, plan, task=make_task(plan, local_to=hoa_sen))

    assert counted(hoa_sen) == (0, 0, 0)


def test_a_judgement_stands_before_the_clock(hoa_sen, plan):
    """Judged as late, it is not done; judged as done, there is no day to hold against the due one."""
    given_to(hoa_sen, plan, DUE, override="late", override_reason="Báo cáo không đúng")
    given_to(hoa_sen, plan, override="done", override_reason="Đã kiểm tra tại chỗ")

    assert counted(hoa_sen) == (2, 0, 0)


def test_work_of_two_masters_counts_once_and_is_done_with_both(suoi_may, hoa_sen, plan):
    upper = given_to(hoa_sen, plan, DUE)
    task = make_task(make_plan(suoi_may, "Kế hoạch của xã"), derived_from=upper.task)
    lower = given_to(hoa_sen, None, task=task, due_on=DUE - DAY)

    assert counted(hoa_sen) == (1, 0, 0)

    Assignment.objects.filter(pk=lower.pk).update(done_on=DUE)
    (fact,) = explain(NAME, hoa_sen, how="on_time", **YEAR)
    assert fact.evidence == (f"plans.assignment:{upper.pk}", f"plans.assignment:{lower.pk}")

    Assignment.objects.filter(pk=upper.pk).update(status="declined", mode="requested")
    assert ask(NAME, hoa_sen, **YEAR) == [(DUE - DAY, 1)]  # the other master's alone


def test_what_a_merged_unit_did_counts_for_its_heir_and_open_work_once(hoa_sen, binh_minh, plan):
    both = make_task(plan)
    given_to(hoa_sen, plan, task=both)
    given_to(binh_minh, plan, DUE, task=both)
    given_to(hoa_sen, plan, DUE)
    reorganise(Order("Sáp nhập", date(2026, 5, 1), (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)

    assert counted(binh_minh) == (2, 2, 0)
    assert counted(binh_minh, with_predecessors=False) == (1, 1, 0)


works = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 420),
        st.one_of(st.none(), st.integers(-20, 20)),
        st.sampled_from(["sent", "accepted", "proposed", "declined", "joined", "ended"]),
        st.sampled_from(["", "", "done", "late"]),
        st.booleans(),
    ),
    max_size=8,
)


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(works)
def test_one_unit_and_a_population_answer_the_same_and_as_the_indicator_does(so, works):
    """The same work as ``indicators.queries.computed`` counts, which asks through ``entries``."""
    Assignment.objects.all().delete()
    above, below = make_plan(so), make_plan(so, "Kế hoạch của xã")
    units = [make_unit(f"Trường số {number}", admin=so) for number in range(3)]
    for place, day, late, status, override, is_twin in works:
        due = date(2025, 12, 1) + timedelta(days=day)
        said = {"status": status, "mode": "requested", "override": override}
        said |= {"override_reason": "Lý do"} if override else {}
        done = due + timedelta(days=late) if late is not None else None
        first = given_to(units[place], above, done, due, **said)
        if is_twin:
            task = make_task(below, derived_from=first.task)
            given_to(units[place], below, None, due, task=task, status=status, mode="requested")
    keys = [unit.pk for unit in units]

    for how in ("", "on_time", "early"):
        with connection.cursor() as cursor:
            single = {f for key in keys for f in facts.facts_of(cursor, NAME, key, how=how, **YEAR)}
            every = list(facts.facts_of_all(cursor, NAME, facts.these(keys), how=how, **YEAR))
        assert set(every) == single
        assert len(every) == len(single)

    rows = entries(Assignment.objects.filter(unit__in=units), DUE).filter(
        tally.COUNTED, due_on__range=(YEAR["since"], YEAR["until"])
    )
    early = rows.filter(tally.DONE, done_on__lt=F("due_on"))
    assert sum(counted(unit)[0] for unit in units) == rows.count()
    assert sum(counted(unit)[2] for unit in units) == early.count()
