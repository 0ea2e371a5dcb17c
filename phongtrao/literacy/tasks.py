"""Doors of this app's jobs. Safe to run twice."""

from procrastinate.contrib.django import app


@app.periodic(cron="*/10 * * * *")
@app.task(name="literacy.close_overdue", queue="default", queueing_lock="literacy.close_overdue")
def close_overdue(timestamp: int) -> None:  # noqa: ARG001 -- the minute
    from phongtrao.literacy.services import attempts  # noqa: PLC0415 -- leaf

    attempts.close_overdue()


# UTC: from half past six in the morning here, every hour of the day, as the reminders of plans.
@app.periodic(cron="45 23,0-10 * * *")
@app.task(name="literacy.remind", queue="plans", queueing_lock="literacy.remind")
def remind(timestamp: int) -> None:
    from datetime import UTC, datetime  # noqa: PLC0415 -- leaf

    from django.utils import timezone  # noqa: PLC0415 -- leaf

    from phongtrao.literacy.services import calls  # noqa: PLC0415 -- leaf

    calls.send_reminders(timezone.localdate(datetime.fromtimestamp(timestamp, UTC)))


@app.periodic(cron="20 18 * * *")  # UTC: after what expires, before blocks are compared
@app.task(name="literacy.feed", queue="indicators", queueing_lock="literacy.feed")
def feed(timestamp: int) -> None:
    from datetime import UTC, datetime  # noqa: PLC0415 -- leaf

    from django.utils import timezone  # noqa: PLC0415 -- leaf

    from phongtrao.literacy.services import feeding  # noqa: PLC0415 -- leaf

    feeding.compute_all(timezone.localdate(datetime.fromtimestamp(timestamp, UTC)))


@app.periodic(cron="10 18 * * *")  # UTC: ten past one at night here
@app.task(name="literacy.expire", queue="default", queueing_lock="literacy.expire")
def expire(timestamp: int) -> None:  # noqa: ARG001 -- the day
    from django.utils import timezone  # noqa: PLC0415 -- leaf

    from phongtrao.literacy.services import completions  # noqa: PLC0415 -- leaf

    completions.expire_confirmations(timezone.localdate())
