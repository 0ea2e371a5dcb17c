"""Papers of a sitting put into words: minutes, ballot paper, counting minutes, summary of scores.

Layout of Decree 30/2020 stands in the templates (``make_templates``); nothing here asks the database.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.councils.sitting_facts import (
    SeatFacts,
    SittingFacts,
    VoteFacts,
    sample_sitting_facts,
)
from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey
from phongtrao.documents.word.layout import Row, TableColumn, paragraph, table
from phongtrao.lib.numbers import format_number

MM = 56.7  # twentieths of a point
TEXT, ITEM = "ThanBai", "Gach"
TEXT_WIDTH = 165  # mm
HEAD = (
    Place("co_quan_cap_tren", _("Tên đơn vị lập hội đồng, chữ in hoa")),
    Place("co_quan", _("Tên hội đồng, chữ in hoa")),
    Place("so", _("Số và ký hiệu, ví dụ 01/BB-HĐ")),
    Place("dia_danh_ngay", _("Địa danh và ngày tháng năm")),
    Place("mo_dau", _("Thời gian, địa điểm, căn cứ"), Kind.LIST, ("dong",)),
)
SIGNED = (
    Place("chu_tri", _("Họ và tên người chủ trì")),
    Place("thu_ky", _("Họ và tên thư ký")),
)
TELLERS = (
    Place("kiem_phieu_1", _("Kiểm phiếu viên thứ nhất")),
    Place("kiem_phieu_2", _("Kiểm phiếu viên thứ hai")),
)


def fill_minutes(frozen: Mapping[str, Any]) -> dict[str, Any]:
    facts = SittingFacts.from_json(frozen)
    return {
        **_head(facts),
        "thanh_phan": _attendance(facts),
        "chuong_trinh": _items(f"{n}. {vote.title}" for n, vote in enumerate(facts.items, 1)),
        "dien_bien": _texts(facts.course.splitlines() or ["Các thành viên thảo luận."]),
        "ket_qua": "".join(_vote(n, vote) for n, vote in enumerate(facts.items, 1)),
        "ket_luan": _texts(conclusion(facts)),
        "ket_thuc": (
            f"Phiên họp kết thúc lúc {facts.ended or '….. giờ …..'}. Biên bản đã được đọc cho các"
            " thành viên nghe và nhất trí./."
        ),
        **_signed(facts),
    }


def fill_counting(frozen: Mapping[str, Any]) -> dict[str, Any]:
    facts = SittingFacts.from_json(frozen)
    counted = [vote for vote in facts.items if vote.lines]
    tellers = [name for vote in counted for name in vote.tellers]
    names = [*dict.fromkeys(tellers), "", ""]
    return {
        **_head(facts),
        "ket_qua": "".join(_vote(n, vote) for n, vote in enumerate(counted, 1)),
        "ket_thuc": "Biên bản được lập sau khi kiểm phiếu và công bố trước hội đồng./.",
        "kiem_phieu_1": names[0],
        "kiem_phieu_2": names[1],
        **_signed(facts),
    }


def fill_ballot(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """One paper for each member, without a name; items with the same choices stand in one table."""
    facts = SittingFacts.from_json(frozen)
    parts = [
        _ballot_table(choices, list(votes))
        for choices, votes in groupby(enumerate(facts.items, 1), key=lambda row: row[1].choices)
    ]
    return {
        **_head(facts),
        "bang": paragraph("", style=TEXT).join(parts),
        "huong_dan": (
            "Đánh dấu X vào một ô ở mỗi dòng. Phiếu không hợp lệ: không đánh dấu, đánh dấu nhiều ô,"
            " có tên hoặc ký hiệu riêng."
        ),
    }


def fill_scores(frozen: Mapping[str, Any]) -> dict[str, Any]:
    facts = SittingFacts.from_json(frozen)
    rows: list[Row] = [
        [str(n), vote.title, "; ".join(vote.scores) or "–", vote.score or "–", vote.grade or "–"]
        for n, vote in enumerate(facts.items, 1)
    ]
    return {
        **_head(facts),
        "bang": table(SCORE_COLUMNS, rows),
        "ket_thuc": f"Bảng có {format_number(len(rows))} hồ sơ./.",
        **_signed(facts),
    }


def conclusion(facts: SittingFacts) -> list[str]:
    """How many came to what, and what waits for another sitting."""
    counted = [vote for vote in facts.items if vote.conclusion]
    labels = dict.fromkeys(vote.conclusion for vote in counted)
    said = [
        f"{label}: {format_number(sum(vote.conclusion == label for vote in counted))} nội dung."
        for label in labels
    ]
    if facts.left:
        said.append(f"Chuyển phiên sau: {'; '.join(facts.left)}.")
    if facts.withdrawn:
        said.append(f"Hồ sơ rút khỏi chương trình: {'; '.join(facts.withdrawn)}.")
    return said or ["Phiên họp chưa biểu quyết nội dung nào."]


# ------------------------------------------------------------------ pieces

SCORE_COLUMNS = (
    TableColumn("TT", round(11 * MM), "center"),
    TableColumn("Hồ sơ", round(74 * MM), "both"),
    TableColumn("Điểm của các thành viên", round(36 * MM), "center"),
    TableColumn("Điểm", round(20 * MM), "center"),
    TableColumn("Xếp loại", round(24 * MM), "center"),
)
VOTE_COLUMNS = (
    TableColumn("Ý kiến", round(95 * MM)),
    TableColumn("Số phiếu", round(35 * MM), "center"),
    TableColumn("Tỷ lệ", round(35 * MM), "center"),
)


def _head(facts: SittingFacts) -> dict[str, Any]:
    lines = [
        f"Thời gian: bắt đầu lúc {facts.began}, {facts.date_line}.",
        f"Địa điểm: {facts.place or '…………………………'}.",
    ]
    if facts.decision:
        lines.append(f"Hội đồng được thành lập theo {facts.decision}.")
    return {
        "co_quan_cap_tren": facts.unit.upper(),
        "co_quan": facts.council.upper(),
        "so": facts.number,
        "dia_danh_ngay": f"{facts.locality or '…………'}, {facts.date_line}",
        "mo_dau": [{"dong": line} for line in lines],
    }


def _signed(facts: SittingFacts) -> dict[str, str]:
    return {"chu_tri": facts.chair.name, "thu_ky": facts.secretary.name}


def _attendance(facts: SittingFacts) -> str:
    people = format_number
    lines = [
        f"Chủ trì: {_seat(facts.chair)}.",
        f"Thư ký: {_seat(facts.secretary)}.",
        f"Có mặt {people(len(facts.present))} trên {people(facts.seats)} thành viên: {_names(facts.present)}.",
        f"Vắng {people(len(facts.absent))}: {_names(facts.absent)}.",
        f"Gửi ý kiến bằng văn bản {people(len(facts.wrote))}: {_names(facts.wrote)}.",
    ]
    return _items(f"- {line}" for line in lines)


def _names(seats: Iterable[SeatFacts]) -> str:
    return "; ".join(map(_seat, seats)) or "không có"


def _seat(seat: SeatFacts) -> str:
    if not seat.name:
        return "…………………………"
    note = f" ({seat.note})" if seat.note else ""
    return f"{seat.name}, {seat.role}{note}"


def _vote(n: int, vote: VoteFacts) -> str:
    title = paragraph(f"{n}. {vote.title}", style=TEXT, bold=True)
    if not vote.lines:
        return title + _texts(["Chưa có kết quả biểu quyết."])
    said = [
        f"Hình thức: {vote.mode}. Quy tắc: {vote.rule}.",
        (
            f"Số thành viên {vote.seats}; có mặt {vote.present}; gửi ý kiến bằng văn bản"
            f" {vote.written}. Số phiếu thu về {vote.cast}; hợp lệ {vote.valid};"
            f" không hợp lệ {vote.spoilt}."
        ),
    ]
    if vote.recused:
        said.append(f"Không tham gia xét do xung đột lợi ích: {', '.join(vote.recused)}.")
    if vote.again:
        said.append(f"Biểu quyết lần {vote.turn}; lần trước không còn giá trị: {vote.again}")
    rows: list[Row] = [[label, format_number(count), share] for label, count, share in vote.lines]
    above = "".join(paragraph(line, style=TEXT, keep=True) for line in said)
    return title + above + table(VOTE_COLUMNS, rows) + _texts([f"Kết luận: {vote.conclusion}."])


def _ballot_table(choices: tuple[str, ...], votes: list[tuple[int, VoteFacts]]) -> str:
    width = round((TEXT_WIDTH - 86) / max(len(choices), 1) * MM)
    columns = (
        TableColumn("TT", round(11 * MM), "center"),
        TableColumn("Nội dung", round(75 * MM), "both"),
        *(TableColumn(choice, width, "center") for choice in choices),
    )
    return table(columns, [[str(n), vote.title, *("" for _c in choices)] for n, vote in votes])


def _items(lines: Iterable[str]) -> str:
    return "".join(paragraph(line, style=ITEM) for line in lines)


def _texts(lines: Iterable[str]) -> str:
    return "".join(paragraph(line, style=TEXT) for line in lines)


def _key(
    name: str,
    title: Any,
    places: tuple[Place, ...],
    fill: Callable[[Mapping[str, Any]], dict[str, Any]],
) -> TemplateKey:
    return TemplateKey(
        key=f"councils.{name}",
        title=title,
        places=(*HEAD, *places),
        fill=fill,
        sample=lambda: sample_sitting_facts().to_json(),
        default=TEMPLATES / f"council_{name}.docx",
    )


ENDING = Place("ket_thuc", _("Câu kết thúc"))
RESULTS = Place("ket_qua", _("Kết quả từng nội dung: số phiếu, tỷ lệ, kết luận"), Kind.BLOCK)
TABLE = Place("bang", _("Bảng"), Kind.BLOCK)
# By SittingPaper.Kind.
PAPERS: dict[str, TemplateKey] = {
    "minutes": _key(
        "minutes",
        _("Biên bản họp hội đồng"),
        (
            Place("thanh_phan", _("Chủ trì, thư ký, có mặt, vắng, gửi ý kiến"), Kind.BLOCK),
            Place("chuong_trinh", _("Chương trình"), Kind.BLOCK),
            Place("dien_bien", _("Diễn biến"), Kind.BLOCK),
            RESULTS,
            Place("ket_luan", _("Kết luận"), Kind.BLOCK),
            ENDING,
            *SIGNED,
        ),
        fill_minutes,
    ),
    "ballot": _key(
        "ballot",
        _("Phiếu biểu quyết"),
        (TABLE, Place("huong_dan", _("Cách ghi phiếu"))),
        fill_ballot,
    ),
    "counting": _key(
        "counting", _("Biên bản kiểm phiếu"), (RESULTS, ENDING, *TELLERS, *SIGNED), fill_counting
    ),
    "scores": _key("scores", _("Bảng tổng hợp điểm"), (TABLE, ENDING, *SIGNED), fill_scores),
}
