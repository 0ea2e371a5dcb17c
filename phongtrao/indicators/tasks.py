"""Doors of this app's jobs. Safe to run twice."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app


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
