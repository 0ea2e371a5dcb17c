"""Doors of this app's jobs: ids in, one call of a service, no logic. Each is safe to run twice."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

RETRIES = 2


@app.task(name="orgs.preview_draft", queue="orgs", retry=2)
def preview_draft(*, work_id: int, planned_id: int) -> None:
    from phongtrao.orgs.services import planned  # noqa: PLC0415 -- leaf

    planned.preview_draft(work_id, planned_id)


@app.task(name="orgs.carry_out_planned", queue="orgs", retry=2)
def carry_out_planned(*, planned_id: int, work_id: int) -> None:
    from phongtrao.orgs.services import planned  # noqa: PLC0415 -- leaf

    planned.carry_out_under_work(planned_id, work_id)


# UTC: from five past midnight here, every hour, so that a worker that was down makes up for it.
@app.periodic(cron="5 * * * *")
@app.task(name="orgs.carry_out_due", queue="orgs", queueing_lock="orgs.carry_out_due")
def carry_out_due(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the minute
    from django.utils.timezone import localdate  # noqa: PLC0415 -- leaf

    from phongtrao.orgs.services import planned  # noqa: PLC0415 -- leaf

    planned.carry_out_due(localdate())


@app.task(name="orgs.check_import", queue="orgs", retry=RETRIES, pass_context=True)
def check_import(context: JobContext, *, import_id: int, work_id: int) -> None:
    from phongtrao.orgs.imports import services  # noqa: PLC0415 -- leaf

    services.check_rows(import_id, work_id, is_last=context.job.attempts >= RETRIES)


@app.task(name="orgs.apply_import", queue="orgs", retry=RETRIES, pass_context=True)
def apply_import(context: JobContext, *, import_id: int, work_id: int) -> None:
    from phongtrao.orgs.imports import services  # noqa: PLC0415 -- leaf

    services.write_rows(import_id, work_id, is_last=context.job.attempts >= RETRIES)


@app.periodic(cron="0 19 * * *")  # UTC: two at night here
@app.task(name="orgs.remove_old_imports", queueing_lock="orgs.remove_old_imports")
def remove_old_imports(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the minute
    from django.utils.timezone import localdate  # noqa: PLC0415 -- leaf

    from phongtrao.orgs.imports import services  # noqa: PLC0415 -- leaf

    services.remove_old_contents(localdate())


@app.periodic(cron="40 0 * * *")  # UTC: twenty to eight in the morning here
@app.task(name="orgs.tell_missing_days", queueing_lock="orgs.tell_missing_days")
def tell_missing_days(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the minute
    from django.utils.timezone import localdate  # noqa: PLC0415 -- leaf

    from phongtrao.orgs.services import days_off  # noqa: PLC0415 -- leaf

    days_off.tell_missing(localdate())


@app.periodic(cron="20 19 * * *")  # UTC: twenty past two at night here
@app.task(name="orgs.forget_learners", queueing_lock="orgs.forget_learners")
def forget_learners(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the minute
    from django.utils.timezone import localdate  # noqa: PLC0415 -- leaf

    from phongtrao.orgs.services import forget_expired  # noqa: PLC0415 -- leaf

    forget_expired(localdate())


@app.periodic(cron="20 19 * * *")  # UTC: twenty past two at night here
@app.task(name="orgs.forget_passing", queueing_lock="orgs.forget_passing")
def forget_passing(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the minute
    from django.utils.timezone import localdate  # noqa: PLC0415 -- leaf

    from phongtrao.orgs import services  # noqa: PLC0415 -- leaf

    services.forget_passing(localdate())
