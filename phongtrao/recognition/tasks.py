"""Doors of this app's jobs: ids in, one call of a service, no logic. Each is safe to run twice."""

from procrastinate.contrib.django import app


# UTC: seven in the morning here; a word for each moment goes out once, whenever it runs.
@app.periodic(cron="5 0 * * *")
@app.task(name="recognition.renewals", queue="plans", queueing_lock="recognition.renewals")
def renewals(timestamp: int) -> None:
    from datetime import UTC, datetime  # noqa: PLC0415 -- leaf

    from django.utils import timezone  # noqa: PLC0415 -- leaf

    from phongtrao.recognition.services.renewals import send_reminders  # noqa: PLC0415 -- leaf

    send_reminders(timezone.localdate(datetime.fromtimestamp(timestamp, UTC)))


@app.task(name="recognition.forget_files", queue="documents", retry=2)
def forget_files(*, file_ids: list[int]) -> None:
    from phongtrao.recognition.services.files import forget_unused  # noqa: PLC0415 -- leaf

    forget_unused(file_ids)
