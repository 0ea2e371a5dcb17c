"""Doors of this app's jobs. Safe to run twice."""

from procrastinate.contrib.django import app


@app.periodic(cron="40 18 * * *")  # UTC: twenty to two at night here
@app.task(name="indicators.compare", queue="indicators", queueing_lock="indicators.compare")
def compare(timestamp: int) -> None:  # noqa: ARG001 -- the day
    from phongtrao.indicators.services import blocks  # noqa: PLC0415 -- leaf

    blocks.compare()
