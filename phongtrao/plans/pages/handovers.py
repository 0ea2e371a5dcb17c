"""What is handed on inside a unit: as a list on the work's page, and one of them with its buttons."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.documents.models import StoredFile
from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import mean_percent
from phongtrao.plans.access import handovers as access
from phongtrao.plans.access.assignments import visible_assignments
from phongtrao.plans.access.difficulties import can_raise_inside, visible_difficulties
from phongtrao.plans.models import Assignment, Difficulty, HandOver, PartEvidence
from phongtrao.plans.pages.badges import due_badge
from phongtrao.plans.pages.difficulties import difficulty_badge
from phongtrao.plans.queries.inside import with_presence
from phongtrao.web.components import Due, Progress, State, StateKind

S = HandOver.Status
KINDS: dict[str, StateKind] = {
    S.GIVEN: "running",
    S.REPORTED: "due",
    S.RETURNED: "refused",
    S.DONE: "done",
}


def handover_badge(handover: HandOver) -> State:
    status = S(handover.status)
    return State(status.label, KINDS[status], why=handover.return_reason)


def inner_due(handover: HandOver) -> Due:
    return Due.of(handover.due_on, closed=not handover.is_open)


@dataclass(frozen=True, slots=True)
class PartLine:
    """One hand-over as the work's page lists it; ``is_gone``: its person is not there any more."""

    handover: HandOver
    badge: State
    due: Due
    is_gone: bool


@dataclass(frozen=True, slots=True)
class PartsInside:
    lines: list[PartLine]
    can_hand_over: Answer

    @classmethod
    def build(cls, work: Assignment, user: AbstractBaseUser) -> "PartsInside":
        rows = with_presence(access.visible_handovers(user).filter(assignment=work))
        lines = [
            PartLine(row, handover_badge(row), inner_due(row), row.is_gone and row.is_open)
            for row in rows.order_by("due_on", "pk")
        ]
        return cls(lines, access.can_hand_over(user, work))

    @property
    def progress(self) -> Progress:
        """Parts whose result the head took over, of all."""
        return Progress(self._count(S.DONE), len(self.lines))

    def sentence(self) -> str:
        """“2 trên 4 phần đã nhận kết quả; 1 phần chờ nhận, 1 phần quá hạn. Bình quân 60%.”"""
        today = timezone.localdate()
        late = sum(line.handover.is_open and line.handover.due_on < today for line in self.lines)
        said = _("%(done)s trên %(all)s phần đã nhận kết quả; %(waiting)s phần chờ nhận, ")
        said += _("%(late)s phần quá hạn. Bình quân %(percent)s%%.")
        percents = [line.handover.percent for line in self.lines]
        return said % {
            "done": self._count(S.DONE),
            "all": len(self.lines),
            "waiting": self._count(S.REPORTED),
            "late": late,
            "percent": mean_percent(sum(percents), len(percents)),
        }

    def _count(self, status: HandOver.Status) -> int:
        return sum(line.handover.status == status for line in self.lines)


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence of the part as the page lists it, with who laid it beside the part and when."""

    pk: int
    title: str
    file: StoredFile | None
    file_id: int | None
    url: str
    added_by: User
    added_at: datetime

    @classmethod
    def of(cls, cited: PartEvidence) -> "Proof":
        found = cited.evidence
        said = (found.pk, found.title, found.file, found.file_id, found.url)
        return cls(*said, cited.added_by, cited.added_at)


@dataclass(frozen=True, slots=True)
class HandOverPage:
    handover: HandOver
    badge: State
    sentence: str
    facts: list[tuple[str, Any]]
    evidence: list[Proof]
    difficulties: list[tuple[Difficulty, State]]
    is_gone: bool
    sees_work: bool
    can_raise: Answer
    can_report: Answer
    can_judge: Answer
    can_pass_on: Answer
    can_drop: Answer

    @classmethod
    def build(cls, handover: HandOver, user: AbstractBaseUser) -> "HandOverPage":
        rows = with_presence(HandOver.objects.filter(pk=handover.pk))
        is_gone = rows.filter(is_gone=True).exists()
        work = visible_assignments(user).filter(pk=handover.assignment_id)
        return cls(
            handover=handover,
            badge=handover_badge(handover),
            sentence=_sentence(handover, is_gone=is_gone),
            facts=_facts(handover),
            evidence=_proofs(handover),
            difficulties=_difficulties(handover, user),
            is_gone=is_gone and handover.is_open,
            sees_work=work.exists(),
            can_raise=can_raise_inside(user, handover),
            can_report=access.can_report(user, handover),
            can_judge=access.can_judge(user, handover),
            can_pass_on=access.can_pass_on(user, handover),
            can_drop=access.can_drop(user, handover),
        )


def _proofs(handover: HandOver) -> list[Proof]:
    rows = handover.proofs.select_related("evidence__file", "added_by").order_by("evidence")
    return [Proof.of(cited) for cited in rows]


def _difficulties(handover: HandOver, user: AbstractBaseUser) -> list[tuple[Difficulty, State]]:
    rows = visible_difficulties(user).filter(handover=handover).order_by("-pk")
    return [(row, difficulty_badge(row)) for row in rows]


def _sentence(handover: HandOver, *, is_gone: bool) -> str:
    said = {"who": handover.receiver, "unit": handover.assignment.unit}
    if is_gone and handover.is_open:
        return _("%(who)s không còn ở %(unit)s. Hãy giao cho người khác.") % said
    return {
        S.GIVEN: _("%(who)s đang làm, chưa báo cáo."),
        S.REPORTED: _("%(who)s đã báo cáo, chờ người giao nhận hoặc trả lại."),
        S.RETURNED: _("Đã trả lại để %(who)s sửa và báo cáo lại."),
        S.DONE: _("Kết quả của %(who)s đã đưa vào báo cáo của đơn vị."),
    }[S(handover.status)] % said


def _facts(handover: HandOver) -> list[tuple[str, Any]]:
    work = handover.assignment
    note = linebreaksbr(handover.note)
    return [
        (_("Nhiệm vụ của đơn vị"), work.text),
        (_("Phần việc, lời dặn"), note),
        (_("Người nhận"), handover.receiver),
        (_("Người giao"), handover.given_by),
        (_("Hạn trong đơn vị"), inner_due(handover)),
        (_("Hạn của nhiệm vụ"), due_badge(work) or _("Không có hạn cố định")),
        (_("Kết quả phải có"), work.task.deliverable),
        (_("Tiến độ"), Progress(handover.percent, 100)),
        (_("Việc đã làm"), linebreaksbr(handover.done)),
        (_("Người báo cáo"), handover.reported_by or ""),
    ]
