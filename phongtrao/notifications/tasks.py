"""Doors of the jobs: digests at seven in the morning, one job a mail."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

# After 6, 36, 216, 1296 and 7776 seconds: a mail server that restarts is back by then.
PATIENT = RetryStrategy(max_attempts=5, exponential_wait=6)


@app.periodic(cron="0 0 * * *")  # UTC: seven in the morning here
@app.task(name="notifications.send_digests", queueing_lock="notifications.send_digests")
def send_digests(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the minute
    from django.utils.timezone import localdate  # noqa: PLC0415 -- leaf

    from phongtrao.notifications import services  # noqa: PLC0415 -- leaf

    services.send_digests(localdate())


@app.task(name="notifications.send_mail", retry=PATIENT)
def send_mail(mail_id: int) -> None:
    from phongtrao.notifications.services import deliver  # noqa: PLC0415 -- leaf

    deliver(mail_id)
