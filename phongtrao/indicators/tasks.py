"""Doors of this app's jobs. Safe to run twice."""

from datetime import UTC, datetime

from procrastinate import JobContext
from procrastinate.contrib.django import app

RETRIES = 2


@app.periodic(cron="20 18 * * *")  # UTC: twenty past one at night here, before they are compared
@app.task(name="indicators.compute", queue="indicators", queueing_lock="indicators.compute")
def compute(timestamp: int) -> None:  # noqa: ARG001 -- the day
    from django.utils import timezone  # noqa: PLC0415 -- leaf

    from phongtrao.indicators.services import (  # noqa: PLC0415 -- leaf
        from_activities,
        from_tasks,
    )

    today = timezone.localdate()
    from_activities.compute_all(today)
    from_tasks.compute_all(today)  # the last: targets are held against numbers of the same night


@app.periodic(cron="40 18 * * *")  # UTC: twenty to two at night here
@app.task(name="indicators.compare", queue="indicators", queueing_lock="indicators.compare")
def compare(timestamp: int) -> None:  # noqa: ARG001 -- the day
    from phongtrao.indicators.services import blocks  # noqa: PLC0415 -- leaf

    blocks.compare()


# UTC: from half past six in the morning here, every hour of the day, as the reminders of plans.
@app.periodic(cron="40 23,0-10 * * *")
@app.task(name="indicators.remind", queue="plans", queueing_lock="indicators.remind")
def remind(timestamp: int) -> None:
    from django.utils import timezone  # noqa: PLC0415 -- leaf

    from phongtrao.indicators.services import reminding  # noqa: PLC0415 -- leaf

    reminding.send_reminders(timezone.localdate(datetime.fromtimestamp(timestamp, UTC)))


@app.task(name="indicators.write_sheet", queue="indicators", retry=RETRIES, pass_context=True)
def write_sheet(context: JobContext, *, sheet_id: int, work_id: int) -> None:
    from phongtrao.indicators.services import round_sheets  # noqa: PLC0415 -- leaf

    round_sheets.write_sheet(sheet_id, work_id, is_last=context.job.attempts >= RETRIES)


@app.periodic(cron="50 18 * * *")  # UTC: ten to two at night here
@app.task(name="indicators.remove_old_sheets", queueing_lock="indicators.remove_old_sheets")
def remove_old_sheets(timestamp: int) -> None:  # noqa: ARG001 -- the day
    from django.utils import timezone  # noqa: PLC0415 -- leaf

    from phongtrao.indicators.services import round_sheets  # noqa: PLC0415 -- leaf

    round_sheets.remove_old_sheets(timezone.localdate())
