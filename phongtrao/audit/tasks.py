"""Doors of the jobs. Entries are sealed every minute; the chain is walked through every night."""

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal")
def seal(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the minute
    from phongtrao.audit.services import seal_entries  # noqa: PLC0415 -- leaf

    seal_entries()


@app.periodic(cron="30 18 * * *")  # UTC: half past one at night here
@app.task(name="audit.verify", queueing_lock="audit.verify")
def verify(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the minute
    from phongtrao.audit.services import check_chain  # noqa: PLC0415 -- leaf

    check_chain(by=None)
