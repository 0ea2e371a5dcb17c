"""Making a consolidated report: facts frozen now, paper rendered by a job."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.services import request_paper
from phongtrao.lib.errors import NotAllowed
from phongtrao.lib.periods import Period
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.plans.models import Plan
from phongtrao.reports.access import can_make_report
from phongtrao.reports.facts import Counts, Letter, PlanFacts
from phongtrao.reports.models import PlanReport
from phongtrao.reports.paper import KEY, plan_report_title
from phongtrao.reports.queries import plan_facts


@transaction.atomic
def make_plan_report(
    plan: Plan, period: Period, letter: Letter, *, by: AbstractBaseUser
) -> PlanReport:
    """Freeze today's facts and have the paper written; again for a period is its next version.

    Earlier versions, approved or not, stay as they are.
    """
    can_make_report(by, plan).enforce()
    # Two officers at once get two version numbers.
    locked = Plan.objects.select_for_update().filter(pk=plan.pk).exclude(status=Plan.Status.DRAFT)
    if not locked.exists():
        raise NotAllowed(_("Kế hoạch vừa được rút về bản soạn. Hãy tải lại trang."))
    facts = plan_facts(plan, period, letter=letter)
    version = PlanReport.objects.filter(plan=plan, period=period.key).count() + 1
    paper = request_paper(
        KEY,
        plan_report_title(plan.title, facts.period_label),
        facts.to_json(),
        unit=plan.owner,
        by=by,
        version=version,
    )
    report = PlanReport(plan=plan, period=period.key, as_of=facts.as_of, paper=paper)
    report.full_clean()
    report.save()
    record(paper, "reports.plan_report_made", by=by, plan=plan.pk, period=period.key)
    return report


def facts_workbook(facts: PlanFacts) -> bytes:
    """The figures as .xlsx: the tasks with their counts, the late ones, the obstacles."""
    said = _("%(period)s, số liệu đến ngày %(day)s") % {
        "period": facts.period_label,
        "day": facts.as_of,
    }
    sheets = [
        SheetContent(_("Nhiệm vụ"), _TASKS, [_task_cells(*row) for row in _numbered(facts)]),
        SheetContent(
            _("Quá hạn"),
            _LATE,
            [(r.group, r.unit, r.ordinal, r.task, r.due_on, r.percent) for r in facts.late],
        ),
        SheetContent(
            _("Vướng mắc"), _OBSTACLES, [(r.unit, r.task, r.text) for r in facts.obstacles]
        ),
    ]
    return write_workbook(sheets, title=facts.title[:200], filters_said=said)


_TASKS = (
    Column("ordinal", "TT"),
    Column("section", "Mục"),
    Column("text", "Nhiệm vụ", width=60),
    Column("leads", "Chủ trì"),
    Column("timing", "Thời gian"),
    Column("total", "Lượt việc"),
    Column("done", "Hoàn thành"),
    Column("on_time", "Đúng hạn"),
    Column("due_soon", "Sắp đến hạn"),
    Column("late", "Quá hạn"),
    Column("stale", "Lâu chưa cập nhật"),
    Column("not_started", "Chưa bắt đầu"),
    Column("percent", "Tiến độ (%)"),
)
_LATE = (
    Column("group", "Địa bàn"),
    Column("unit", "Đơn vị"),
    Column("ordinal", "TT nhiệm vụ"),
    Column("task", "Nhiệm vụ", width=60),
    Column("due_on", "Hạn"),
    Column("percent", "Tiến độ (%)"),
)
_OBSTACLES = (
    Column("unit", "Đơn vị"),
    Column("task", "Nhiệm vụ", width=60),
    Column("text", "Khó khăn, vướng mắc", width=60),
)


def _numbered(facts: PlanFacts) -> list[tuple[tuple[str, ...], Counts]]:
    rows = [
        ((t.ordinal or str(n), t.section, t.text, t.leads, t.timing), t.counts)
        for n, t in enumerate(facts.tasks, start=1)
    ]
    return [*rows, (("", "", _("Cộng"), "", ""), facts.counts)]


def _task_cells(words: tuple[str, ...], counts: Counts) -> tuple[str | int, ...]:
    return (
        *words,
        counts.total,
        counts.done,
        counts.on_time,
        counts.due_soon,
        counts.late,
        counts.stale,
        counts.not_started,
        counts.percent,
    )
