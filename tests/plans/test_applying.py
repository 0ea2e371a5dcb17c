"""An amendment of a plan with much work is applied by a job; the clock's job does it once as well. S0-53."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from phongtrao.audit.models import Entry
from phongtrao.notifications.models import Notice
from phongtrao.plans import tasks as jobs
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.services import applying
from phongtrao.plans.services.amending import begin_amendment
from phongtrao.plans.services.plans import close_plan, publish_plan
from phongtrao.plans.services.taking_effect import put_due_in_effect
from tests.plans.amended import amend_wholly, copy_of, make_running


@pytest.fixture
def running(so, hoa_sen, binh_minh):
    return make_running(so, hoa_sen, binh_minh)


def states(task):
    return dict(Assignment.objects.filter(task=task).values_list("unit__name", "status"))


def start_large(running, an, monkeypatch):
    """An amendment of a plan with eight pieces of work, where three are changed at once."""
    monkeypatch.setattr(applying, "AT_ONCE", 3)
    amendment = amend_wholly(running, an)
    for task in (running.train, running.visit):
        copy_of(amendment, task).delete()
    return amendment


def run_job():
    # The newest only: the flush between tests leaves the queue's own tables alone.
    job = ProcrastinateJob.objects.filter(task_name="plans.carry_out_amendment").latest("id")
    jobs.carry_out_amendment(**job.args)


@pytest.mark.django_db(transaction=True)
def test_much_work_is_changed_in_a_job(running, an, binh, monkeypatch, client):
    amendment = start_large(running, an, monkeypatch)
    client.force_login(an)
    here = reverse("plans:plan", args=[amendment.pk])

    asked = client.post(reverse("plans:plan_publish", args=[amendment.pk]))
    amendment.refresh_from_db()
    work = amendment.applying
    page = client.get(here).content.decode()
    assert asked["Location"] == reverse("web:work", args=[work.pk])
    assert (work.status, work.total, amendment.status) == ("waiting", 8, "published")
    assert ("Đang áp dụng" in page, asked["Location"] in page) == (True, True)
    assert set(states(running.visit).values()) == {"accepted"}
    run_job()
    run_job()

    work.refresh_from_db()
    amendment.refresh_from_db()
    assert (work.status, amendment.status) == ("done", "merged")
    assert "2 đơn vị có việc thay đổi" in work.message
    assert set(states(running.visit).values()) == {"ended"}
    assert Entry.objects.get(action="plans.plan_amended").actor == an
    assert Notice.objects.filter(to=binh, key__startswith="plans.amended").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_clock_and_the_job_apply_it_once(running, an, monkeypatch):
    amendment = publish_plan(start_large(running, an, monkeypatch), by=an)

    assert put_due_in_effect(timezone.localdate()) == 1
    run_job()

    amendment.applying.refresh_from_db()
    assert amendment.applying.status == "done"
    assert Entry.objects.filter(action="plans.plan_amended").count() == 1


def test_an_amendment_of_a_plan_that_was_closed_holds_nothing_up(running, an):
    tomorrow = timezone.localdate() + timedelta(days=1)
    amendment = begin_amendment(running.plan, "Sửa đổi", tomorrow, Plan.Amending.WHOLE, by=an)
    copy_of(amendment, running.visit).delete()
    publish_plan(amendment, by=an)
    close_plan(running.plan, by=an)

    assert put_due_in_effect(tomorrow) == 0
