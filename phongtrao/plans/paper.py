"""A plan drafted here as a paper: its places, and its frozen facts put into words. S0-53.

Head, bases and foot are those of every written paper (``documents.written``), in the layout of Decree
30/2020 (NĐ 30/2020/NĐ-CP, phụ lục I); between them stand the words of the plan, behind them its tables of
tasks and targets as annexes.
Nothing asks the database: a paper printed from the same facts is the same paper.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import DocumentKind
from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey
from phongtrao.documents.written import END, TITLED, WrittenFacts, fill_written
from phongtrao.lib.text import fold
from phongtrao.plans.paper_tables import PrintedTarget, PrintedTask, target_table, task_table

KEY = "plans.plan"
COMMITTEE = "uy ban nhan dan"  # folded
SHARED = frozenset(place.name for place in TITLED.places) - {"ten_loai", "noi_dung"}


@dataclass(frozen=True, slots=True)
class PlanPaperFacts:
    """Everything the paper says. ``letter.text`` holds the bases, a line each."""

    letter: WrittenFacts
    opening: str
    purpose: str  # a paragraph each line
    carrying_out: str
    tasks: tuple[PrintedTask, ...]
    targets: tuple[PrintedTarget, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, frozen: Mapping[str, Any]) -> "PlanPaperFacts":
        letter = WrittenFacts.from_json(frozen["letter"])
        tasks = tuple(PrintedTask(**row) for row in frozen["tasks"])
        # Papers printed before plans had targets have none.
        targets = tuple(PrintedTarget.from_json(row) for row in frozen.get("targets", ()))
        return cls(**{**frozen, "letter": letter, "tasks": tasks, "targets": targets})

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
        "to_chuc": _ended(facts.carrying_out),
        "kem_theo": _annexed(facts.letter),
        "bang_nhiem_vu": task_table(facts.tasks),
        "co_chi_tieu": "có" if facts.targets else "",
        "bang_chi_tieu": target_table(facts.targets),
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


def _annexed(letter: WrittenFacts) -> str:
    """What an annex says of its paper; number, day and month are placed when it is issued."""
    said = fill_written(letter.to_json())["dia_danh_ngay"]
    day = said[said.index("ngày") :]
    return f"(Kèm theo Kế hoạch số          /{letter.symbol} {day} của {_who(letter)})"


def _who(letter: WrittenFacts) -> str:
    """A people's committee stands in the letterhead in two lines: “Ủy ban nhân dân”, “Xã Suối Mây”."""
    if fold(letter.superior) != COMMITTEE:
        return letter.issuer
    return f"{letter.superior} {letter.issuer[:1].lower()}{letter.issuer[1:]}"


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
        targets=(PrintedTarget("1", "Trường có mô hình đổi mới", (("2026", "≥ 80 %"),)),),
    ).to_json()


PLACES = (
    *(place for place in TITLED.places if place.name in SHARED),
    Place("mo_dau", _("Câu mở đầu: ban hành kế hoạch gì")),
    Place("muc_dich", _("Các đoạn của mục đích, yêu cầu; có thể trống"), Kind.LIST, ("dong",)),
    Place("to_chuc", _("Các đoạn của tổ chức thực hiện"), Kind.LIST, ("dong",)),
    Place("kem_theo", _("Dòng “(Kèm theo Kế hoạch số …)” của phụ lục")),
    Place("bang_nhiem_vu", _("Bảng nhiệm vụ: chủ trì, phối hợp, thời gian, kết quả"), Kind.BLOCK),
    Place("co_chi_tieu", _("“có” khi kế hoạch có chỉ tiêu; trống khi không")),
    Place("bang_chi_tieu", _("Bảng chỉ tiêu theo năm; trống khi không có"), Kind.BLOCK),
)


def make_key(key: str, title: str | Promise, default: Path) -> TemplateKey:
    """A template in which plans are printed: all have the same places, each its own layout."""
    return TemplateKey(key, title, PLACES, fill_plan, _sample, default)


PLAN_PAPER = make_key(KEY, _("Kế hoạch soạn trên hệ thống"), TEMPLATES / "plan.docx")
