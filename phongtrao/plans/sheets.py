"""The task table of a plan as offices keep it: six columns, grouped by roman sections. S4-46.

The columns are those of annex II of plan 004. What is exported can be imported again unchanged: a
section is a line of its own, parties are separated by “;”, the time is said in words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets import (
    CellError,
    Column,
    SheetContent,
    Workbook,
    read_rows,
    to_text,
    write_workbook,
)
from phongtrao.lib.text import fold
from phongtrao.plans.models import Phase, Plan, Task, TaskParty
from phongtrao.plans.services.tasks import TaskDraft
from phongtrao.plans.timings import read_when, when_of

SHEET = "Nhiệm vụ"
NO_SECTION = "—"  # a line that ends a section without beginning another
HEADER_WITHIN = 20
ROMAN_SECTION = re.compile(r"(?P<roman>[IVXLCDM]+)\s*\.\s+(?P<title>\S.*)", re.DOTALL)
ROMAN = re.compile(r"[IVXLCDM]+\.?")
# Other offices' words for the same columns, folded.
ALIASES = {
    "nhiem vu, giai phap": "Nhiệm vụ/giải pháp",
    "nhiem vu / giai phap": "Nhiệm vụ/giải pháp",
    "nhiem vu va giai phap": "Nhiệm vụ/giải pháp",
    "noi dung nhiem vu": "Nhiệm vụ/giải pháp",
    "don vi chu tri": "Cơ quan chủ trì",
    "don vi phoi hop": "Cơ quan phối hợp",
    "san pham, ket qua": "Kết quả thực hiện",
}
TASK_FIELDS = {"ordinal": 20, "section": 300, "name": 300, "deliverable": 300, "timing": 200}


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """Tasks as the sheet says them; import nothing while there are errors."""

    drafts: list[TaskDraft]
    errors: list[CellError]


def task_columns(phases: Iterable[Phase] = ()) -> tuple[Column, ...]:
    """The six columns; ``phases`` are those a time may name."""
    phases = list(phases)
    return (
        Column("ordinal", "Stt", clean=to_text, required=False, empty="", width=6),
        Column("text", "Nhiệm vụ/giải pháp", required=False, empty="", width=60),
        Column("leads", "Cơ quan chủ trì", clean=to_names, required=False, empty=(), width=22),
        Column("coordinators", "Cơ quan phối hợp", clean=to_names, required=False, empty=(), width=26),
        Column(
            "when",
            "Thời gian thực hiện",
            clean=lambda cell: read_when(short(cell, "timing"), phases),
            required=False,
            width=20,
        ),
        Column(
            "deliverable",
            "Kết quả thực hiện",
            clean=lambda cell: short(cell, "deliverable"),
            required=False,
            empty="",
            width=26,
        ),
    )  # fmt: skip


# ------------------------------------------------------------------ out


def task_workbook(plan: Plan) -> bytes:
    """The plan's tasks as an .xlsx; units' own tasks are not the plan's."""
    content = SheetContent(SHEET, task_columns(), task_rows(plan))
    return write_workbook([content], title=plan.title)


def task_rows(plan: Plan) -> Iterator[list[str]]:
    """Six cells a line; a line for each section before its tasks."""
    tasks = plan.tasks.standing().order_by("position", "pk")
    section = ""
    for task in tasks.select_related("phase").prefetch_related("parties"):
        if task.section != section:
            section = task.section
            yield [*section_cells(section), "", "", "", ""]
        parties = sorted(task.parties.all(), key=lambda p: (p.position, p.pk))
        yield [
            task.ordinal,
            task.text,
            names_of(parties, TaskParty.Role.LEAD),
            names_of(parties, TaskParty.Role.COORDINATOR),
            when_of(task).words(),
            task.deliverable,
        ]


def section_cells(section: str) -> tuple[str, str]:
    """“I. Truyền thông” → “I”, “Truyền thông”; a section without a number stands alone."""
    if found := ROMAN_SECTION.fullmatch(section):
        return found["roman"], found["title"]
    return section or NO_SECTION, ""


def names_of(parties: Iterable[TaskParty], role: str) -> str:
    return "; ".join(party.name for party in parties if party.role == role)


# ------------------------------------------------------------------ in


def read_task_sheet(book: Workbook, phases: Iterable[Phase] = ()) -> TaskSheet:
    """Read the first sheet; every bad cell is named at once, with its line and column."""
    columns = task_columns(phases)
    result = read_rows(_with_our_labels(book.rows()), columns)
    drafts: list[TaskDraft] = []
    errors = list(result.errors)
    section = ""
    for line, row in zip(result.lines, result.rows, strict=True):
        try:
            begun = section_of(row)
            if begun is None:
                drafts.append(_draft(row, section))
            else:
                section = begun
        except BadInput as error:
            too_long = len(row["ordinal"]) > TASK_FIELDS["ordinal"]
            errors.append(CellError(line, columns[0 if too_long else 1].label, str(error)))
    if not drafts and not errors:
        errors.append(CellError(0, "", _("Bảng không có nhiệm vụ nào. Hãy kiểm tra lại tệp.")))
    return TaskSheet(drafts, sorted(errors, key=lambda error: error.row))


def section_of(row: dict[str, Any]) -> str | None:
    """The section this line begins; None for the line of a task. BadInput if it is too long."""
    if row["leads"] or row["coordinators"] or row["when"] or row["deliverable"]:
        return None
    ordinal, text = row["ordinal"], row["text"]
    if ordinal and not text:
        title = "" if ordinal == NO_SECTION else ordinal
    elif ordinal and ROMAN.fullmatch(ordinal):
        title = f"{ordinal.rstrip('.')}. {text}"
    elif not ordinal and ROMAN_SECTION.fullmatch(text):
        title = text
    else:
        return None
    return short(title, "section")


def to_names(cell: Any) -> tuple[str, ...]:
    """“Phòng A; Phòng B”, or one a line → names in order."""
    parts = re.split(r"[;\n]", to_text(cell))
    names = (" ".join(part.split()) for part in parts)
    return tuple(short(name, "name") for name in names if name)


def short(cell: Any, field: str) -> str:
    """The cell as text that fits the task's field."""
    text, most = to_text(cell), TASK_FIELDS[field]
    if len(text) > most:
        raise BadInput(
            _("dài %(length)s ký tự, quá mức %(most)s. Hãy rút gọn.")
            % {"length": len(text), "most": most}
        )
    return text


def _draft(row: dict[str, Any], section: str) -> TaskDraft:
    if not row["text"]:
        raise BadInput(_("chưa có nội dung nhiệm vụ. Hãy nhập vào ô này."))
    return TaskDraft(
        text=row["text"],
        section=section,
        ordinal=short(row["ordinal"], "ordinal"),
        when=row["when"] or read_when(""),
        deliverable=row["deliverable"],
        deliverable_kind=Task.Deliverable.OTHER,
        leads=row["leads"],
        coordinators=row["coordinators"],
    )


def _with_our_labels(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    for number, cells in enumerate(rows):
        if number < HEADER_WITHIN:
            yield [
                ALIASES.get(fold(cell), cell) if isinstance(cell, str) else cell for cell in cells
            ]
        else:
            yield cells


# ------------------------------------------------------------------ waiting in a page


def pack(drafts: Iterable[TaskDraft]) -> list[list[Any]]:
    """The drafts as plain values, for a preview that is confirmed later."""
    return [
        [d.section, d.ordinal, d.text, d.leads, d.coordinators, d.when.text, d.deliverable]
        for d in drafts
    ]


def unpack(rows: Iterable[Sequence[Any]], phases: Iterable[Phase]) -> list[TaskDraft]:
    phases = list(phases)
    return [
        TaskDraft(
            section=section,
            ordinal=ordinal,
            text=text,
            leads=tuple(leads),
            coordinators=tuple(coordinators),
            when=read_when(time, phases),
            deliverable=deliverable,
        )
        for section, ordinal, text, leads, coordinators, time, deliverable in rows
    ]
