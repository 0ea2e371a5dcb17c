"""Deadlines of research: who is reminded, whom it reaches once late, what waits on the desk. S0-26 S0-28"""

from datetime import timedelta

import pytest
from django.urls import reverse

from phongtrao.notifications.models import Notice
from phongtrao.research.models import ResearchTask
from phongtrao.research.queries.tasks import light_of_task, with_standing
from phongtrao.research.services.proposing import set_minder
from phongtrao.research.services.reminding import send_reminders
from tests.research.made import make_task, run
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


def test_late_it_goes_on_to_leaders_day_by_day(running, so, binh, dung):  # S0-26
    """Who answers for it, after a week the leaders of both sides, after two those above the office."""
    report = running.reports.last()
    running.reports.exclude(pk=report.pk).delete()
    send_reminders(report.due_on + DAY)
    assert told("report") == {"lan", "giang", "binh", "an"}
    send_reminders(report.due_on + 6 * DAY)
    assert told("report") == {"lan", "giang", "binh", "an"}
    send_reminders(report.due_on + 7 * DAY)

    assert told("report") == {"lan", "giang", "binh", "an", "dung"}
    text = Notice.objects.filter(to=dung)[0].text
    assert text.startswith("Quá hạn 7 ngày")


def test_two_weeks_late_it_goes_above_the_office(suoi_may, hoa_sen, lan, lam, dung):  # S0-26
    """A commune manages the task: the Sở's leader is over it."""
    task = make_task(suoi_may, hoa_sen, lan)
    stage = task.stages.get()
    send_reminders(stage.due_on + 13 * DAY)
    assert "dung" not in told("stage")
    send_reminders(stage.due_on + 14 * DAY)
    send_reminders(stage.due_on + 15 * DAY)

    assert "dung" in told("stage")
    assert Notice.objects.filter(to=dung).count() == 1


def test_the_light_says_why_and_whom_it_reaches(running, an, dung):  # S0-26
    """The Sở manages the task and nobody is above: its leader is told once."""
    report = running.reports.last()
    running.reports.exclude(pk=report.pk).delete()
    for days, notices, said in (
        (6, 0, ""),
        (7, 1, " Từ 7 ngày: báo lãnh đạo hai bên."),
        (14, 1, " Từ 14 ngày: báo cả lãnh đạo cấp trên, nếu có."),
    ):
        send_reminders(report.due_on + days * DAY)
        assert Notice.objects.filter(to=dung, key__startswith="research.report:").count() == notices
        row = with_standing(ResearchTask.objects.all()).get()
        light = light_of_task(row, report.due_on + days * DAY)
        due = f"{report.due_on:%d/%m/%Y}"
        assert light.because == f"Quá hạn: báo cáo định kỳ hạn {due}.{said}"


def test_a_stage_is_the_offices(task, an, binh):
    stage = task.stages.get(done_on=None)
    send_reminders(stage.due_on)

    assert told("stage") == {"an"}


def test_it_waits_on_the_desk(running, lan, an):
    home = as_(lan).get(reverse("portal:home")).content.decode()

    assert "Báo cáo định kỳ nhiệm vụ KH&amp;CN" in home
