"""Deadlines of research: who is reminded, whom it reaches once late, what waits on the desk. S0-26 S0-28"""

from datetime import timedelta

import pytest
from django.urls import reverse

from phongtrao.notifications.models import Notice
from phongtrao.research.services.proposing import set_minder
from phongtrao.research.services.reminding import send_reminders
from tests.research.made import run
from tests.research.screens import as_

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def running(task, an):
    """Its next report alone is still to come: the stage of running has no clock."""
    return set_minder(run(task, an), an, by=an)


def told(kind):
    rows = Notice.objects.filter(key__startswith=f"research.{kind}:")
    return set(rows.values_list("to__username", flat=True))


def test_a_week_before_those_who_carry_it_out_are_reminded_once(running, binh, dung):
    due = running.reports.last().due_on
    running.reports.exclude(due_on=due).delete()
    send_reminders(due - 8 * DAY)
    assert told("report") == set()
    send_reminders(due - 7 * DAY)
    send_reminders(due - 6 * DAY)

    assert told("report") == {"lan", "giang", "binh"}
    assert Notice.objects.filter(key__startswith="research.report:").count() == 3


def test_once_late_it_reaches_who_answers_for_it_and_the_leaders(running, binh, dung):  # S0-26
    report = running.reports.last()
    running.reports.exclude(pk=report.pk).delete()
    send_reminders(report.due_on + DAY)

    assert told("report") == {"lan", "giang", "binh", "an", "dung"}
    text = Notice.objects.filter(to=dung)[0].text
    assert text.startswith("Quá hạn 1 ngày")


def test_a_stage_is_the_offices(task, an, binh):
    stage = task.stages.get(done_on=None)
    send_reminders(stage.due_on)

    assert told("stage") == {"an"}


def test_it_waits_on_the_desk(running, lan, an):
    home = as_(lan).get(reverse("portal:home")).content.decode()

    assert "Báo cáo định kỳ nhiệm vụ KH&amp;CN" in home
