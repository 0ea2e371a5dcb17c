"""Days off that change move the clocks that run in working days, told before they are saved. S0-27"""

from datetime import timedelta

import pytest
from django.urls import reverse

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.orgs.models import YearOff
from phongtrao.orgs.services.days_off import DaysOff, moved_by, save_days_off
from phongtrao.research.services.stages import open_stage
from tests.factories import give, make_user
from tests.research.made import go_on
from tests.research.screens import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(task, an):
    """Its stage runs ten working days from today on."""
    go_on(task, an)
    return open_stage(task)


@pytest.fixture
def more_off(waiting):
    """The year of its clock, with the last day of it off as well."""
    row = YearOff.objects.filter(year=waiting.due_on.year).first()
    free = [*(row.free if row else []), waiting.due_on]
    return DaysOff(waiting.due_on.year, free, row.worked if row else [], "TB 9/TB-BNV")


def test_what_moves_is_said_and_then_moved_with_history(waiting, more_off, an, task):
    was = waiting.due_on
    (moved,) = moved_by(more_off, by=an)
    waiting.refresh_from_db()
    assert (moved.before, waiting.due_on) == (was, was)
    save_days_off(more_off, by=an)

    waiting.refresh_from_db()
    assert moved.after == waiting.due_on > was
    assert "ngày nghỉ lễ, Tết" in waiting.due_because
    assert Entry.objects.filter(action="research.clock_moved").count() == 1


def test_it_is_named_on_the_page_before_saving(waiting, more_off, an, task):
    said = {
        "free": "\n".join(f"{day:%d/%m/%Y}" for day in more_off.free),
        "worked": "\n".join(f"{day:%d/%m/%Y}" for day in more_off.worked),
        "basis": "TB 9/TB-BNV",
    }
    url = reverse("orgs:days_off_edit", args=[more_off.year])
    text = as_(an).post(url, said).content.decode()

    assert "1 hạn sẽ đổi ngày" in text
    assert task.title in text


def test_who_does_not_see_the_task_reads_its_code_only(waiting, more_off, so, task):
    admin = make_user("quantri_so")
    give(admin, Role.ADMIN, so)
    (moved,) = moved_by(more_off, by=admin)

    assert (moved.what.split(":")[0], moved.url) == (task.code, "")


def test_calendar_days_stay(task, an):
    stage = open_stage(task)  # thirty days of the calendar
    row = YearOff.objects.filter(year=stage.due_on.year).first()
    free = [*(row.free if row else []), stage.due_on]
    off = DaysOff(stage.due_on.year, free, row.worked if row else [], "TB 9/TB-BNV")

    assert moved_by(off, by=an) == []
    save_days_off(off, by=an)
    stage.refresh_from_db()
    assert stage.due_on == task.proposed_on + timedelta(days=30)
