"""The tables a plan's paper carries in its annexes: tasks, and targets by year. No database. S0-53.

Their headers are the words the plan reader knows (reader.columns), so that what is printed here is read
back as it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from phongtrao.documents.word.layout import Align, Row, Section, TableColumn, table

MM = 56.7  # twentieths of a point
LABELS = ("TT", "Nhiệm vụ, giải pháp", "Chủ trì", "Phối hợp", "Thời gian", "Kết quả")
ALIGNS: dict[str, Align] = {
    "TT": "center",
    "Nhiệm vụ, giải pháp": "both",
    "Thời gian": "center",
}
# Millimetres, together 165. A date at 12 points takes 20 of them and 2.5 are the margins of its cell:
# a column of less breaks “15/12/2026” inside the year.
WIDTHS = (10, 51, 27, 25, 27, 25)
WIDTHS_ALONE = (10, 67, 33, 0, 27, 28)  # where nobody coordinates anything
WHOLE, ORDINAL = 165, 10
MOST_YEARS = 95  # millimetres left for the columns of years
YEAR = 30


@dataclass(frozen=True, slots=True)
class PrintedTask:
    """A row of the table, all as printed."""

    section: str
    ordinal: str
    text: str
    leads: str
    coordinators: str
    time: str
    deliverable: str


@dataclass(frozen=True, slots=True)
class PrintedTarget:
    """``years``: (“2026”, or “” where the target names none, and what is to be reached), in order."""

    ordinal: str
    name: str
    years: tuple[tuple[str, str], ...]

    @classmethod
    def from_json(cls, frozen: Mapping[str, Any]) -> "PrintedTarget":
        years = tuple((year, text) for year, text in frozen["years"])
        return cls(frozen["ordinal"], frozen["name"], years)


def task_table(tasks: Sequence[PrintedTask]) -> str:
    """Without the column of coordinators where it would stand empty."""
    widths = WIDTHS if any(task.coordinators for task in tasks) else WIDTHS_ALONE
    kept = [place for place, width in enumerate(widths) if width]
    columns = [
        TableColumn(LABELS[place], round(widths[place] * MM), ALIGNS.get(LABELS[place], "left"))
        for place in kept
    ]
    rows = _task_rows(tasks)
    return table(
        columns,
        (row if isinstance(row, Section) else [row[place] for place in kept] for row in rows),
    )


def target_table(targets: Sequence[PrintedTarget]) -> str:
    """A column for each year any of them names; empty without targets."""
    if not targets:
        return ""
    years = sorted({year for target in targets for year, _text in target.years})
    width = min(YEAR, MOST_YEARS // max(1, len(years)))
    name = WHOLE - ORDINAL - width * len(years)
    columns = [
        TableColumn("TT", round(ORDINAL * MM), "center"),
        TableColumn("Chỉ tiêu", round(name * MM), "both"),
        *(TableColumn(_year(year), round(width * MM), "center") for year in years),
    ]
    return table(columns, [_target_row(target, n, years) for n, target in enumerate(targets, 1)])


def _target_row(target: PrintedTarget, number: int, years: Sequence[str]) -> list[str]:
    """A year with several targets (for primary schools, for others) has a line for each."""
    said = ("\n".join(text for year, text in target.years if year == one) for one in years)
    return [target.ordinal or str(number), target.name, *said]


def _year(year: str) -> str:
    return f"Năm {year}" if year else "Mục tiêu"


def _task_rows(tasks: Sequence[PrintedTask]) -> list[Row]:
    """Rows count on through the sections, unless the plan numbers them itself."""
    rows: list[Row] = []
    number = 0
    for section, group in groupby(tasks, key=lambda task: task.section):
        if section:
            rows.append(Section(section))
        for task in group:
            number += 1
            rows.append(
                [
                    task.ordinal or str(number),
                    task.text,
                    task.leads,
                    task.coordinators,
                    task.time,
                    task.deliverable,
                ]
            )
    return rows
