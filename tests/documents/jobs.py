"""Doing the waiting jobs here and now."""

import time

from django.db import connection
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


def run_jobs() -> list[str]:
    """Run every waiting job once, in order; return their names."""
    jobs = list(ProcrastinateJob.objects.filter(status="todo").order_by("pk"))
    for job in jobs:
        task = app.tasks[job.task_name]
        told = [_context(job)] if task.pass_context else []
        task(*told, **job.args)
    _finish(jobs)
    return [job.task_name for job in jobs]


def _context(job: ProcrastinateJob) -> JobContext:
    """What a worker would tell the job of itself."""
    mine = job.procrastinate_job
    return JobContext(app=app, job=mine, start_timestamp=time.time(), abort_reason=lambda: None)


def _finish(jobs: list[ProcrastinateJob]) -> None:
    """As a worker would leave them: tests with real transactions do not clean this table."""
    with connection.cursor() as cursor:
        done = "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = ANY(%s)"
        cursor.execute(done, [[job.pk for job in jobs]])
