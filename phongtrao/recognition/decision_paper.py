"""A decision of recognition as a paper: its places, and its frozen facts put into words. S0-33.

Head, bases and foot are those of every written paper (``documents.written``), in the layout of a decision
(NĐ 30/2020/NĐ-CP, phụ lục III, mẫu 1.2); the creations stand in an annex of its own, on its side.
Nothing asks the database: a paper printed from the same facts is the same paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar, Self

from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import DocumentKind
from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey
from phongtrao.documents.word.layout import Row, TableColumn, table
from phongtrao.documents.written import END, TITLED, WrittenFacts, fill_written

KEY = "recognition.decision"
SHARED = frozenset(place.name for place in TITLED.places) - {"ten_loai", "noi_dung"}
MM = 56.7  # twentieths of a point
# Millimetres, together 250: a page on its side less its margins. A name of five syllables needs 52.
COLUMNS = (
    TableColumn("TT", round(12 * MM), "center"),
    TableColumn("Tên", round(92 * MM)),
    TableColumn("Tác giả, đồng tác giả", round(52 * MM)),
    TableColumn("Tỷ lệ (%)", round(18 * MM), "center"),
    TableColumn("Đơn vị", round(48 * MM)),
    TableColumn("Phạm vi ảnh hưởng", round(28 * MM), "center"),
)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A row of the annex, all as printed; authors and shares have a line each."""

    title: str
    authors: str
    shares: str
    unit: str
    scope: str


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """Everything the paper says. ``letter.text`` holds the bases; ``articles`` a paragraph each line."""

    letter: WrittenFacts
    authority: str  # who decides: GIÁM ĐỐC SỞ …
    articles: str
    annex_title: str
    lines: tuple[PrintedLine, ...]
    LINE: ClassVar[Any] = PrintedLine

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, frozen: Mapping[str, Any]) -> Self:
        letter = WrittenFacts.from_json(frozen["letter"])
        lines = tuple(cls.LINE(**row) for row in frozen["lines"])
        return cls(**{**frozen, "letter": letter, "lines": lines})

    def says_the_same(self, other: "DecisionFacts") -> bool:
        """Whatever day it was printed."""
        return self.letter.says_the_same(other.letter) and replace(
            self, letter=other.letter
        ) == replace(other)


def fill_decision(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """Facts → values of the places. The paper speaks Vietnamese."""
    facts = DecisionFacts.from_json(frozen)
    return fill_words(facts) | {"bang": annex_table(facts.lines)}


def fill_words(facts: DecisionFacts) -> dict[str, Any]:
    """Everything but the table of the annex."""
    shared = fill_written(facts.letter.to_json())
    return {name: value for name, value in shared.items() if name in SHARED} | {
        "tham_quyen": facts.authority.upper(),
        "dieu": articles(facts.articles),
        "ten_danh_sach": facts.annex_title,
        "kem_theo": _annexed(facts.letter, shared["dia_danh_ngay"]),
    }


def annex_table(lines: Sequence[PrintedLine]) -> str:
    """WordprocessingML of the annex, cut every hundred rows."""
    rows: list[Row] = [
        (str(place), line.title, line.authors, line.shares, line.unit, line.scope)
        for place, line in enumerate(lines, start=1)
    ]
    return table(COLUMNS, rows)


def articles(text: str) -> list[dict[str, str]]:
    """“Điều 1. Công nhận …”: the number apart, to be set bold; a line without one goes on the article."""
    said = [line.strip() for line in text.splitlines() if line.strip()]
    if said:
        said[-1] = said[-1].removesuffix(END).rstrip(".") + END
    return [_article(line) for line in said]


# ------------------------------------------------------------------ pieces


def _article(line: str) -> dict[str, str]:
    number, dot, words = line.partition(".")
    if dot and number.lower().startswith("điều "):
        return {"so": f"{number}.", "dong": words}
    return {"so": "", "dong": line}


def _annexed(letter: WrittenFacts, place_and_day: str) -> str:
    """What an annex says of its paper; number, day and month are placed when it is issued."""
    day = place_and_day[place_and_day.index("ngày") :]
    return f"(Kèm theo Quyết định số          /{letter.symbol} {day} của {letter.issuer})"


def sample_facts() -> dict[str, Any]:
    """Invented, to try an uploaded template with."""
    letter = WrittenFacts(
        kind=DocumentKind.DECISION,
        abstract="Về việc công nhận sáng kiến cấp cơ sở năm học 2025-2026",
        superior="UBND tỉnh Sông Ngân",
        issuer="Sở Giáo dục và Đào tạo",
        symbol="QĐ-SGDĐT",
        place="Sông Ngân",
        addressed_to="",
        text="Căn cứ Nghị định số 13/2012/NĐ-CP;",
        capacity="",
        position="GIÁM ĐỐC",
        signer="Nguyễn Văn A",
        recipients="Như Điều 3\nLưu: VT, VP",
        as_of="2026-01-15",
    )
    line = PrintedLine(
        "Góc đọc mười phút đầu giờ", "Lý Ví Dụ\nLò Ví Dụ", "60\n40", "Trường Ví Dụ", "Cấp cơ sở"
    )
    return DecisionFacts(
        letter=letter,
        authority="GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        articles="Điều 1. Công nhận 01 sáng kiến.\nĐiều 2. Quyết định có hiệu lực kể từ ngày ký.",
        annex_title="DANH SÁCH SÁNG KIẾN ĐƯỢC CÔNG NHẬN",
        lines=(line,),
    ).to_json()


WORD_PLACES = (
    *(place for place in TITLED.places if place.name in SHARED),
    Place("tham_quyen", _("Thẩm quyền ban hành, ví dụ GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO")),
    Place("dieu", _("Các điều: số và nội dung"), Kind.LIST, ("so", "dong")),
    Place("ten_danh_sach", _("Tên danh sách ở phụ lục")),
    Place("kem_theo", _("Dòng “(Kèm theo Quyết định số …)” của phụ lục")),
)
DECISION_PAPER = TemplateKey(
    key=KEY,
    title=_("Quyết định công nhận sáng kiến"),
    places=(
        *WORD_PLACES,
        Place("bang", _("Bảng danh sách: tên, tác giả, tỷ lệ, đơn vị, phạm vi"), Kind.BLOCK),
    ),
    fill=fill_decision,
    sample=sample_facts,
    default=TEMPLATES / "recognition_decision.docx",
)
