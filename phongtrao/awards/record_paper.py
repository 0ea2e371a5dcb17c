"""The certificate of record (giấy xác nhận khen thưởng) of a person or a unit: what the register holds, for life.

As Word, to be numbered and signed, and as a PDF set by Typst. The facts are plain JSON; nothing that fills the
papers asks the database. S3-17 S3-29
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.awards.models import Award, Honour
from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey
from phongtrao.documents.word.layout import Row, TableColumn, paragraph, table
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import parse_period
from phongtrao.lib.typeset import typeset
from phongtrao.orgs.models import Person, Unit
from phongtrao.orgs.queries import superior_name

MM = 56.7  # twentieths of a point
BODY = "ThanBai"
PDF_TEMPLATE = TEMPLATES / "award_record.typ"
COLUMNS = (
    TableColumn("TT", round(11 * MM), "center"),
    TableColumn("Năm", round(26 * MM), "center"),
    TableColumn("Danh hiệu, hình thức khen thưởng", round(52 * MM)),
    TableColumn("Số, ngày quyết định; người quyết định", round(46 * MM)),
    TableColumn("Đơn vị khi được khen", round(30 * MM)),
)


def facts_of_record(holder: Person | Unit, rows: Iterable[Award], issuer: Unit, day: date) -> dict[str, Any]:  # fmt: skip
    """``rows``: those that stand, with honour and unit."""
    told = sorted(rows, key=lambda one: (one.earned_on, one.decided_on, one.pk))
    titles = [_line(one) for one in told if one.honour.kind == Honour.Kind.TITLE]
    forms = [_line(one) for one in told if one.honour.kind == Honour.Kind.FORM]
    return {
        "superior": superior_name(issuer),
        "issuer": issuer.name,
        "holder": str(holder),
        "code": holder.code or "",
        "is_person": isinstance(holder, Person),
        "titles": titles,
        "forms": forms,
        "day": format_date(day),
    }


def _line(award: Award) -> list[str]:
    decided = f"{award.decision}, {format_date(award.decided_on)}\n{award.decided_by}"
    return [parse_period(award.period).label, str(award.honour), decided, award.unit.name]


def fill_record(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts → values of the places. The paper speaks Vietnamese."""
    return {
        "co_quan_cap_tren": facts["superior"].upper(),
        "co_quan": facts["issuer"].upper(),
        "xac_nhan": said_of(facts),
        "danh_hieu": _block(facts["titles"]),
        "hinh_thuc": _block(facts["forms"]),
        "ngay": facts["day"],
    }


def said_of(facts: Mapping[str, Any]) -> str:
    """“xác nhận ông (bà) …, mã …, có N khen thưởng trong sổ”"""
    whom = "ông (bà) " if facts["is_person"] else ""
    code = f", mã {facts['code']}" if facts["code"] else ""
    count = len(facts["titles"]) + len(facts["forms"])
    return (
        f"{facts['issuer']} xác nhận {whom}{facts['holder']}{code}, đến ngày {facts['day']} "
        f"có {count} danh hiệu thi đua, hình thức khen thưởng đã đối chiếu với quyết định trong sổ khen thưởng, gồm:"
    )


def _block(lines: Sequence[Sequence[str]]) -> str:
    if not lines:
        return paragraph("Không có.", style=BODY)
    rows: list[Row] = [[str(place), *line] for place, line in enumerate(lines, start=1)]
    return table(COLUMNS, rows)


def pdf_of(facts: Mapping[str, Any]) -> bytes:
    """The same words as on the Word paper, set at once; said on it that nobody signed it."""
    said = {
        "superior": facts["superior"].upper(),
        "issuer": facts["issuer"].upper(),
        "said": said_of(facts),
        "columns": [column.label for column in COLUMNS],
        "parts": [
            ["A. Danh hiệu thi đua", list(map(list, facts["titles"]))],
            ["B. Hình thức khen thưởng", list(map(list, facts["forms"]))],
        ],
        "day": facts["day"],
    }
    return typeset(PDF_TEMPLATE, said)


def sample_facts() -> dict[str, Any]:
    """Invented, to try an uploaded template with."""
    line = ["Năm học 2024-2025", "Chiến sĩ thi đua cơ sở", "12/QĐ-THCS, 20/06/2025\nHiệu trưởng", "Trường Ví Dụ"]  # fmt: skip
    return {
        "superior": "Ủy ban nhân dân xã Ví Dụ",
        "issuer": "Trường Ví Dụ",
        "holder": "Lý Ánh Ví Dụ",
        "code": "VD-01",
        "is_person": True,
        "titles": [line],
        "forms": [],
        "day": "22/11/2026",
    }


AWARD_RECORD = TemplateKey(
    key="awards.record",
    title=_("Giấy xác nhận khen thưởng"),
    places=(
        Place("co_quan_cap_tren", _("Cơ quan cấp trên, chữ in hoa")),
        Place("co_quan", _("Cơ quan xác nhận, chữ in hoa")),
        Place("xac_nhan", _("Câu xác nhận: ai, đến ngày nào, bao nhiêu khen thưởng")),
        Place("danh_hieu", _("Bảng danh hiệu thi đua"), Kind.BLOCK),
        Place("hinh_thuc", _("Bảng hình thức khen thưởng"), Kind.BLOCK),
        Place("ngay", _("Ngày lập")),
    ),
    fill=fill_record,
    sample=sample_facts,
    default=TEMPLATES / "award_record.docx",
)
