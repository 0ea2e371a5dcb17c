"""The papers of a dossier as they are printed: report, minutes, list, letter. S3-47 … S3-50

The head is that of Decree 30/2020; what stands in a report is that of NĐ 152/2025, to be checked (DOMAIN §1).
Facts are plain JSON; nothing that fills a paper asks the database.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import DocumentKind
from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey
from phongtrao.documents.word.layout import Row, TableColumn, paragraph, table
from phongtrao.documents.written import TITLED, WrittenFacts, fill_written
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.nominations.report_forms import TABLE, cells_of

MM = 56.7  # twentieths of a point
TEXT = 165  # millimetres between the margins
BODY, BOLD = "ThanBai", "MucLaMa"
LETTER_SHARED = frozenset(place.name for place in TITLED.places) - {"ten_loai"}
LIST_COLUMNS = (
    TableColumn("TT", round(10 * MM), "center"),
    TableColumn("Họ và tên, tên tập thể", round(42 * MM)),
    TableColumn("Chức vụ, đơn vị", round(40 * MM)),
    TableColumn("Tóm tắt thành tích", round(43 * MM)),
    TableColumn("Hình thức đề nghị", round(30 * MM)),
)
VOTE_COLUMNS = (
    TableColumn("TT", round(10 * MM), "center"),
    TableColumn("Họ và tên, tên tập thể", round(45 * MM)),
    TableColumn("Hình thức đề nghị", round(38 * MM)),
    TableColumn("Đồng ý", round(18 * MM), "center"),
    TableColumn("Không đồng ý", round(18 * MM), "center"),
    TableColumn("Không hợp lệ", round(18 * MM), "center"),
    TableColumn("Tỷ lệ (%)", round(18 * MM), "center"),
)


# ------------------------------------------------------------------ frozen facts → places


def fill_report(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_head(facts),
        "de_nghi": f"ĐỀ NGHỊ TẶNG {facts['honour']}".upper(),
        "ten": facts["name"],
        "noi_dung": "".join(_section(one) for one in facts["sections"]),
        "xac_nhan": facts["confirms"],
        "nguoi_bao_cao": facts["signs"],
        "ten_nguoi_ky": facts["signer"],
    }


def fill_minutes(facts: Mapping[str, Any]) -> dict[str, Any]:
    rows: list[Row] = [
        (str(place), row["name"], row["form"], *_votes(row))
        for place, row in enumerate(facts["list"], start=1)
    ]
    said = facts["discussion"].splitlines()
    return {
        **_head(facts),
        "dot": facts["round"],
        "ngay": _long_day(facts["met_on"]),
        "noi": facts["met_at"] or "…",
        "chu_tri": facts["chair"] or "…",
        "thu_ky": facts["secretary"] or "…",
        "so_nguoi": f"có mặt {_count(facts['present'])}, vắng {_count(facts['absent'])}",
        "thao_luan": "".join(paragraph(x, style=BODY) for x in said if x.strip()) or paragraph("…", style=BODY),
        "ket_luan": f"Hội nghị thống nhất đề nghị khen thưởng {counted(facts['list'])} (danh sách kèm theo). {share_said(facts['list'])}".strip(),
        "bang": table(VOTE_COLUMNS, rows),
    }  # fmt: skip


def fill_list(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**_head(facts), "dot": facts["round"], "bang": list_with_share(facts["list"])}


def fill_letter(frozen: Mapping[str, Any]) -> dict[str, Any]:
    letter = WrittenFacts.from_json(frozen["letter"])
    shared = fill_written(frozen["letter"])
    day = shared["dia_danh_ngay"]
    return {name: value for name, value in shared.items() if name in LETTER_SHARED} | {
        "kinh_gui": f"{letter.addressed_to.rstrip('.;, ')}.",
        "kem_theo": f"(Kèm theo Tờ trình số          /{letter.symbol} {day[day.index('ngày') :]} của {letter.issuer})",
        "bang": list_with_share(frozen["rows"]),
    }  # fmt: skip


def list_table(rows: Sequence[Mapping[str, Any]]) -> str:
    said: list[Row] = [
        (str(place), row["name"], "\n".join(filter(None, [row["job"], row["unit"]])), row["brief"], row["form"])
        for place, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return table(LIST_COLUMNS, said)


def list_with_share(rows: Sequence[Mapping[str, Any]]) -> str:
    """The list, and below it how many are those S0-12 puts first."""
    said = share_said(rows)
    return list_table(rows) + (paragraph(said, style=BODY) if said else "")


def share_said(rows: Sequence[Mapping[str, Any]]) -> str:
    """“Trong đó có 02 trên 05 cá nhân trực tiếp công tác (40%) …”; empty where there are no rows.

    Facts of papers printed before shares were told have none.
    """
    if not rows or any("is_frontline" not in row for row in rows):
        return ""
    kinds = ((True, "cá nhân trực tiếp công tác"), (False, "tập thể nhỏ"))
    told = []
    for is_person, words in kinds:
        of_kind = [row["is_frontline"] for row in rows if row["is_person"] is is_person]
        if of_kind:
            percent = format_number(round(sum(of_kind) * 100 / len(of_kind), 1))
            told.append(f"{sum(of_kind):02d} {words} trên {len(of_kind):02d} ({percent}%)")
    return f"Trong đó có {', '.join(told)}."


def counted(rows: Sequence[Mapping[str, Any]]) -> str:
    """“03 cá nhân, 01 tập thể”."""
    people = sum(1 for row in rows if row["is_person"])
    kinds = ((people, "cá nhân"), (len(rows) - people, "tập thể"))
    return ", ".join(f"{number:02d} {name}" for number, name in kinds if number)


# ------------------------------------------------------------------ pieces


def _head(facts: Mapping[str, Any]) -> dict[str, Any]:
    place = f"{facts['place']}, " if facts["place"] else ""
    return {
        "co_quan_cap_tren": facts["superior"].upper(),
        "co_quan": facts["issuer"].upper(),
        "dia_danh_ngay": f"{place}ngày     tháng     năm {facts['year']}",
    }


def _section(one: Mapping[str, Any]) -> str:
    heading = paragraph(one["part"], style=BOLD) if one["part"] else ""
    if one["kind"] == TABLE:
        return f"{heading}{paragraph(one['label'], style=BOLD)}{_table(one)}"
    said = "".join(paragraph(x, style=BODY) for x in one["text"].splitlines() if x.strip())
    return f"{heading}{paragraph(one['label'], style=BOLD)}{said or paragraph('…', style=BODY)}"


def _table(one: Mapping[str, Any]) -> str:
    lines = [line for line in one["text"].splitlines() if line.strip()]
    if not lines:
        return paragraph("Không có.", style=BODY)
    labels = one["columns"]
    rest = round((TEXT - 25) / (len(labels) - 1) * MM)
    columns = [TableColumn(label, round(25 * MM) if place == 0 else rest) for place, label in enumerate(labels)]  # fmt: skip
    # A table ends a part of the paper: Word wants a paragraph after it.
    return table(columns, [cells_of(line, len(labels)) for line in lines]) + paragraph("", style=BODY)  # fmt: skip


def _votes(row: Mapping[str, Any]) -> tuple[str, str, str, str]:
    votes = [row["ayes"], row["noes"], row["invalid"]]
    cast = sum(vote or 0 for vote in votes)
    share = format_number(round((row["ayes"] or 0) * 100 / cast, 1)) if cast else "…"
    ayes, noes, invalid = map(_count, votes)
    return ayes, noes, invalid, share


def _count(number: int | None) -> str:
    return "…" if number is None else str(number)


def _long_day(said: str) -> str:
    return format_date(date.fromisoformat(said)) if said else "…"


def sample_head() -> dict[str, Any]:
    return {
        "superior": "UBND xã Suối Mây",
        "issuer": "Trường Ví Dụ",
        "place": "Suối Mây",
        "year": 2026,
    }


def sample_rows() -> list[dict[str, Any]]:
    return [
        {
            "name": "Lý Ánh Ví Dụ",
            "job": "Giáo viên",
            "unit": "Trường Ví Dụ",
            "brief": "Hai sáng kiến cấp cơ sở.",
            "form": "Giấy khen",
            "is_person": True,
            "is_frontline": True,
            "ayes": 18,
            "noes": 1,
            "invalid": 0,
        }
    ]


def sample_report() -> dict[str, Any]:
    section = {"part": "II. THÀNH TÍCH ĐẠT ĐƯỢC", "label": "Kết quả", "kind": "long", "columns": [], "text": "Dạy tốt."}  # fmt: skip
    rows = {"part": "", "label": "Sáng kiến", "kind": TABLE, "columns": ["Năm", "Tên"], "text": "2025 | Góc đọc"}  # fmt: skip
    return sample_head() | {
        "honour": "Giấy khen",
        "name": "Lý Ánh Ví Dụ",
        "sections": [section, rows],
        "confirms": "XÁC NHẬN CỦA THỦ TRƯỞNG ĐƠN VỊ",
        "signs": "NGƯỜI BÁO CÁO",
        "signer": "Lý Ánh Ví Dụ",
    }


def sample_minutes() -> dict[str, Any]:
    return sample_list() | {
        "met_on": "2026-05-20",
        "met_at": "Phòng họp",
        "chair": "Lò Ví Dụ",
        "secretary": "Mai Ví Dụ",
        "present": 19,
        "absent": 1,
        "discussion": "Các ý kiến nhất trí.",
    }


def sample_list() -> dict[str, Any]:
    return sample_head() | {"round": "Khen thưởng năm học 2025-2026", "list": sample_rows()}


def sample_letter() -> dict[str, Any]:
    letter = WrittenFacts(
        kind=DocumentKind.SUBMISSION,
        abstract="Về việc đề nghị khen thưởng năm học 2025-2026",
        superior="UBND xã Suối Mây",
        issuer="Trường Ví Dụ",
        symbol="TTr-THCSVD",
        place="Suối Mây",
        addressed_to="Sở Giáo dục và Đào tạo Sông Ngân",
        text="Căn cứ Luật Thi đua, khen thưởng;\nTrường đề nghị khen thưởng 01 cá nhân.",
        capacity="",
        position="HIỆU TRƯỞNG",
        signer="Lò Ví Dụ",
        recipients="Như trên\nLưu: VT",
        as_of="2026-05-20",
    )
    return {"letter": letter.to_json(), "rows": sample_rows()}


HEAD_PLACES = (
    Place("co_quan_cap_tren", _("Tên cơ quan cấp trên, chữ in hoa")),
    Place("co_quan", _("Tên đơn vị, chữ in hoa")),
    Place("dia_danh_ngay", _("Địa danh và ngày tháng năm; ngày để trống khi chưa ký")),
)
ROUND_PLACE = Place("dot", _("Tên đợt khen thưởng"))
REPORT_PAPER = TemplateKey(
    key="nominations.report",
    title=_("Báo cáo thành tích"),
    places=(
        *HEAD_PLACES,
        Place("de_nghi", _("ĐỀ NGHỊ TẶNG và hình thức, chữ in hoa")),
        Place("ten", _("Tên người, tập thể")),
        Place("noi_dung", _("Các phần của báo cáo, theo mẫu của hình thức"), Kind.BLOCK),
        Place("xac_nhan", _("Ai xác nhận, bên trái")),
        Place("nguoi_bao_cao", _("Ai ký, bên phải")),
        Place("ten_nguoi_ky", _("Họ và tên người ký")),
    ),
    fill=fill_report,
    sample=sample_report,
    default=TEMPLATES / "nomination_report.docx",
)
MINUTES_PAPER = TemplateKey(
    key="nominations.minutes",
    title=_("Biên bản họp xét khen thưởng"),
    places=(
        *HEAD_PLACES,
        ROUND_PLACE,
        Place("ngay", _("Ngày họp")),
        Place("noi", _("Nơi họp")),
        Place("chu_tri", _("Người chủ trì")),
        Place("thu_ky", _("Thư ký")),
        Place("so_nguoi", _("Số người có mặt, vắng")),
        Place("thao_luan", _("Ý kiến thảo luận"), Kind.BLOCK),
        Place("ket_luan", _("Câu kết luận")),
        Place("bang", _("Bảng danh sách và phiếu"), Kind.BLOCK),
    ),
    fill=fill_minutes,
    sample=sample_minutes,
    default=TEMPLATES / "nomination_minutes.docx",
)
LIST_PAPER = TemplateKey(
    key="nominations.list",
    title=_("Danh sách trích ngang đề nghị khen thưởng"),
    places=(*HEAD_PLACES, ROUND_PLACE, Place("bang", _("Bảng danh sách"), Kind.BLOCK)),
    fill=fill_list,
    sample=sample_list,
    default=TEMPLATES / "nomination_list.docx",
)
LETTER_PAPER = TemplateKey(
    key="nominations.letter",
    title=_("Tờ trình đề nghị khen thưởng"),
    places=(
        *(place for place in TITLED.places if place.name in LETTER_SHARED),
        Place("kinh_gui", _("Nơi được gửi")),
        Place("kem_theo", _("Dòng “(Kèm theo Tờ trình số …)” của danh sách")),
        Place("bang", _("Bảng danh sách đề nghị"), Kind.BLOCK),
    ),
    fill=fill_letter,
    sample=sample_letter,
    default=TEMPLATES / "nomination_letter.docx",
)
PAPERS = (REPORT_PAPER, MINUTES_PAPER, LIST_PAPER, LETTER_PAPER)
