"""Doors of this app's jobs. Safe to run twice."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app


# UTC: from ten to seven in the morning here, every hour of the day, as the reminders of plans.
@app.periodic(cron="50 23,0-10 * * *")
@app.task(
    name="initiatives.remind_checkers", queue="plans", queueing_lock="initiatives.remind_checkers"
)
def remind_checkers(timestamp: int) -> None:
    from django.utils import timezone  # noqa: PLC0415 -- leaf

    from phongtrao.initiatives.services import reminding  # noqa: PLC0415 -- leaf

    reminding.remind_checkers(timezone.localdate(datetime.fromtimestamp(timestamp, UTC)))
