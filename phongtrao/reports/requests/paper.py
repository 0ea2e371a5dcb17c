"""The consolidated requested report as a paper: its places, and the frozen facts put into words.

Layout of Decree 30/2020 stands in the template. Nothing asks the database: a paper made from the same
facts is the same paper.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey
from phongtrao.documents.word.layout import Row, TableColumn, paragraph, table
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.reports.paper import (
    FOOT_PLACES,
    HEAD_PLACES,
    ITEM_STYLE,
    MM,
    letterhead,
    signature_places,
)
from phongtrao.reports.requests.facts import (
    NumberFacts,
    RequestFacts,
    TextFacts,
    sample_request_facts,
)

KEY = "reports.request_report"
BODY_STYLE = "ThanBai"
MOST_NAMED = 10  # units in a sentence; the list of those that have not reported is whole
A_TABLE = 4  # boxes beside the names of units on a portrait page
TEXT_WIDTH = 165  # mm
PLACES = (
    *HEAD_PLACES,
    Place("can_cu", _("Căn cứ của yêu cầu báo cáo; có thể trống"), Kind.LIST, ("dong",)),
    Place("mo_dau", _("Câu mở đầu: báo cáo gì, số liệu đến ngày nào")),
    Place("ket_qua", _("Các câu nêu việc nộp báo cáo và kết quả chung"), Kind.LIST, ("cau",)),
    Place("bang_so", _("Bảng số liệu tổng hợp"), Kind.BLOCK),
    Place("lua_chon", _("Số đơn vị theo từng lựa chọn"), Kind.BLOCK),
    Place("noi_dung", _("Nội dung các đơn vị nêu, theo từng ô"), Kind.BLOCK),
    Place("cau_chua_nop", _("Câu về các đơn vị chưa nộp")),
    Place("chua_nop", _("Danh sách đơn vị chưa nộp"), Kind.BLOCK),
    Place("bang_don_vi", _("Bảng theo từng đơn vị"), Kind.BLOCK),
    Place("ket_thuc", _("Câu kết thúc báo cáo")),
    *FOOT_PLACES,
)
NUMBER_COLUMNS = (
    TableColumn("TT", round(11 * MM), "center"),
    TableColumn("Nội dung", round(78 * MM), "both"),
    TableColumn("Đơn vị tính", round(24 * MM), "center"),
    TableColumn("Kết quả", round(28 * MM), "right"),
    TableColumn("Số đơn vị trả lời", round(24 * MM), "center"),
)


def fill_request_report(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """Frozen facts → values of the places. The paper speaks Vietnamese whatever the screen speaks."""
    facts = RequestFacts.from_json(frozen)
    return {
        **letterhead(
            facts.letter,
            superior=facts.superior,
            owner=facts.owner,
            as_of=facts.as_of,
            abstract=request_report_title(facts.title),
        ),
        "can_cu": [{"dong": f"Căn cứ {facts.basis.rstrip('.;')}."}] if facts.basis else [],
        "mo_dau": (
            f"{facts.owner} tổng hợp báo cáo của các đơn vị, số liệu đến ngày"
            f" {_day(facts.as_of)}, như sau:"
        ),
        "ket_qua": [{"cau": sentence} for sentence in request_sentences(facts)],
        "bang_so": table(NUMBER_COLUMNS, _number_rows(facts.numbers)) if facts.numbers else "",
        "lua_chon": _items(_choice_lines(facts)),
        "noi_dung": "".join(_gathered(box) for box in facts.texts),
        "cau_chua_nop": owed_sentence(facts),
        "chua_nop": _items(f"{n}. {unit}" for n, unit in enumerate(facts.owed, start=1)),
        "bang_don_vi": "".join(_unit_tables(facts)),
        "ket_thuc": f"Trên đây là báo cáo tổng hợp của {facts.owner}./.",
        **signature_places(facts.letter),
    }


def request_report_title(title: str) -> str:
    """“Báo cáo kết quả …” asked for becomes “Kết quả …”: the word stands above it already."""
    short = title.strip()
    if short.lower().startswith("báo cáo "):
        short = short[len("báo cáo ") :]
    return short[:1].upper() + short[1:]


def request_sentences(facts: RequestFacts) -> list[str]:
    """Section I: who has reported, and what the numbers are sums of. Shown on screen too."""
    number = format_number
    said = [
        (
            f"Có {number(facts.handed)} trên {number(facts.asked)} đơn vị được yêu cầu đã nộp"
            f" báo cáo, trong đó {number(facts.accepted)} báo cáo đã được duyệt."
        )
    ]
    for row in facts.numbers:
        if row.silent:
            way = "không tính vào trung bình" if row.is_mean else "không tính vào tổng"
            said.append(
                f"“{row.label}”: {number(len(row.silent))} đơn vị đã nộp nhưng chưa có số,"
                f" {way}: {_some(row.silent)}."
            )
    return said


def owed_sentence(facts: RequestFacts) -> str:
    if not facts.owed:
        return "Tất cả đơn vị được yêu cầu đã nộp báo cáo."
    count = format_number(len(facts.owed))
    return f"Còn {count} đơn vị chưa nộp báo cáo, số liệu trên chưa gồm các đơn vị này:"


# ------------------------------------------------------------------ pieces


def _day(iso: str) -> str:
    return format_date(date.fromisoformat(iso))


def _some(names: tuple[str, ...]) -> str:
    more = f" và {format_number(len(names) - MOST_NAMED)} đơn vị khác"
    return "; ".join(names[:MOST_NAMED]) + (more if len(names) > MOST_NAMED else "")


def _items(lines: Any) -> str:
    return "".join(paragraph(line, style=ITEM_STYLE) for line in lines)


def _number_rows(numbers: tuple[NumberFacts, ...]) -> list[Row]:
    return [
        [
            str(place),
            f"{row.label} (trung bình)" if row.is_mean else row.label,
            row.measure,
            row.value or "–",
            format_number(row.answered),
        ]
        for place, row in enumerate(numbers, start=1)
    ]


def _choice_lines(facts: RequestFacts) -> Iterator[str]:
    for box in facts.choices:
        counts = "; ".join(f"{label}: {format_number(n)} đơn vị" for label, n in box.counts)
        empty = f"; chưa trả lời: {format_number(len(box.silent))} đơn vị" if box.silent else ""
        yield f"- {box.label}: {counts}{empty}."


def _gathered(box: TextFacts) -> str:
    lines = [paragraph(f"{box.label}:", style=BODY_STYLE, bold=True)]
    if not box.texts:
        lines.append(paragraph("Không đơn vị nào nêu.", style=BODY_STYLE))
    lines += [paragraph(f"- {unit}: {text.strip()}", style=ITEM_STYLE) for unit, text in box.texts]
    return "".join(lines)


def _unit_tables(facts: RequestFacts) -> Iterator[str]:
    """As many tables as the boxes need: a page is no wider than four of them."""
    for start in range(0, len(facts.heads), A_TABLE):
        heads = facts.heads[start : start + A_TABLE]
        width = round((TEXT_WIDTH - 66) / len(heads) * MM)
        columns = (
            TableColumn("TT", round(11 * MM), "center"),
            TableColumn("Đơn vị", round(55 * MM)),
            *(TableColumn(head, width, "center") for head in heads),
        )
        rows: list[Row] = [
            [str(place), row[0], *(cell or "–" for cell in row[1 + start : 1 + start + A_TABLE])]
            for place, row in enumerate(facts.rows, start=1)
        ]
        yield paragraph("", style=BODY_STYLE) if start else ""
        yield table(columns, rows)


REQUEST_REPORT = TemplateKey(
    key=KEY,
    title=_("Báo cáo tổng hợp theo yêu cầu"),
    places=PLACES,
    fill=fill_request_report,
    sample=lambda: sample_request_facts().to_json(),
    default=TEMPLATES / "request_report.docx",
)
