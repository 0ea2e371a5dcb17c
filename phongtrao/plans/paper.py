"""A plan drafted here as a paper: its places, and its frozen facts put into words. S0-53.

Head, bases and foot are those of every written paper (``documents.written``), in the layout of Decree
30/2020 (NĐ 30/2020/NĐ-CP, phụ lục I); between them stand the words of the plan and its table of tasks.
Nothing asks the database: a paper printed from the same facts is the same paper.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import DocumentKind
from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey
from phongtrao.documents.word.layout import Align, Row, Section, TableColumn, table
from phongtrao.documents.written import END, TITLED, WrittenFacts, fill_written
from phongtrao.lib.numbers import roman

KEY = "plans.plan"
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
# The sections of the paper are I, II, III: the groups inside one of them are lettered, in the order of
# the Vietnamese alphabet (NĐ 30/2020/NĐ-CP, phụ lục I letters points the same way).
LETTERS = "ABCDĐEGHIKLMNOPQRSTUVXY"
ROMANS = {roman(number): letter for number, letter in enumerate(LETTERS, 1)}
NUMBERED = re.compile(r"(?P<mark>[IVX]+)(?P<rest>\s*[.)].*)", re.DOTALL)
SHARED = frozenset(place.name for place in TITLED.places) - {"ten_loai", "noi_dung"}


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
class PlanPaperFacts:
    """Everything the paper says. ``letter.text`` holds the bases, a line each."""

    letter: WrittenFacts
    opening: str
    purpose: str  # a paragraph each line
    carrying_out: str
    tasks: tuple[PrintedTask, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, frozen: Mapping[str, Any]) -> "PlanPaperFacts":
        letter = WrittenFacts.from_json(frozen["letter"])
        tasks = tuple(PrintedTask(**row) for row in frozen["tasks"])
        return cls(**{**frozen, "letter": letter, "tasks": tasks})

    def says_the_same(self, other: "PlanPaperFacts") -> bool:
        """Whatever day it was printed."""
        return self.letter.says_the_same(other.letter) and replace(
            self, letter=other.letter
        ) == replace(other)


def fill_plan(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """Facts → values of the places. The paper speaks Vietnamese."""
    facts = PlanPaperFacts.from_json(frozen)
    shared = fill_written(facts.letter.to_json())
    return {name: value for name, value in shared.items() if name in SHARED} | {
        "mo_dau": facts.opening,
        "muc_dich": _rows(facts.purpose),
        "bang_nhiem_vu": _task_table(facts.tasks),
        "to_chuc": _ended(facts.carrying_out),
    }


# ------------------------------------------------------------------ pieces


def _rows(text: str) -> list[dict[str, str]]:
    return [{"dong": line.strip()} for line in text.splitlines() if line.strip()]


def _ended(text: str) -> list[dict[str, str]]:
    """The text of the paper ends with “./.”."""
    rows = _rows(text)
    if rows:
        rows[-1] = {"dong": rows[-1]["dong"].removesuffix(END).rstrip(".") + END}
    return rows


def _task_table(tasks: Sequence[PrintedTask]) -> str:
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


def _task_rows(tasks: Sequence[PrintedTask]) -> list[Row]:
    """Rows count on through the sections, unless the plan numbers them itself."""
    rows: list[Row] = []
    number = 0
    # A plan that letters its sections itself may have an “I.” after its “H.”.
    is_lettered = any(task.section.startswith(("A.", "A)")) for task in tasks)
    for section, group in groupby(tasks, key=lambda task: task.section):
        if section:
            rows.append(Section(section if is_lettered else _lettered(section)))
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


def _lettered(section: str) -> str:
    """“II. Tổ chức” → “B. Tổ chức”; what has no roman number stays as it is."""
    found = NUMBERED.fullmatch(section)
    if not found or found["mark"] not in ROMANS:
        return section
    return ROMANS[found["mark"]] + found["rest"]


def _sample() -> dict[str, Any]:
    letter = WrittenFacts(
        kind=DocumentKind.PLAN,
        abstract="Phong trào thi đua đổi mới sáng tạo năm 2026",
        superior="UBND tỉnh Sông Ngân",
        issuer="Sở Giáo dục và Đào tạo",
        symbol="KH-SGDĐT",
        place="Sông Ngân",
        addressed_to="",
        text="Căn cứ Kế hoạch số 05/KH-UBND;",
        capacity="KT. GIÁM ĐỐC",
        position="PHÓ GIÁM ĐỐC",
        signer="Nguyễn Văn A",
        recipients="Các trường THCS\nLưu: VT, VP",
        as_of="2026-01-15",
    )
    task = PrintedTask(
        "I. Tuyên truyền",
        "1",
        "Mở chuyên mục thi đua trên cổng thông tin",
        "Văn phòng Sở",
        "Các phòng",
        "Tháng 3/2026",
        "Chuyên mục",
    )
    return PlanPaperFacts(
        letter=letter,
        opening="Sở Giáo dục và Đào tạo ban hành kế hoạch như sau:",
        purpose="Tạo khí thế thi đua trong toàn ngành.",
        carrying_out="Các phòng, các trường tổ chức thực hiện.",
        tasks=(task, replace(task, ordinal="", section="II. Tổ chức")),
    ).to_json()


PLAN_PAPER = TemplateKey(
    key=KEY,
    title=_("Kế hoạch soạn trên hệ thống"),
    places=(
        *(place for place in TITLED.places if place.name in SHARED),
        Place("mo_dau", _("Câu mở đầu: ban hành kế hoạch gì")),
        Place("muc_dich", _("Các đoạn của mục đích, yêu cầu; có thể trống"), Kind.LIST, ("dong",)),
        Place("bang_nhiem_vu", _("Bảng nhiệm vụ: chủ trì, phối hợp, thời gian, kết quả"), Kind.BLOCK),
        Place("to_chuc", _("Các đoạn của tổ chức thực hiện"), Kind.LIST, ("dong",)),
    ),
    fill=fill_plan,
    sample=_sample,
    default=TEMPLATES / "plan.docx",
)  # fmt: skip
