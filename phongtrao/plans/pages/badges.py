"""States as the screens show them: a word, an icon, and why."""

from datetime import date

from phongtrao.plans.models import Assignment, ProgressReport
from phongtrao.plans.queries.status import state_of, status_reason
from phongtrao.web.components import Due, State, StateKind

P = Assignment.Progress
PROGRESS_KINDS: dict[str, StateKind] = {
    P.NOT_STARTED: "neutral",
    P.ON_TIME: "running",
    P.DUE_SOON: "due",
    P.LATE: "late",
    P.STALE: "due",
    P.DONE: "done",
    P.DECLINED: "refused",
    P.JOINED: "neutral",
    P.ENDED: "neutral",
}
ANSWER_KINDS: dict[str, StateKind] = {
    Assignment.Status.SENT: "due",
    Assignment.Status.ACCEPTED: "done",
    Assignment.Status.PROPOSED: "running",
    Assignment.Status.DECLINED: "refused",
    Assignment.Status.JOINED: "neutral",
    Assignment.Status.ENDED: "neutral",
}
REPORT_KINDS: dict[str, StateKind] = {
    ProgressReport.Status.DRAFT: "neutral",
    ProgressReport.Status.SUBMITTED: "running",
    ProgressReport.Status.RETURNED: "refused",
    ProgressReport.Status.ACCEPTED: "done",
}


def progress_badge(assignment: Assignment, today: date | None = None) -> State:
    """The automatic or overridden status, with its reason on hover."""
    state = state_of(assignment, today)
    return State(state.label, PROGRESS_KINDS[state], why=status_reason(assignment, today))


def answer_badge(assignment: Assignment) -> State:
    status = Assignment.Status(assignment.status)
    return State(status.label, ANSWER_KINDS[status], why=assignment.answer)


def report_badge(report: ProgressReport) -> State:
    status = ProgressReport.Status(report.status)
    return State(status.label, REPORT_KINDS[status], why=report.return_reason)


def due_badge(assignment: Assignment) -> Due | None:
    closed = assignment.done_on is not None or assignment.status in Assignment.Status.dropped
    return Due.of(assignment.due_on, closed=closed) if assignment.due_on else None
