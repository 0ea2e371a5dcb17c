"""The figures of a consolidated report as a workbook."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from phongtrao.lib.numbers import format_date
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.plans.models import Assignment
from phongtrao.reports.comparison import Part
from phongtrao.reports.facts import STATES, Counts, LateFacts, PlanFacts

# Made anew for each workbook: the heads are in the language of the person who asks.


def _task_columns() -> tuple[Column, ...]:
    return (
        Column("ordinal", _("TT")),
        Column("section", _("Mục")),
        Column("text", _("Nhiệm vụ"), width=60),
        Column("leads", _("Chủ trì")),
        Column("timing", _("Thời gian")),
        Column("total", _("Lượt việc")),
        *(Column(state, str(Assignment.Progress(state).label)) for state in STATES),
        Column("percent", _("Tiến độ (%)")),
    )


def _late_columns() -> tuple[Column, ...]:
    return (
        Column("group", _("Địa bàn")),
        Column("unit", _("Đơn vị")),
        Column("ordinal", _("TT nhiệm vụ")),
        Column("task", _("Nhiệm vụ"), width=60),
        Column("due_on", _("Hạn")),
        Column("percent", _("Tiến độ (%)")),
    )


def _obstacle_columns() -> tuple[Column, ...]:
    return (
        Column("unit", _("Đơn vị")),
        Column("task", _("Nhiệm vụ"), width=60),
        Column("text", _("Khó khăn"), width=60),
    )


def facts_workbook(facts: PlanFacts) -> bytes:
    """The figures as .xlsx: the tasks with their counts, the late ones, the obstacles."""
    said = _("%(period)s, số liệu đến ngày %(day)s") % {
        "period": facts.period_label,
        "day": format_date(date.fromisoformat(facts.as_of)),
    }
    sheets = [
        SheetContent(
            _("Nhiệm vụ"), _task_columns(), [_task_cells(*row) for row in _numbered(facts)]
        ),
        SheetContent(
            _("Quá hạn"),
            _late_columns(),
            [_late_cells(row) for row in facts.late],
        ),
        SheetContent(
            _("Khó khăn"), _obstacle_columns(), [(r.unit, r.task, r.text) for r in facts.obstacles]
        ),
    ]
    return write_workbook(sheets, title=facts.title[:200], filters_said=said)


def comparison_workbook(title: str, said: str, parts: Iterable[Part]) -> bytes:
    """Each part of a comparison as a sheet of its own."""
    sheets = [
        SheetContent(
            part.title,
            tuple(Column(f"c{n}", head, width=40) for n, head in enumerate(part.heads)),
            [line.cells for line in part.lines],
        )
        for part in parts
    ]
    return write_workbook(sheets, title=title[:200], filters_said=said)


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
    states = (getattr(counts, state) for state in STATES)
    return (*words, counts.total, *states, counts.percent)
