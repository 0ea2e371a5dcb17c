"""Door of the job that takes up again what a killed worker left in the middle."""

from typing import Any

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="web.take_up_again", queueing_lock="web.take_up_again", pass_context=True)
async def take_up_again(context: Any, timestamp: int) -> None:  # noqa: ARG001 -- the minute
    """Jobs whose worker has given no sign of life for half a minute wait again; each may run twice."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        await jobs.retry_job(job)
