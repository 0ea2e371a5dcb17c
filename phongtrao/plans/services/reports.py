"""Progress reports: written by the unit, judged by the office, counted into the work's progress."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.models import Evidence
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.periods import Period
from phongtrao.notifications.services import notify
from phongtrao.plans.access import reports as access
from phongtrao.plans.models import Assignment, ProgressReport
from phongtrao.plans.queries.people import office_of, people_at
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.claims import bring_evidence
from phongtrao.plans.timings import when_of

S = ProgressReport.Status
REPORT_TRANSITIONS: Transitions[S] = {
    S.DRAFT: frozenset({S.SUBMITTED}),
    S.SUBMITTED: frozenset({S.DRAFT, S.RETURNED, S.ACCEPTED}),
    S.RETURNED: frozenset({S.SUBMITTED}),
    S.ACCEPTED: frozenset(),
}
FULL = 100


@dataclass(frozen=True, slots=True)
class Writing:
    """What the unit writes: percent 0–100, what was done, what stands in the way."""

    percent: int
    done: str = ""
    obstacles: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How many of several reports were accepted, and why the others were not."""

    accepted: int
    refused: tuple[str, ...] = ()


# ------------------------------------------------------------------ the unit writes


@transaction.atomic
def start_report(assignment: Assignment, period: Period, *, by: AbstractBaseUser) -> ProgressReport:
    """The report of the period: the one there is, or a new draft that starts at the last percent."""
    access.can_write(by, assignment).enforce()
    if period.start > timezone.localdate():
        raise BadInput(_("Kỳ báo cáo chưa bắt đầu. Hãy chọn kỳ này hoặc kỳ trước."))
    report, is_new = ProgressReport.objects.get_or_create(
        assignment=assignment,
        period=period.key,
        defaults={"written_by_id": by.pk, "percent": assignment.percent},
    )
    if is_new:
        record(report, "plans.report_started", by=by, period=period.key)
    return report


@transaction.atomic
def save_draft(report: ProgressReport, writing: Writing, *, by: AbstractBaseUser) -> ProgressReport:
    """Keep what is written so far. No line of history: a draft is not a deed."""
    access.can_edit(by, report).enforce()
    _check_percent(writing)
    fields = {"percent": writing.percent, "done": writing.done, "obstacles": writing.obstacles}
    # Under the condition that it is still a draft: a colleague may be submitting it right now.
    rows = ProgressReport.objects.filter(pk=report.pk, status=report.status)
    if not rows.update(**fields, written_by=by.pk):
        raise WrongState(_("Báo cáo vừa được người khác nộp. Hãy tải lại trang."))
    report.refresh_from_db()
    return report


@transaction.atomic
def submit_report(report: ProgressReport, *, by: AbstractBaseUser) -> ProgressReport:
    """Hand the report to the office; from here on the text is frozen."""
    access.can_edit(by, report).enforce()
    _check_complete(report)
    move(
        report,
        S.SUBMITTED,
        REPORT_TRANSITIONS,
        submitted_by=by.pk,
        submitted_at=timezone.now(),
    )
    _keep_claim(report)
    record(report, "plans.report_submitted", by=by, after=_said(report))
    _tell_office(report)
    return report


@transaction.atomic
def withdraw_report(report: ProgressReport, *, by: AbstractBaseUser) -> ProgressReport:
    """Take a submitted report back to mend it, as long as nobody has judged it."""
    access.can_withdraw(by, report).enforce()
    move(report, S.DRAFT, REPORT_TRANSITIONS, submitted_by=None, submitted_at=None)
    _keep_claim(report)
    record(report, "plans.report_withdrawn", by=by)
    return report


# ------------------------------------------------------------------ the office judges


@transaction.atomic
def return_report(report: ProgressReport, reason: str, *, by: AbstractBaseUser) -> ProgressReport:
    """Send the report back with what is missing; the unit mends and submits it again."""
    access.can_review(by, report).enforce()
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do trả lại để đơn vị biết cần sửa gì."))
    said = reason.strip()
    move(report, S.RETURNED, REPORT_TRANSITIONS, return_reason=said, **_judged(by))
    record(report, "plans.report_returned", by=by, after={"reason": said})
    told = gettext_lazy("Báo cáo tiến độ bị trả lại: %(task)s. Hãy sửa và nộp lại.")
    _tell_unit(report, told, "returned")
    return report


@transaction.atomic
def accept_report(report: ProgressReport, *, by: AbstractBaseUser) -> ProgressReport:
    """Accept the report, exactly as read: its percent becomes the progress of the work."""
    access.can_review(by, report).enforce()
    move(report, S.ACCEPTED, REPORT_TRANSITIONS, return_reason="", **_judged(by))
    _count(report)
    record(report, "plans.report_accepted", by=by, after=_said(report))
    _tell_unit(report, gettext_lazy("Báo cáo tiến độ đã được duyệt: %(task)s."), "accepted")
    return report


def accept_reports(reports: list[ProgressReport], *, by: AbstractBaseUser) -> Reviewed:
    """Accept several at once; one that cannot be accepted does not stop the others."""
    accepted, refused = 0, []
    for report in reports:
        try:
            accept_report(report, by=by)
        except WrongState:
            refused.append(_("%(unit)s: người khác vừa xử lý.") % {"unit": report.assignment.unit})
        else:
            accepted += 1
    return Reviewed(accepted, tuple(refused))


# ------------------------------------------------------------------ evidence


@transaction.atomic
def attach_new(
    report: ProgressReport,
    title: str,
    *,
    file: "File[Any] | None" = None,
    url: str = "",
    by: AbstractBaseUser,
) -> Evidence:
    """Store a file or an address as evidence of the unit and cite it. BadFile, BadInput as they say."""
    locked = _editable(report, by)
    unit = locked.assignment.unit
    evidence = bring_evidence(unit, title, file=file, url=url, by=by)
    _cite(locked, evidence, by)
    return evidence


@transaction.atomic
def attach_existing(
    report: ProgressReport, evidence: Evidence, *, by: AbstractBaseUser
) -> Evidence:
    """Cite evidence the unit already has."""
    locked = _editable(report, by)
    if evidence.unit_id != locked.assignment.unit_id:
        raise BadInput(_("Minh chứng này của đơn vị khác. Hãy chọn minh chứng của đơn vị mình."))
    _cite(locked, evidence, by)
    return evidence


@transaction.atomic
def detach(report: ProgressReport, evidence: Evidence, *, by: AbstractBaseUser) -> None:
    """Cite it no more; the evidence itself stays with the unit."""
    locked = _editable(report, by)
    locked.evidence.remove(evidence)
    record(report, "plans.evidence_dropped", by=by, before={"evidence": evidence.title})


def _editable(report: ProgressReport, by: AbstractBaseUser) -> ProgressReport:
    """The report, locked: nothing is attached to it while a colleague submits it."""
    related = ("assignment__unit", "assignment__task__plan")
    rows = ProgressReport.objects.select_for_update(of=("self",)).select_related(*related)
    locked = rows.get(pk=report.pk)
    access.can_edit(by, locked).enforce()
    return locked


def _cite(report: ProgressReport, evidence: Evidence, by: AbstractBaseUser) -> None:
    if report.evidence.filter(pk=evidence.pk).exists():
        return
    report.evidence.add(evidence)
    record(report, "plans.evidence_cited", by=by, after={"evidence": evidence.title})


# ------------------------------------------------------------------ parts


def _check_percent(writing: Writing) -> None:
    if not 0 <= writing.percent <= FULL:
        raise BadInput(_("Tiến độ là số từ 0 đến 100."))


def _check_complete(report: ProgressReport) -> None:
    if not report.done.strip():
        raise BadInput(_("Hãy ghi việc đã làm trong kỳ trước khi nộp báo cáo."))


def _judged(by: AbstractBaseUser) -> dict[str, Any]:
    return {"reviewed_by": by.pk, "reviewed_at": timezone.now()}


def _said(report: ProgressReport) -> Mapping[str, Any]:
    """The very text that is handed in or approved, for the history."""
    titles = report.evidence.order_by("pk").values_list("title", flat=True)
    return {
        "period": report.period,
        "percent": report.percent,
        "done": report.done,
        "obstacles": report.obstacles,
        "evidence": list(titles),
    }


def _keep_claim(report: ProgressReport) -> None:
    """What the unit last handed in, judged or not, stands at the work; withdrawn, what was before."""
    handed_in = report.assignment.reports.exclude(submitted_at=None).order_by(
        "-submitted_at", "-pk"
    )
    last = handed_in.first()
    claim = {
        "claimed_at": last.submitted_at if last else None,
        "claimed_percent": last.percent if last else 0,
    }
    Assignment.objects.filter(pk=report.assignment_id).update(**claim)


def _count(report: ProgressReport) -> None:
    """Progress is what the last submitted of the accepted reports says.

    Locked, because two officers may accept reports of two periods at the same moment.
    """
    work = Assignment.objects.select_for_update(of=("self",)).select_related("task__plan")
    assignment = work.get(pk=report.assignment_id)
    submitted_at = report.submitted_at
    if submitted_at is None or (assignment.reported_at and assignment.reported_at > submitted_at):
        return
    assignment.reported_at = submitted_at
    assignment.percent = report.percent
    assignment.done_on = timezone.localdate(submitted_at) if report.percent == FULL else None
    _renew(assignment)
    assignment.save(update_fields=["reported_at", "percent", "done_on", "due_on"])
    report.assignment = assignment


def _renew(assignment: Assignment) -> None:
    """Work that returns every year or month is done for this time only: the next due day, from zero."""
    rule = when_of(assignment.task).rule()
    if assignment.done_on is None or assignment.due_on is None or rule is None:
        return
    due = rule.next_due(max(assignment.due_on, assignment.done_on)) if rule.is_recurring else None
    ends_on = assignment.task.plan.ends_on
    if due and (ends_on is None or due <= ends_on):
        assignment.due_on, assignment.percent, assignment.done_on = due, 0, None


def _tell_unit(report: ProgressReport, sentence: Promise, event: str) -> None:
    people = [
        user for user in people_at(report.assignment.unit) if user.pk != report.reviewed_by_id
    ]
    with office_language():
        text = str(sentence) % {"task": quoted(report.assignment.text)}
    notify(
        people,
        text,
        key=f"plans.report:{report.pk}:{event}:{report.reviewed_at:%Y%m%d%H%M%S}",
        url=reverse("plans:report", args=[report.pk]),
    )


def _tell_office(report: ProgressReport) -> None:
    """One line a day for the office, whatever the number of reports: the queue shows them."""
    plan = report.assignment.task.plan
    with office_language():
        text = _("Có báo cáo tiến độ mới chờ duyệt: %(plan)s.") % {"plan": quoted(plan.title)}
    notify(
        office_of(plan.owner),
        text,
        key=f"plans.reports_waiting:{plan.pk}:{timezone.localdate()}",
        url=reverse("plans:review_queue"),
    )
