"""Doors of this app's jobs. Safe to run twice."""

from procrastinate.contrib.django import app


# UTC: from half past six in the morning here, every hour of the day, as the reminders of plans.
@app.periodic(cron="50 23,0-10 * * *")
@app.task(name="awards.remind", queue="plans", queueing_lock="awards.remind")
def remind(timestamp: int) -> None:
    from datetime import UTC, datetime  # noqa: PLC0415 -- leaf

    from django.utils import timezone  # noqa: PLC0415 -- leaf

    from phongtrao.awards.services import registration_calls  # noqa: PLC0415 -- leaf

    today = timezone.localdate(datetime.fromtimestamp(timestamp, UTC))
    registration_calls.send_reminders(today)
