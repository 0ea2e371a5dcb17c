"""Doors of this app's jobs. Safe to run twice."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app


# UTC: from half past six in the morning here, every hour of the day, as the reminders of plans.
@app.periodic(cron="35 23,0-10 * * *")
@app.task(name="reports.remind", queue="plans", queueing_lock="reports.remind")
def remind(timestamp: int) -> None:
    from django.utils import timezone  # noqa: PLC0415 -- leaf

    from phongtrao.reports.requests.services import escalation, reminding  # noqa: PLC0415 -- leaf

    today = timezone.localdate(datetime.fromtimestamp(timestamp, UTC))
    reminding.send_reminders(today)
    escalation.send_escalations(today)
    reminding.prepare_next_rounds(today)
