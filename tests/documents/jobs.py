"""Doing the waiting jobs here and now."""

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


def run_jobs() -> list[str]:
    """Run every waiting job once, in order; return their names."""
    jobs = list(ProcrastinateJob.objects.filter(status="todo").order_by("pk"))
    for job in jobs:
        app.tasks[job.task_name](**job.args)
    return [job.task_name for job in jobs]
