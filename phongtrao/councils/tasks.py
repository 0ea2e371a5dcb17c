"""Doors of this app's jobs. Safe to run twice."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app


# UTC: from twenty to seven in the morning here, every hour of the day, as the reminders of plans.
@app.periodic(cron="40 23,0-10 * * *")
@app.task(
    name="councils.look_after_sheets", queue="plans", queueing_lock="councils.look_after_sheets"
)
def look_after_sheets(timestamp: int) -> None:
    from django.utils import timezone  # noqa: PLC0415 -- leaf

    from phongtrao.councils.models import Case  # noqa: PLC0415 -- leaf
    from phongtrao.councils.services import scoring_reminders, voiding  # noqa: PLC0415 -- leaf

    voiding.void_lapsed(Case.objects.all(), by=None)
    scoring_reminders.remind_scorers(timezone.localdate(datetime.fromtimestamp(timestamp, UTC)))


@app.periodic(cron="10 23,0-10 * * *")
@app.task(name="councils.remind_voters", queue="plans", queueing_lock="councils.remind_voters")
def remind_voters(timestamp: int) -> None:
    from phongtrao.councils.services import voting_reminders  # noqa: PLC0415 -- leaf

    voting_reminders.remind_voters(datetime.fromtimestamp(timestamp, UTC))
