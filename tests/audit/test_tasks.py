"""When the jobs run, and what they leave."""

from procrastinate.contrib.django import app

from phongtrao.audit.models import Entry
from phongtrao.audit.services import verify_chain
from phongtrao.audit.tasks import seal, verify


def schedules():
    return {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}


def test_history_is_sealed_every_minute_and_walked_through_every_night():
    found = schedules()

    assert found["audit.seal"] == "* * * * *"
    assert found["audit.verify"] == "30 18 * * *"  # half past one in the morning, Vietnam time


def test_the_nightly_job_keeps_what_it_found(so):
    seal(timestamp=0)
    sealed = Entry.objects.count()

    verify(timestamp=0)

    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.actor) == ("audit.checked", None)
    assert verify_chain().sealed == sealed
