"""What the page of a progress report prints, and which buttons it offers."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext as _

from phongtrao.documents.models import Evidence
from phongtrao.lib.answers import Answer
from phongtrao.plans.access import reports as access
from phongtrao.plans.models import ProgressReport
from phongtrao.plans.pages.badges import due_badge, report_badge
from phongtrao.plans.periods import period_label
from phongtrao.web.components import Progress, State


@dataclass(frozen=True, slots=True)
class ReportPage:
    report: ProgressReport
    period: str
    badge: State
    facts: list[tuple[str, Any]]
    evidence: list[Evidence]
    can_edit: Answer
    can_withdraw: Answer
    can_review: Answer

    @classmethod
    def build(cls, report: ProgressReport, user: AbstractBaseUser) -> "ReportPage":
        return cls(
            report=report,
            period=period_label(report.period),
            badge=report_badge(report),
            facts=_facts(report),
            evidence=list(report.evidence.select_related("file", "added_by").order_by("pk")),
            can_edit=access.can_edit(user, report),
            can_withdraw=access.can_withdraw(user, report),
            can_review=access.can_review(user, report),
        )


def _facts(report: ProgressReport) -> list[tuple[str, Any]]:
    work = report.assignment
    return [
        (_("Đơn vị"), work.unit.name),
        (_("Kế hoạch"), work.task.plan.title),
        (_("Hạn"), due_badge(work) or _("Không có hạn cố định")),
        (_("Tiến độ báo cáo"), Progress(report.percent, 100)),
        (_("Tiến độ đã duyệt trước đó"), f"{work.percent}%"),
        (_("Việc đã làm"), linebreaksbr(report.done)),
        (_("Khó khăn, vướng mắc"), linebreaksbr(report.obstacles)),
        (_("Người nộp"), report.submitted_by or ""),
    ]
