"""Papers written on the screen from a blank template: their facts, their places, how these are filled.

Two layouts of Decree 30/2020 (NĐ 30/2020/NĐ-CP, phụ lục I): the letter (công văn), and every kind that
bears its name in the middle. Nothing asks the database: the same facts always give the same words.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import DocumentKind, Purpose
from phongtrao.documents.positions import bare_position, capacity_for
from phongtrao.documents.queries.recipients import Block, block_of, read_lines
from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey

END = "./."
OPENS_BASIS = "căn cứ"
USUAL_FILING = "VT"


@dataclass(frozen=True, slots=True)
class WrittenFacts:
    """Everything a written paper says. ``as_of``: ISO day of writing, for the year."""

    kind: str
    abstract: str
    superior: str
    issuer: str
    symbol: str
    place: str
    addressed_to: str  # a line each
    text: str  # a paragraph each line
    capacity: str  # KT. GIÁM ĐỐC
    position: str  # PHÓ GIÁM ĐỐC
    signer: str
    recipients: str  # as documents.queries.recipients.read_lines takes them
    as_of: str

    def to_json(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def from_json(cls, frozen: Mapping[str, Any]) -> "WrittenFacts":
        return cls(**frozen)

    def says_the_same(self, other: "WrittenFacts") -> bool:
        """Whatever day it was written."""
        return asdict(self) | {"as_of": ""} == asdict(other) | {"as_of": ""}


def template_for(kind: str) -> TemplateKey:
    return LETTER if kind == DocumentKind.LETTER else TITLED


def fill_written(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """Facts → values of the places of both layouts. The paper speaks Vietnamese."""
    facts = WrittenFacts.from_json(frozen)
    bases, text = _parted(_lines(facts.text), facts.kind)
    block = _block(facts)
    to = _lines(facts.addressed_to)
    return {
        "co_quan_cap_tren": facts.superior.upper(),
        "co_quan": facts.issuer.upper(),
        "ky_hieu": facts.symbol,
        "dia_danh_ngay": _place_and_day(facts),
        "ten_loai": _kind_words(facts.kind),
        "trich_yeu": facts.abstract,
        "kinh_gui": f"{_bare(to[0])}." if len(to) == 1 else "",
        "cac_noi_gui": _rows(_listed(to)) if len(to) > 1 else [],
        "can_cu": _rows(_listed(bases)),
        "noi_dung": _rows(_ended(text)),
        "quyen_han": capacity_for(facts.position, facts.capacity).upper(),
        "chuc_vu": bare_position(facts.position).upper(),
        "nguoi_ky": facts.signer,
        "noi_nhan": _rows(block.lines),
        "luu": block.filing or USUAL_FILING,
    }


# ------------------------------------------------------------------ pieces


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _rows(lines: Any) -> list[dict[str, str]]:
    return [{"dong": line} for line in lines]


def _bare(line: str) -> str:
    return line.lstrip("-–•+* ").rstrip(".;, ")


def _listed(lines: list[str]) -> list[str]:
    """“A;” … “B.”"""
    bare = [_bare(line) for line in lines]
    return [*(f"{line};" for line in bare[:-1]), *(f"{line}." for line in bare[-1:])]


def _parted(lines: list[str], kind: str) -> tuple[list[str], list[str]]:
    """Legal bases that open the text, and the rest; a letter keeps them in its sentences."""
    count = 0
    while count < len(lines) and lines[count].lower().startswith(OPENS_BASIS):
        count += 1
    return ([], lines) if kind == DocumentKind.LETTER else (lines[:count], lines[count:])


def _ended(lines: list[str]) -> list[str]:
    """The text ends with “./.”."""
    if not lines:
        return []
    last = lines[-1].removesuffix(END).rstrip(".") + END
    return [*lines[:-1], last]


def _block(facts: WrittenFacts) -> Block:
    lines = read_lines(facts.recipients, Purpose.CARRY_OUT)
    pairs = ((line.name, line.purpose) for line in lines)
    return block_of(pairs, facts.kind, facts.addressed_to)


def _place_and_day(facts: WrittenFacts) -> str:
    """Day and month are placed when the paper is issued, as is its number; the year is printed."""
    place = f"{facts.place}, " if facts.place else ""
    return f"{place}ngày     tháng     năm {date.fromisoformat(facts.as_of).year}"


def _kind_words(kind: str) -> str:
    """Not the label on the screen, which may be in another language."""
    said = {
        DocumentKind.RESOLUTION: "Nghị quyết",
        DocumentKind.DECISION: "Quyết định",
        DocumentKind.DIRECTIVE: "Chỉ thị",
        DocumentKind.PLAN: "Kế hoạch",
        DocumentKind.PROGRAMME: "Chương trình",
        DocumentKind.CONCLUSION: "Kết luận",
        DocumentKind.GUIDANCE: "Hướng dẫn",
        DocumentKind.NOTICE: "Thông báo",
        DocumentKind.REPORT: "Báo cáo",
        DocumentKind.SUBMISSION: "Tờ trình",
        DocumentKind.MINUTES: "Biên bản",
    }
    return said.get(DocumentKind(kind), "").upper()


# ------------------------------------------------------------------ templates

_HEAD = (
    Place("co_quan_cap_tren", _("Tên cơ quan cấp trên, chữ in hoa")),
    Place("co_quan", _("Tên cơ quan ban hành, chữ in hoa")),
    Place("ky_hieu", _("Ký hiệu sau số, ví dụ TB-SGDĐT")),
    Place("dia_danh_ngay", _("Địa danh và ngày tháng năm; ngày để trống khi chưa ký")),
    Place("trich_yeu", _("Trích yếu")),
)
_BODY = Place("noi_dung", _("Các đoạn của nội dung"), Kind.LIST, ("dong",))
_FOOT = (
    Place("quyen_han", _("Dòng thẩm quyền ký, ví dụ KT. GIÁM ĐỐC; có thể trống")),
    Place("chuc_vu", _("Chức vụ người ký")),
    Place("nguoi_ky", _("Họ và tên người ký")),
    Place("noi_nhan", _("Các dòng nơi nhận, kèm mục đích: (để b/c)"), Kind.LIST, ("dong",)),
    Place("luu", _("Nơi lưu, ví dụ VT, VP")),
)


def _sample(kind: str) -> dict[str, str]:
    return WrittenFacts(
        kind=kind,
        abstract="nộp báo cáo phong trào thi đua năm 2026",
        superior="UBND tỉnh Sông Ngân",
        issuer="Sở Giáo dục và Đào tạo",
        symbol="SGDĐT",
        place="Sông Ngân",
        addressed_to="Các trường THCS\nCác trường tiểu học",
        text="Căn cứ Kế hoạch số 05/KH-SGDĐT;\nĐề nghị các đơn vị nộp báo cáo.\nTrân trọng.",
        capacity="KT. GIÁM ĐỐC",
        position="PHÓ GIÁM ĐỐC",
        signer="Nguyễn Văn A",
        recipients="Các trường THCS\nBan TĐKT tỉnh (để b/c)\nLưu: VT, VP",
        as_of="2026-01-15",
    ).to_json()


LETTER = TemplateKey(
    key="documents.letter",
    title=_("Công văn"),
    places=(
        *_HEAD,
        Place("kinh_gui", _("Nơi được gửi, khi chỉ có một; trống khi có nhiều")),
        Place("cac_noi_gui", _("Các nơi được gửi, khi có nhiều"), Kind.LIST, ("dong",)),
        _BODY,
        *_FOOT,
    ),
    fill=fill_written,
    sample=lambda: _sample(DocumentKind.LETTER),
    default=TEMPLATES / "letter.docx",
)
TITLED = TemplateKey(
    key="documents.titled",
    title=_("Báo cáo, thông báo, kế hoạch và văn bản có tên loại"),
    places=(
        *_HEAD,
        Place("ten_loai", _("Tên loại văn bản, chữ in hoa")),
        Place("can_cu", _("Các căn cứ mở đầu văn bản"), Kind.LIST, ("dong",)),
        _BODY,
        *_FOOT,
    ),
    fill=fill_written,
    sample=lambda: _sample(DocumentKind.NOTICE),
    default=TEMPLATES / "titled.docx",
)
