"""States of tasks and of what belongs to them, as words with an icon."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.research.models import ResearchTask, TaskChange, TaskReport
from phongtrao.research.queries.tasks import light_of_task
from phongtrao.web.components import State, StateKind

S = ResearchTask.Status
KINDS: dict[str, StateKind] = {
    S.ACCEPTED: "done",
    S.CLOSED: "done",
    S.FAILED: "refused",
    S.STOPPED: "refused",
    S.DROPPED: "neutral",
}
COLOURS: dict[str, StateKind] = {"green": "done", "amber": "due", "red": "late"}


def state_of(task: ResearchTask) -> State:
    return State(task.get_status_display(), KINDS.get(task.status, "running"), why=task.end_reason)


def light_state(task: Any) -> State | None:
    """Its light in words, with the reason; nothing for what has ended."""
    light = light_of_task(task, timezone.localdate())
    if light is None:
        return None
    words = {"green": _("Đúng hạn"), "amber": _("Sắp đến hạn"), "red": _("Chậm")}
    return State(words[light.colour], COLOURS[light.colour], why=light.because)


def report_state(report: TaskReport) -> State:
    kinds: dict[str, StateKind] = {"submitted": "running", "returned": "late", "accepted": "done"}
    if report.status == TaskReport.Status.DUE:
        late = report.due_on < timezone.localdate()
        return State(_("Quá hạn, chưa nộp"), "late") if late else State(_("Chưa đến hạn"))
    return State(report.get_status_display(), kinds[report.status], why=report.answer)


def change_state(change: TaskChange) -> State:
    kinds: dict[str, StateKind] = {"asked": "due", "approved": "done", "refused": "refused"}
    return State(change.get_status_display(), kinds[change.status], why=change.answer)
