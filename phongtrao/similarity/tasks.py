"""Doors of this app's jobs. Safe to run twice."""

from datetime import date

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="similarity.read_new", queue="similarity", queueing_lock="similarity.read_new")
def read_new(timestamp: int) -> None:  # noqa: ARG001 -- the minute
    from phongtrao.similarity.services import checks, indexing  # noqa: PLC0415 -- leaf

    indexing.note_arrivals()
    indexing.read_waiting()
    checks.note_checks()
    checks.run_waiting()


@app.periodic(cron="20 17 * * *")  # UTC: twenty past midnight here
@app.task(name="similarity.tidy", queue="similarity", queueing_lock="similarity.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001 -- the day
    from phongtrao.similarity.services import (  # noqa: PLC0415 -- leaf
        checks,
        indexing,
        references,
        upkeep,
    )

    indexing.try_again()
    checks.try_again()
    indexing.sweep()
    upkeep.rebuild_if_outgrown()
    references.forget_loads()


@app.task(name="similarity.load_references", queue="similarity", retry=2)
def load_references(*, load_id: int) -> None:
    from phongtrao.similarity.services import references  # noqa: PLC0415 -- leaf

    references.load_references(load_id)


@app.task(name="similarity.read_again", queue="similarity", retry=3)
def read_again(*, kind: str, number: int, day: str) -> None:
    from phongtrao.similarity.services import indexing  # noqa: PLC0415 -- leaf

    indexing.wait_again(kind, number, date.fromisoformat(day))


@app.task(name="similarity.rebuild", queue="similarity", lock="similarity.rebuild", retry=3)
def rebuild_job(*, work_id: int) -> None:
    from phongtrao.similarity.services import upkeep  # noqa: PLC0415 -- leaf

    upkeep.carry_out_rebuild(work_id)


@app.task(name="similarity.group_texts", queue="similarity", lock="similarity.groups", retry=3)
def group_job(*, work_id: int) -> None:
    from phongtrao.similarity.services import grouping  # noqa: PLC0415 -- leaf

    grouping.carry_out_grouping(work_id)


@app.periodic(cron="40 18 * * *")  # UTC: twenty to two at night here
@app.task(name="similarity.group_nightly", queue="similarity", lock="similarity.groups")
def group_nightly(timestamp: int) -> None:  # noqa: ARG001 -- the day
    from phongtrao.similarity.services import grouping  # noqa: PLC0415 -- leaf

    grouping.group_texts()
