"""What the page of a progress report prints, and which buttons it offers."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext as _

from phongtrao.documents.models import Evidence
from phongtrao.lib.answers import Answer
from phongtrao.plans.access import findings
from phongtrao.plans.access import reports as access
from phongtrao.plans.access.handovers import visible_handovers
from phongtrao.plans.models import Assignment, Finding, HandOver, ProgressReport, TaskParty
from phongtrao.plans.pages.badges import due_badge, report_badge
from phongtrao.plans.pages.findings import finding_badge
from phongtrao.plans.periods import period_label
from phongtrao.plans.services.twins import Offer, offers_for
from phongtrao.web.components import Progress, State


@dataclass(frozen=True, slots=True)
class SameReport:
    """The report handed in together with this one, to the other master; each is judged by itself."""

    report: ProgressReport
    badge: State


@dataclass(frozen=True, slots=True)
class ReportPage:
    report: ProgressReport
    period: str
    badge: State
    facts: list[tuple[str, Any]]
    evidence: list[Evidence]
    offers: list[Offer]
    same: list[SameReport]
    sources: list[HandOver]
    can_edit: Answer
    can_withdraw: Answer
    can_review: Answer
    findings: list[tuple[Finding, State]]
    can_find: Answer

    @classmethod
    def build(cls, report: ProgressReport, user: AbstractBaseUser) -> "ReportPage":
        found = findings.visible_findings(user).filter(report=report)
        return cls(
            report=report,
            period=period_label(report.period),
            badge=report_badge(report),
            facts=_facts(report),
            evidence=list(report.evidence.select_related("file", "added_by").order_by("pk")),
            offers=offers_for(report, user) if report.status in access.EDITABLE else [],
            same=_same(report, user),
            sources=list(visible_handovers(user).filter(taken_into=report).order_by("pk")),
            can_edit=access.can_edit(user, report),
            can_withdraw=access.can_withdraw(user, report),
            can_review=access.can_review(user, report),
            findings=[(row, finding_badge(row)) for row in found.order_by("-pk")],
            can_find=findings.can_find(user, report.assignment.task, report.assignment),
        )


def _same(report: ProgressReport, user: AbstractBaseUser) -> list[SameReport]:
    linked = Q(same_as=report) | Q(pk=report.same_as_id)
    rows = access.visible_reports(user).filter(linked).exclude(status=ProgressReport.Status.DRAFT)
    return [SameReport(row, report_badge(row)) for row in rows.order_by("pk")]


def _part(work: Assignment) -> str:
    """What the report is about, where the unit only coordinates. S2-05."""
    if work.part != TaskParty.Role.COORDINATOR:
        return ""
    return _("Phối hợp: báo cáo về phần việc của đơn vị, đơn vị chủ trì thấy cạnh phần của mình.")


def _approved_before(report: ProgressReport) -> str:
    """Once approved, this report is itself what the work stands at."""
    if report.status == ProgressReport.Status.ACCEPTED:
        return ""
    return f"{report.assignment.percent}%"


def _facts(report: ProgressReport) -> list[tuple[str, Any]]:
    work = report.assignment
    return [
        (_("Đơn vị"), work.unit.name),
        (_("Kế hoạch"), work.task.plan.title),
        (_("Vai trò"), _part(work)),
        (_("Hạn"), due_badge(work) or _("Không có hạn cố định")),
        (_("Tiến độ báo cáo"), Progress(report.percent, 100)),
        (_("Tiến độ đã duyệt trước đó"), _approved_before(report)),
        (_("Việc đã làm"), linebreaksbr(report.done)),
        (_("Khó khăn"), linebreaksbr(report.obstacles)),
        (_("Người nộp"), report.submitted_by or ""),
    ]
