"""Doors of this app's jobs: ids in, one call of a service, no logic. Each is safe to run twice."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app


@app.task(name="plans.carry_out_issue", queue="plans", retry=3)
def carry_out_issue(
    *,
    work_id: int,
    plan_id: int,
    task_ids: list[int],
    unit_ids: list[int],
    named_ids: list[int],
    mode: str,
    act: int,
) -> None:
    from phongtrao.plans.models import Plan, Task  # noqa: PLC0415 -- leaf
    from phongtrao.plans.services.cascade import Issue, carry_out  # noqa: PLC0415 -- leaf

    plan = Plan.objects.select_related("owner").get(pk=plan_id)
    tasks = list(Task.objects.filter(pk__in=task_ids).select_related("phase").order_by("position"))
    carry_out(work_id, Issue(plan, tasks, unit_ids, mode, named_ids), act)


@app.task(name="plans.read_intake", queue="plans", retry=2)
def read_intake(*, intake_id: int, work_id: int) -> None:
    from phongtrao.plans.services import intake  # noqa: PLC0415 -- leaf

    intake.read_intake(intake_id, work_id)


@app.task(name="plans.carry_out_amendment", queue="plans", retry=3)
def carry_out_amendment(*, work_id: int, amendment_id: int) -> None:
    from phongtrao.plans.services import applying  # noqa: PLC0415 -- leaf

    applying.carry_out(work_id, amendment_id)


# UTC: from half past six in the morning here, every hour of the day, so that a worker that was down
# at the time makes up for it. The keys of the notices keep each from being said twice.
@app.periodic(cron="30 23,0-10 * * *")
@app.task(name="plans.remind", queue="plans", queueing_lock="plans.remind")
def remind(timestamp: int) -> None:
    from django.utils import timezone  # noqa: PLC0415 -- leaf

    from phongtrao.plans.services.escalation import send_escalations  # noqa: PLC0415 -- leaf
    from phongtrao.plans.services.finding_reminders import (  # noqa: PLC0415 -- leaf
        send_finding_reminders,
    )
    from phongtrao.plans.services.reminders import (  # noqa: PLC0415 -- leaf
        send_late_summaries,
        send_reminders,
        send_review_reminders,
    )
    from phongtrao.plans.services.taking_effect import put_due_in_effect  # noqa: PLC0415 -- leaf

    today = timezone.localdate(datetime.fromtimestamp(timestamp, UTC))
    put_due_in_effect(today)
    send_reminders(today)
    send_late_summaries(today)
    send_review_reminders(today)
    send_escalations(today)
    send_finding_reminders(today)
