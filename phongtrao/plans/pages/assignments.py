"""What the page of a unit's work prints, and which buttons it offers."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from phongtrao.lib.answers import Answer
from phongtrao.plans.access import assignments as access
from phongtrao.plans.access.reports import can_write, visible_reports
from phongtrao.plans.models import Assignment, Plan, ProgressReport, TaskParty
from phongtrao.plans.pages.badges import answer_badge, due_badge, progress_badge, report_badge
from phongtrao.plans.pages.handovers import PartsInside
from phongtrao.plans.pages.inside import BesideWork
from phongtrao.plans.pages.parts import Part, parts_beside
from phongtrao.plans.periods import period_label
from phongtrao.plans.queries.status import status_reason
from phongtrao.plans.queries.task_merging import joined_into
from phongtrao.plans.queries.twins import twins_of
from phongtrao.plans.timings import when_of
from phongtrao.web.components import Progress, State

S = Assignment.Status


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report as the work's page lists it."""

    report: ProgressReport
    period: str
    badge: State


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    work: Assignment
    sentence: str
    facts: list[tuple[str, Any]]
    reports: list[ReportLine]
    inside: PartsInside
    parts: list[Part]
    twins: list[Assignment]
    joined: list[Assignment]
    kept: Assignment | None
    around: BesideWork
    next_step: str
    can_accept: Answer
    can_propose: Answer
    can_decline: Answer
    can_answer: Answer
    can_override: Answer
    can_report: Answer
    can_drop: Answer

    @property
    def is_declined(self) -> bool:
        return self.work.status == S.DECLINED

    @classmethod
    def build(cls, work: Assignment, user: AbstractBaseUser) -> "AssignmentPage":
        reports = visible_reports(user).filter(assignment=work).order_by("-pk")
        return cls(
            work=work,
            sentence=status_reason(work),
            facts=_facts(work),
            reports=[ReportLine(r, period_label(r.period), report_badge(r)) for r in reports],
            inside=PartsInside.build(work, user),
            parts=parts_beside(work.task, user),
            around=BesideWork.build(work, user),
            twins=list(access.visible_assignments(user).filter(pk__in=twins_of(work).values("pk"))),
            joined=list(joined_into(work)),
            kept=_kept(work),
            next_step=_next_step(work, user),
            can_accept=access.can_accept(user, work),
            can_propose=access.can_propose(user, work),
            can_decline=access.can_decline(user, work),
            can_answer=access.can_answer_proposal(user, work),
            can_override=access.can_override(user, work),
            can_report=can_write(user, work),
            can_drop=access.can_drop_local_task(user, work),
        )


def _kept(work: Assignment) -> Assignment | None:
    """The work of the same unit that goes on where this one was joined by a merger of tasks."""
    if not work.task.merged_into_id:
        return None
    rows = Assignment.objects.filter(task=work.task.merged_into_id, unit=work.unit_id)
    return rows.select_related("task").first()


def _next_step(work: Assignment, user: AbstractBaseUser) -> str:
    """What the reader may do now that the work waits for an answer, or has had one."""
    if work.task.plan.status != Plan.Status.PUBLISHED:
        return ""
    if access.acts_for(user, work.unit):
        return _step_of_unit(work)
    if access.is_office_of(user, work.task.plan):
        return _step_of_office(work)
    return ""


def _step_of_unit(work: Assignment) -> str:
    if work.status == S.SENT and work.mode == Assignment.Mode.REQUESTED:
        return _("Hãy tiếp nhận, đề xuất điều chỉnh, hoặc từ chối và ghi lý do.")
    if work.status == S.SENT:
        return _("Hãy tiếp nhận hoặc đề xuất điều chỉnh.")
    if work.status == S.PROPOSED:
        return _("Đề xuất đang chờ văn phòng trả lời; trong lúc chờ vẫn tính hạn đang có.")
    if work.status == S.DECLINED:
        return _("Nếu đổi ý, hãy mở “Thao tác khác” và chọn “Nhận lại đề nghị”.")
    return ""


def _step_of_office(work: Assignment) -> str:
    if work.status == S.PROPOSED:
        return _("Đơn vị đề xuất điều chỉnh: hãy đồng ý hoặc giữ nguyên.")
    if work.status == S.DECLINED:
        return _("Hãy trao đổi lại với đơn vị, hoặc giao việc này cho đơn vị khác.")
    return ""


def _part(work: Assignment) -> str:
    """What the plan has the unit do; whom it does not name simply carries the task out. S2-05."""
    if work.task.local_to_id:
        return ""
    if work.part == TaskParty.Role.LEAD and not work.task.parties.filter(unit=work.unit).exists():
        return pgettext("role", "Thực hiện")
    return work.get_part_display()


def _facts(work: Assignment) -> list[tuple[str, Any]]:
    task = work.task
    words = task.text if work.wording else ""
    return [
        (_("Đơn vị"), work.unit.name),
        (_("Hình thức"), _("Nhiệm vụ riêng") if task.local_to_id else work.get_mode_display()),
        (_("Vai trò"), _part(work)),
        (_("Tiếp nhận"), answer_badge(work)),
        (_("Tình trạng"), progress_badge(work)),
        (_("Tiến độ"), Progress(work.percent, 100)),
        (_("Hạn"), due_badge(work) or _("Không có hạn cố định")),
        (_("Thời gian trong kế hoạch"), when_of(task).words()),
        (_("Kết quả phải có"), task.deliverable),
        (_("Nội dung gốc trong kế hoạch"), words),
        (_("Trả lời của đơn vị"), work.answer),
        (_("Nội dung đề xuất"), work.proposed_text),
        (_("Hạn đề xuất"), f"{work.proposed_due_on:%d/%m/%Y}" if work.proposed_due_on else ""),
        (_("Trả lời của văn phòng"), work.reply),
        (_("Nhắc gần nhất"), f"{work.reminded_on:%d/%m/%Y}" if work.reminded_on else ""),
    ]
