"""The list of award money that people sign: as a Word paper and as a workbook. Nothing asks the database."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey
from phongtrao.documents.word.layout import TableColumn, table
from phongtrao.lib.number_words import sum_in_words
from phongtrao.lib.numbers import format_number
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.recognition.decision_paper import MM

KEY = "nominations.money"
# Millimetres, together 250: a page on its side less its margins.
COLUMNS = (
    TableColumn("TT", round(12 * MM), "center"),
    TableColumn("Họ và tên, tập thể", round(60 * MM)),
    TableColumn("Đơn vị", round(64 * MM)),
    TableColumn("Hình thức", round(52 * MM)),
    TableColumn("Số tiền (đồng)", round(30 * MM), "right"),
    TableColumn("Ký nhận", round(32 * MM)),
)
SHEET = (
    Column("number", "TT", width=6),
    Column("name", "Họ và tên, tập thể", width=36),
    Column("unit", "Đơn vị", width=40),
    Column("form", "Hình thức", width=32),
    Column("amount", "Số tiền (đồng)", width=16),
    Column("signed", "Ký nhận", width=18),
)
SUM = "Cộng"


@dataclass(frozen=True, slots=True)
class Paid:
    number: int
    name: str
    unit: str
    form: str
    amount: int


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """``decision``: “Quyết định số 12/QĐ-SGDĐT ngày 20/11/2026”. ``salary``: what one multiple is."""

    superior: str
    issuer: str
    decision: str
    salary: str
    lines: tuple[Paid, ...]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def fill_money(frozen: Mapping[str, Any]) -> dict[str, Any]:
    lines = tuple(Paid(**row) for row in frozen["lines"])
    facts = MoneyFacts(**{**frozen, "lines": lines})
    rows = [
        (str(one.number), one.name, one.unit, one.form, format_number(one.amount), "")
        for one in facts.lines
    ]
    rows.append(("", SUM, "", "", format_number(facts.total), ""))
    return {
        "co_quan_cap_tren": facts.superior.upper(),
        "co_quan": facts.issuer.upper(),
        "quyet_dinh": facts.decision,
        "luong_co_so": facts.salary,
        "so_dong": format_number(len(facts.lines)),
        "tong_so": format_number(facts.total),
        "bang_chu": sum_in_words(facts.total),
        "bang": table(COLUMNS, rows),
    }


def money_workbook(facts: MoneyFacts) -> bytes:
    rows: list[Sequence[Any]] = [
        (one.number, one.name, one.unit, one.form, one.amount, "") for one in facts.lines
    ]
    rows.append((None, SUM, "", "", facts.total, ""))
    rows.append((None, f"Số tiền bằng chữ: {sum_in_words(facts.total)}", "", "", None, ""))
    sheet = SheetContent("Tiền thưởng", SHEET, rows)
    return write_workbook([sheet], title=f"Danh sách tiền thưởng theo {facts.decision}")


def sample() -> dict[str, Any]:
    """Invented, to try an uploaded template with."""
    paid = Paid(1, "Lý Ví Dụ", "Trường Ví Dụ", "Giấy khen", 710_000)
    return MoneyFacts(
        superior="UBND tỉnh Sông Ngân",
        issuer="Sở Giáo dục và Đào tạo",
        decision="Quyết định số 01/QĐ-SGDĐT ngày 15/01/2026",
        salary="2.340.000 đồng",
        lines=(paid,),
    ).to_json()


MONEY_PAPER = TemplateKey(
    key=KEY,
    title=_("Danh sách chi tiền thưởng"),
    places=(
        Place("co_quan_cap_tren", _("Cơ quan cấp trên")),
        Place("co_quan", _("Cơ quan")),
        Place("quyet_dinh", _("Số, ngày quyết định khen thưởng")),
        Place("luong_co_so", _("Lương cơ sở")),
        Place("so_dong", _("Số dòng")),
        Place("tong_so", _("Tổng số tiền")),
        Place("bang_chu", _("Tổng số tiền bằng chữ")),
        Place("bang", _("Bảng: tên, đơn vị, hình thức, số tiền, ký nhận"), Kind.BLOCK),
    ),
    fill=fill_money,
    sample=sample,
    default=TEMPLATES / "award_money.docx",
)
