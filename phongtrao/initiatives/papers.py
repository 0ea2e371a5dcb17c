"""The papers of an initiative, as they are printed: the description report and the application.

TT 18/2013/TT-BKHCN, phụ lục I (to be checked). What is kept secret from the reader is not in the paper. The
facts are plain JSON; nothing that fills a paper asks the database.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey
from phongtrao.documents.word.layout import Row, TableColumn, paragraph, table
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.queries.proofs import confirmed_proofs
from phongtrao.initiatives.reading import Author, Reading
from phongtrao.lib.numbers import format_date, format_number

MM = 56.7  # twentieths of a point
BODY, BOLD = "ThanBai", "MucLaMa"
KEPT_BACK = "(Tác giả đề nghị giữ bí mật phần này.)"
DOTS = "…………………, ngày … tháng … năm ……"
AUTHOR_COLUMNS = (
    TableColumn("TT", round(10 * MM), "center"),
    TableColumn("Họ và tên", round(38 * MM)),
    TableColumn("Ngày sinh", round(24 * MM), "center"),
    TableColumn("Nơi công tác", round(40 * MM)),
    TableColumn("Chức danh", round(23 * MM)),
    TableColumn("Trình độ", round(15 * MM)),
    TableColumn("Tỷ lệ (%)", round(15 * MM), "right"),
)
FIGURE_COLUMNS = (
    TableColumn("Nội dung", round(75 * MM)),
    TableColumn("Đơn vị tính", round(30 * MM), "center"),
    TableColumn("Trước", round(30 * MM), "right"),
    TableColumn("Sau", round(30 * MM), "right"),
)
HELPER_COLUMNS = (
    TableColumn("TT", round(10 * MM), "center"),
    TableColumn("Họ và tên", round(50 * MM)),
    TableColumn("Nơi công tác", round(50 * MM)),
    TableColumn("Việc đã làm", round(55 * MM)),
)
PROOF_COLUMNS = (
    TableColumn("TT", round(10 * MM), "center"),
    TableColumn("Đơn vị áp dụng", round(50 * MM)),
    TableColumn("Từ ngày", round(25 * MM), "center"),
    TableColumn("Hiệu quả", round(80 * MM)),
)


def facts_of_paper(reading: Reading) -> dict[str, Any]:
    """Everything the papers say, as this reader may read it."""
    data, round_ = reading.data, reading.initiative.round
    day = format_date(reading.first_used_on) if reading.first_used_on else ""
    first_use = str(Initiative.FirstUse(data["first_use"]).label) if data["first_use"] else ""
    solution = str(Initiative.Solution(data["solution"]).label) if data["solution"] else ""
    authors = reading.authors()
    return {
        "title": reading.title,
        "to": f"Hội đồng sáng kiến {round_.owner}",
        "solution": solution,
        "area": ", ".join(reading.labels("areas", [data["area"]])),
        "used": " từ ngày ".join(filter(None, [first_use, day])),
        "authors": [
            [
                str(one.person),
                _birth(one) if reading.reads_secrets else "",
                one.workplace,
                one.position,
                one.person.qualification if reading.reads_secrets else "",
                format_number(one.share),
            ]
            for one in authors
        ],
        "lines": [
            [x.box.full_label, KEPT_BACK if x.is_hidden else x.text, x.box.section]
            for x in reading.lines
        ],
        "secret": "; ".join(x.box.label for x in reading.lines if x.is_secret),
        "figures": [
            [x.name, x.measure, format_number(x.before), format_number(x.after)]
            for x in reading.figures
        ],
        "files": [row["name"] for row in reading.files],
        "helpers": [[x["name"], x["workplace"], x["work"]] for x in data["first_users"]],
        "unit": str(reading.initiative.unit),
        "proofs": [
            [str(one.unit), format_date(one.since) if one.since else "", one.effect]
            for one in confirmed_proofs(reading.initiative)
        ],
    }


def fill_report(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Frozen facts → values of the places of the description report."""
    return {
        **_common(facts),
        "loai": facts["solution"] or "…",
        "mo_ta": "".join(_described(facts["lines"])),
        "so_lieu": table(FIGURE_COLUMNS, facts["figures"]) if facts["figures"] else _none(),
        "tep": "".join(paragraph(f"- {name}", style=BODY) for name in facts["files"]) or _none(),
    }


def fill_application(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Frozen facts → values of the places of the application."""
    several = len(facts["authors"]) > 1
    return {
        **_common(facts),
        "kinh_gui": facts["to"],
        "mo_dau": "Chúng tôi ghi tên dưới đây:" if several else "Tôi ghi tên dưới đây:",
        "bi_mat": facts["secret"] or "không có",
        "tham_gia": _helpers(facts["helpers"]),
        "cam_doan": (
            f"{'Chúng tôi' if several else 'Tôi'} xin cam đoan mọi thông tin nêu trong đơn là trung thực,"
            " đúng sự thật và hoàn toàn chịu trách nhiệm trước pháp luật./."
        ),
    }


def fill_opinion(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Frozen facts → values of the places of the unit's opinion, whose head writes the rest by hand."""
    common = _common(facts)
    names = ("ten", "linh_vuc", "ap_dung", "tac_gia", "dia_danh_ngay")
    proofs = facts.get("proofs", [])  # none in papers frozen before there were cards
    return {
        **{name: common[name] for name in names},
        "don_vi": facts.get("unit", ""),
        "kinh_gui": facts["to"],
        "loai": facts["solution"] or "…",
        "xac_nhan": table(PROOF_COLUMNS, _numbered(proofs)) if proofs else _none(),
    }


def _birth(author: Author) -> str:
    day = author.person.birth_date
    return format_date(day) if day else ""


def _common(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "ten": facts["title"],
        "linh_vuc": facts["area"] or "…",
        "ap_dung": facts["used"] or "…",
        "tac_gia": table(AUTHOR_COLUMNS, _numbered(facts["authors"])),
        "dia_danh_ngay": DOTS,
        "nguoi_ky": [{"ten": row[0]} for row in facts["authors"]],
    }


def _numbered(rows: list[list[str]]) -> list[Row]:
    return [[str(place), *row] for place, row in enumerate(rows, start=1)]


def _helpers(rows: list[list[str]]) -> str:
    return table(HELPER_COLUMNS, _numbered(rows)) if rows else _none()


def _none() -> str:
    return paragraph("Không có.", style=BODY)


def _described(lines: list[list[str]]) -> Iterator[str]:
    """5.1, 5.2 …; below a heading of the form 5.1.1, 5.1.2 …"""
    place, below, has_heading = 0, 0, False
    for label, text, section in lines:
        if section:
            place, below, has_heading = place + 1, 0, True
            yield paragraph(f"5.{place}. {section}", style=BOLD)
        place, below = (place, below + 1) if has_heading else (place + 1, 0)
        yield _box(f"5.{place}.{below}" if has_heading else f"5.{place}", label, text)


def _box(number: str, label: str, text: str) -> str:
    said = "".join(paragraph(part, style=BODY) for part in text.splitlines() if part.strip())
    return paragraph(f"{number}. {label}", style=BOLD) + (said or paragraph("…", style=BODY))


def sample_facts() -> dict[str, Any]:
    """Invented, to try an uploaded template with."""
    return {
        "title": "Góc đọc mười phút đầu giờ",
        "to": "Hội đồng sáng kiến Sở Giáo dục và Đào tạo Sông Ngân",
        "solution": "Giải pháp tác nghiệp",
        "area": "Giáo dục tiểu học",
        "used": "Áp dụng lần đầu từ ngày 05/09/2026",
        "authors": [["Lý Ánh Ví Dụ", "01/02/1990", "Trường Ví Dụ", "Giáo viên", "Đại học", "100"]],
        "lines": [["Thực trạng", "Tủ sách phủ bụi.\nMỗi tháng vài lượt mượn.", ""]],
        "secret": "",
        "figures": [["Lượt mượn sách", "lượt", "18", "164"]],
        "files": ["so-lieu.xlsx"],
        "helpers": [["Lò Ví Dụ", "Trường Ví Dụ", "Dạy thử"]],
        "unit": "Trường Ví Dụ",
        "proofs": [["Trường Ví Dụ Hai", "05/09/2026", "12 lớp dùng."]],
    }


COMMON_PLACES = (
    Place("ten", _("Tên sáng kiến")),
    Place("linh_vuc", _("Lĩnh vực áp dụng")),
    Place("ap_dung", _("Áp dụng lần đầu hoặc áp dụng thử, từ ngày nào")),
    Place("tac_gia", _("Bảng tác giả với tỷ lệ đóng góp"), Kind.BLOCK),
    Place("dia_danh_ngay", _("Địa danh và ngày tháng năm")),
    Place("nguoi_ky", _("Các tác giả cùng ký"), Kind.LIST, ("ten",)),
)
INITIATIVE_REPORT = TemplateKey(
    key="initiatives.report",
    title=_("Báo cáo mô tả sáng kiến"),
    places=(
        *COMMON_PLACES,
        Place("loai", _("Loại giải pháp")),
        Place("mo_ta", _("Các phần của báo cáo, theo mẫu của đợt xét"), Kind.BLOCK),
        Place("so_lieu", _("Bảng số liệu trước và sau"), Kind.BLOCK),
        Place("tep", _("Danh sách tệp kèm theo"), Kind.BLOCK),
    ),
    fill=fill_report,
    sample=sample_facts,
    default=TEMPLATES / "initiative_report.docx",
)
INITIATIVE_OPINION = TemplateKey(
    key="initiatives.opinion",
    title=_("Ý kiến của đơn vị về sáng kiến"),
    places=(
        Place("don_vi", _("Đơn vị của tác giả")),
        Place("ten", _("Tên sáng kiến")),
        Place("tac_gia", _("Bảng tác giả với tỷ lệ đóng góp"), Kind.BLOCK),
        Place("loai", _("Loại giải pháp")),
        Place("linh_vuc", _("Lĩnh vực áp dụng")),
        Place("ap_dung", _("Áp dụng lần đầu hoặc áp dụng thử, từ ngày nào")),
        Place("kinh_gui", _("Nơi nhận đơn")),
        Place("xac_nhan", _("Lời xác nhận của các đơn vị đã áp dụng"), Kind.BLOCK),
        Place("dia_danh_ngay", _("Địa danh và ngày tháng năm")),
    ),
    fill=fill_opinion,
    sample=sample_facts,
    default=TEMPLATES / "initiative_opinion.docx",
)
INITIATIVE_APPLICATION = TemplateKey(
    key="initiatives.application",
    title=_("Đơn yêu cầu công nhận sáng kiến"),
    places=(
        *COMMON_PLACES,
        Place("kinh_gui", _("Nơi nhận đơn")),
        Place("mo_dau", _("Câu mở đầu: tôi hay chúng tôi")),
        Place("bi_mat", _("Những phần cần giữ bí mật")),
        Place("tham_gia", _("Bảng người tham gia áp dụng lần đầu"), Kind.BLOCK),
        Place("cam_doan", _("Lời cam đoan")),
    ),
    fill=fill_application,
    sample=sample_facts,
    default=TEMPLATES / "initiative_application.docx",
)
