"""The figures of a consolidated report as a workbook."""

from datetime import date

from django.utils.translation import gettext as _

from phongtrao.lib.numbers import format_date
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.reports.facts import Counts, LateFacts, PlanFacts

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


def facts_workbook(facts: PlanFacts) -> bytes:
    """The figures as .xlsx: the tasks with their counts, the late ones, the obstacles."""
    said = _("%(period)s, số liệu đến ngày %(day)s") % {
        "period": facts.period_label,
        "day": format_date(date.fromisoformat(facts.as_of)),
    }
    sheets = [
        SheetContent(_("Nhiệm vụ"), _TASKS, [_task_cells(*row) for row in _numbered(facts)]),
        SheetContent(
            _("Quá hạn"),
            _LATE,
            [_late_cells(row) for row in facts.late],
        ),
        SheetContent(
            _("Vướng mắc"), _OBSTACLES, [(r.unit, r.task, r.text) for r in facts.obstacles]
        ),
    ]
    return write_workbook(sheets, title=facts.title[:200], filters_said=said)


def _numbered(facts: PlanFacts) -> list[tuple[tuple[str, ...], Counts]]:
    rows = [
        ((t.ordinal or str(n), t.section, t.text, t.leads, t.timing), t.counts)
        for n, t in enumerate(facts.tasks, start=1)
    ]
    return [*rows, (("", "", _("Cộng"), "", ""), facts.counts)]


def _late_cells(row: LateFacts) -> tuple[str | int | date | None, ...]:
    due = date.fromisoformat(row.due_on) if row.due_on else None
    return (row.group, row.unit, row.ordinal, row.task, due, row.percent)


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
