"""What pages of findings print, and what of them stands beside a task or a unit's work."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext as _

from phongtrao.documents.models import Evidence
from phongtrao.lib.answers import Answer
from phongtrao.plans.access import findings as access
from phongtrao.plans.access.assignments import visible_assignments
from phongtrao.plans.access.tasks import visible_tasks
from phongtrao.plans.models import Assignment, Finding, Task
from phongtrao.plans.periods import period_label
from phongtrao.web.components import Due, State, StateKind

F = Finding.Status
KINDS: dict[str, StateKind] = {F.OPEN: "due", F.ANSWERED: "running", F.CLOSED: "done"}


def finding_badge(finding: Finding) -> State:
    return State(F(finding.status).label, KINDS[finding.status])


@dataclass(frozen=True, slots=True)
class BesideFindings:
    """Findings on a task, or on a unit's work and its reports, and whether one may be written."""

    rows: list[tuple[Finding, State]]
    can_find: Answer

    @classmethod
    def of(
        cls, task: Task, user: AbstractBaseUser, work: Assignment | None = None
    ) -> "BesideFindings":
        rows = access.visible_findings(user).filter(task=task, assignment=work)
        found = [(row, finding_badge(row)) for row in rows.order_by("-pk")]
        return cls(found, access.can_find(user, task, work))


@dataclass(frozen=True, slots=True)
class FindingPage:
    finding: Finding
    badge: State
    facts: list[tuple[str, Any]]
    sees_task: bool
    sees_work: bool
    can_answer: Answer
    can_close: Answer
    can_send_back: Answer
    proofs: list[Evidence]

    @classmethod
    def build(cls, row: Finding, user: AbstractBaseUser) -> "FindingPage":
        return cls(
            finding=row,
            badge=finding_badge(row),
            facts=_facts(row),
            sees_task=visible_tasks(user).filter(pk=row.task_id or 0).exists(),
            sees_work=visible_assignments(user).filter(pk=row.assignment_id or 0).exists(),
            can_answer=access.can_answer(user, row),
            can_close=access.can_close(user, row),
            can_send_back=access.can_send_back(user, row),
            proofs=list(row.evidence.select_related("file").order_by("pk")),
        )


def _facts(row: Finding) -> list[tuple[str, Any]]:
    seen = f"{row.seen_by}, {row.seen_at:%d/%m/%Y}" if row.seen_at else _("Chưa ai mở")
    return [
        (_("Loại"), row.get_kind_display()),
        (_("Nơi trả lời"), row.addressee.name),
        (_("Nhiệm vụ"), _task(row)),
        (_("Báo cáo"), period_label(row.report.period) if row.report else ""),
        (_("Kế hoạch"), row.task.plan.title if row.task else ""),
        (_("Nội dung"), linebreaksbr(row.text)),
        (_("Người ghi"), row.written_by),
        (_("Trả lời trước ngày"), due_shown(row)),
        (_("Nơi nhận đã xem"), seen),
        (_("Yêu cầu làm tiếp vì"), linebreaksbr(row.back_reason)),
        (_("Trả lời"), linebreaksbr(row.answer)),
        (_("Người trả lời"), row.answered_by or ""),
    ]


def _task(row: Finding) -> str:
    if row.assignment:
        return row.assignment.text
    return row.task.text if row.task else ""


def due_shown(row: Finding) -> Due | str:
    return Due.of(row.due_on, closed=row.status != F.OPEN) if row.due_on else ""
