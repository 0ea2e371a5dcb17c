"""Periodic reports: planned with the contract, handed in by the host, accepted or returned by the office."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.research.access.tasks import can_keep, can_manage
from phongtrao.research.models import ResearchTask, TaskReport

S = TaskReport.Status
TRANSITIONS: Transitions[S] = {
    S.DUE: frozenset({S.SUBMITTED}),
    S.SUBMITTED: frozenset({S.RETURNED, S.ACCEPTED}),
    S.RETURNED: frozenset({S.SUBMITTED}),
    S.ACCEPTED: frozenset(),
}
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Told:
    done: str
    percent: int
    pace: str
    next_work: str = ""
    trouble: str = ""
    spent: Decimal | None = None


def plan_reports(task: ResearchTask, months: int) -> None:
    """One every so many months of its time, those there already left alone: an extension adds to them."""
    if task.starts_on is None or task.ends_on is None or months <= 0:
        return
    have, number, rows = task.reports.count(), 1, []
    while (day := months_after(task.starts_on, months * number)) < task.ends_on:
        if number > have:
            rows.append(TaskReport(task=task, number=number, due_on=day))
        number += 1
    TaskReport.objects.bulk_create(rows)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, the last where that month is shorter."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, min(last, day.day))
        except ValueError:
            continue
    raise ValueError(day)  # no month has less than 28 days


@transaction.atomic
def submit_report(report: TaskReport, told: Told, *, by: AbstractBaseUser) -> TaskReport:
    """Late ones too. What is missing is said: BadInput."""
    can_keep(by, report.task).enforce()
    if report.task.status not in ResearchTask.Status.contracted:
        raise WrongState(_("Nhiệm vụ không còn trong thời gian thực hiện."))
    if not told.done.strip():
        raise BadInput(_("Hãy ghi việc đã làm trong kỳ."))
    move(
        report,
        S.SUBMITTED,
        TRANSITIONS,
        done=told.done.strip(),
        percent=told.percent,
        pace=told.pace,
        next_work=told.next_work.strip(),
        trouble=told.trouble.strip(),
        spent=told.spent,
        submitted_by_id=by.pk,
        submitted_at=timezone.now(),
    )
    record(report.task, "research.report_submitted", by=by, number=report.number)
    return report


@transaction.atomic
def accept_report(report: TaskReport, answer: str, *, by: AbstractBaseUser) -> TaskReport:
    can_manage(by, report.task).enforce()
    move(report, S.ACCEPTED, TRANSITIONS, answer=answer.strip())
    record(report.task, "research.report_accepted", by=by, number=report.number)
    return report


@transaction.atomic
def return_report(report: TaskReport, answer: str, *, by: AbstractBaseUser) -> TaskReport:
    can_manage(by, report.task).enforce()
    if not answer.strip():
        raise BadInput(_("Hãy ghi cần bổ sung điều gì."))
    move(report, S.RETURNED, TRANSITIONS, answer=answer.strip())
    record(report.task, "research.report_returned", by=by, number=report.number)
    return report
