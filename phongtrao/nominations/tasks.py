"""Doors of this app's jobs: one call of a service, safe to run twice."""

from procrastinate.contrib.django import app


# UTC: a quarter past two at night here, after the registers' own jobs.
@app.periodic(cron="15 19 * * *")
@app.task(name="nominations.flag_changed", queue="plans", queueing_lock="nominations.flag_changed")
def flag_changed_facts(timestamp: int) -> None:  # noqa: ARG001 -- the queue gives it
    from phongtrao.nominations.services.flagging import (  # noqa: PLC0415 -- leaf
        flag_changed,
        flag_granted,
    )

    flag_changed()
    flag_granted()


# UTC: half past two at night here.
@app.periodic(cron="30 19 * * *")
@app.task(
    name="nominations.forget_dossiers", queue="plans", queueing_lock="nominations.forget_dossiers"
)
def forget_old_dossiers(timestamp: int) -> None:  # noqa: ARG001 -- the queue gives it
    from django.utils.timezone import localdate  # noqa: PLC0415 -- leaf

    from phongtrao.nominations.services.forgetting import forget_due  # noqa: PLC0415 -- leaf

    forget_due(localdate())


@app.task(name="nominations.build_dossier", queue="documents", retry=3)
def build_dossier_job(version_id: int, work_id: int) -> None:
    from phongtrao.nominations.services.packing import build_dossier  # noqa: PLC0415 -- leaf

    build_dossier(version_id, work_id)
