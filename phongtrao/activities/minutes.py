"""The minutes of an inspection as they are printed, from what was recorded on site. S1-47

Layout of Decree 30/2020 (``make_templates``). The facts are plain JSON; nothing that fills the paper asks the
database.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.activities.models import Inspection, InspectionMember, SiteLine
from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey
from phongtrao.documents.word.layout import Row, TableColumn, paragraph, table
from phongtrao.lib.numbers import format_date

MM = 56.7  # twentieths of a point
BODY, BOLD = "ThanBai", "MucLaMa"
COLUMNS = (
    TableColumn("TT", round(11 * MM), "center"),
    TableColumn("Mục kiểm tra", round(66 * MM)),
    TableColumn("Kết quả", round(24 * MM), "center"),
    TableColumn("Ghi nhận", round(64 * MM)),
)
R = InspectionMember.Role


def facts_of_minutes(inspection: Inspection) -> dict[str, Any]:
    """Everything the minutes say; five queries."""
    seats = inspection.members.select_related("person").order_by("pk")
    lines = inspection.lines.prefetch_related("evidence").order_by("position")
    recommended = inspection.recommendations.select_related(
        "finding__unit", "finding__task__plan__owner", "finding__assignment__unit"
    )
    return {
        "owner": str(inspection.owner),
        "unit": str(inspection.unit),
        "kind": str(inspection.get_kind_display()),
        "number": inspection.number,
        "signed_on": format_date(inspection.signed_on) if inspection.signed_on else "",
        "day": format_date(inspection.day) if inspection.day else "",
        "content": inspection.content,
        "team": [[str(one.person), one.role] for one in seats],
        "lines": [
            [one.group, one.text, one.outcome, one.words, len(one.evidence.all())] for one in lines
        ],
        "conclusion": inspection.conclusion,
        "recommended": [
            [
                one.finding.text,
                str(one.finding.addressee),
                format_date(one.finding.due_on) if one.finding.due_on else "",
            ]
            for one in recommended.order_by("pk")
        ],
        "opinion": inspection.opinion,
    }


def fill_minutes(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts → values of the places. The paper speaks Vietnamese."""
    head, secretary = _named(facts, R.HEAD), _named(facts, R.SECRETARY)
    return {
        "co_quan": facts["owner"].upper(),
        "ten": f"{facts['kind']} {facts['unit']}",
        "don_vi": facts["unit"],
        "can_cu": (
            f"Căn cứ Quyết định số {facts['number']} ngày {facts['signed_on']} của {facts['owner']};"
            f" ngày {facts['day']}, đoàn đã làm việc tại {facts['unit']}."
        ),
        "thanh_phan": "".join(_team(facts["team"])),
        "noi_dung": _texts([facts["content"] or "Theo danh mục dưới đây."]),
        "ket_qua": "".join(_results(facts["lines"])),
        "nhan_xet": _texts(facts["conclusion"].splitlines() or ["…"]),
        "kien_nghi": _recommended(facts["recommended"]),
        "y_kien": _texts(facts["opinion"].splitlines() or ["……………………………………"]),
        "truong_doan": head,
        "thu_ky": secretary,
        "ngay_thang": f"ngày {facts['day']}" if facts["day"] else "ngày … tháng … năm ……",
    }


def _named(facts: Mapping[str, Any], role: str) -> str:
    return next((name for name, held in facts["team"] if held == role), "")


def _team(seats: Iterable[list[str]]) -> Iterable[str]:
    for name, role in seats:
        yield paragraph(f"- {name}, {str(R(role).label).lower()}.", style=BODY)


def _results(lines: Iterable[list[Any]]) -> Iterable[str]:
    place = 0
    for group, rows in groupby(lines, lambda one: one[0]):
        if group:
            yield paragraph(group, style=BODY, bold=True)
        said: list[Row] = []
        for _group, text, outcome, words, photos in rows:
            place += 1
            label = str(SiteLine.Outcome(outcome).label) if outcome else "–"
            noted = f"{words} ({photos} ảnh)".strip() if photos else words
            said.append([str(place), text, label, noted])
        yield table(COLUMNS, said)


def _recommended(rows: Iterable[list[str]]) -> str:
    said = [
        f"{place}. {text} Trách nhiệm: {unit}; hạn: {due}."
        for place, (text, unit, due) in enumerate(rows, start=1)
    ]
    return _texts(said or ["Không có kiến nghị."])


def _texts(lines: Iterable[str]) -> str:
    return "".join(paragraph(line, style=BODY) for line in lines)


def sample_facts() -> dict[str, Any]:
    """Invented, to try an uploaded template with."""
    return {
        "owner": "Sở Giáo dục và Đào tạo Sông Ngân",
        "unit": "Trường Ví Dụ",
        "kind": "Kiểm tra",
        "number": "12/QĐ-SGDĐT",
        "signed_on": "01/10/2026",
        "day": "12/10/2026",
        "content": "Việc tổ chức phong trào thi đua.",
        "team": [["Lý Ánh Ví Dụ", "head"], ["Lò Ví Dụ", "clerk"]],
        "lines": [["Chỉ đạo", "Có kế hoạch của đơn vị", "unmet", "Kế hoạch chưa ký.", 2]],
        "conclusion": "Đơn vị đã triển khai phong trào.",
        "recommended": [["Ban hành kế hoạch.", "Trường Ví Dụ", "30/10/2026"]],
        "opinion": "Nhất trí.",
    }


MINUTES = TemplateKey(
    key="activities.minutes",
    title=_("Biên bản kiểm tra"),
    places=(
        Place("co_quan", _("Cơ quan kiểm tra, chữ in hoa")),
        Place("ten", _("Kiểm tra hay giám sát, đơn vị nào")),
        Place("don_vi", _("Đơn vị được kiểm tra")),
        Place("can_cu", _("Quyết định và ngày làm việc")),
        Place("thanh_phan", _("Đoàn kiểm tra"), Kind.BLOCK),
        Place("noi_dung", _("Nội dung kiểm tra"), Kind.BLOCK),
        Place("ket_qua", _("Bảng kết quả từng mục"), Kind.BLOCK),
        Place("nhan_xet", _("Nhận xét chung"), Kind.BLOCK),
        Place("kien_nghi", _("Kiến nghị, nơi chịu trách nhiệm, hạn"), Kind.BLOCK),
        Place("y_kien", _("Ý kiến của đơn vị"), Kind.BLOCK),
        Place("truong_doan", _("Họ và tên trưởng đoàn")),
        Place("thu_ky", _("Họ và tên thư ký")),
        Place("ngay_thang", _("Ngày tháng năm")),
    ),
    fill=fill_minutes,
    sample=sample_facts,
    default=TEMPLATES / "inspection_minutes.docx",
)
