"""Doing the waiting jobs here and now."""

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


def run_jobs() -> list[str]:
    """Run every waiting job once, in order; return their names."""
    jobs = list(ProcrastinateJob.objects.filter(status="todo").order_by("pk"))
    for job in jobs:
        app.tasks[job.task_name](**job.args)
    _finish(jobs)
    return [job.task_name for job in jobs]


def _finish(jobs: list[ProcrastinateJob]) -> None:
    """As a worker would leave them: tests with real transactions do not clean this table."""
    with connection.cursor() as cursor:
        done = "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = ANY(%s)"
        cursor.execute(done, [[job.pk for job in jobs]])
