"""Doors of this app's jobs. Safe to run twice."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app


# UTC: from half past six in the morning here, every hour of the day, as the reminders of plans.
@app.periodic(cron="55 23,0-10 * * *")
@app.task(name="research.remind", queue="plans", queueing_lock="research.remind")
def remind(timestamp: int) -> None:
    from django.utils import timezone  # noqa: PLC0415 -- leaf

    from phongtrao.research.services import reminding  # noqa: PLC0415 -- leaf

    reminding.send_reminders(timezone.localdate(datetime.fromtimestamp(timestamp, UTC)))


# UTC: after numbers of literacy, before blocks are compared.
@app.periodic(cron="25 18 * * *")
@app.task(name="research.feed", queue="indicators", queueing_lock="research.feed")
def feed(timestamp: int) -> None:
    from django.utils import timezone  # noqa: PLC0415 -- leaf

    from phongtrao.research.services import contest_feeding  # noqa: PLC0415 -- leaf

    contest_feeding.compute_all(timezone.localdate(datetime.fromtimestamp(timestamp, UTC)))
