"""The text of a pledge (giao ước thi đua) of a cluster and year, as Word, for its members to sign.

The head is that of Decree 30/2020, without a number: a pledge is signed by all, issued by nobody. Facts are plain JSON.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.awards.models import Pledge
from phongtrao.documents.queries.writing import place_of
from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey
from phongtrao.documents.word.layout import Row, TableColumn, paragraph, table
from phongtrao.orgs.models import ClusterSeat
from phongtrao.orgs.queries import superior_name

MM = 56.7  # twentieths of a point
BODY = "ThanBai"
COLUMNS = (
    TableColumn("TT", round(11 * MM), "center"),
    TableColumn("Đơn vị", round(72 * MM)),
    TableColumn("Trong cụm, khối", round(32 * MM)),
    TableColumn("Thủ trưởng ký, ghi rõ họ tên, đóng dấu", round(50 * MM)),
)
ROOM = "\n\n\n"  # for a signature and a seal


def facts_of_pledge(pledge: Pledge, seats: Iterable[ClusterSeat]) -> dict[str, Any]:
    """``seats``: of its year, with their units."""
    cluster, day = pledge.cluster, pledge.signed_on
    return {
        "superior": superior_name(cluster.owner),
        "issuer": cluster.owner.name,
        "cluster": cluster.name,
        "place": place_of(cluster.owner),
        "year": cluster.period(pledge.year).label,
        "day": [f"{day:%d}", f"{day:%m}", f"{day:%Y}"] if day else [],
        "contents": pledge.contents,
        "targets": pledge.targets,
        "members": [[seat.unit.name, str(seat.get_role_display())] for seat in seats],
    }


def fill_pledge(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts → values of the places. The paper speaks Vietnamese."""
    day, month, year = facts["day"] or ("…", "…", "……")
    return {
        "co_quan_cap_tren": facts["superior"].upper(),
        "co_quan": facts["issuer"].upper(),
        "dia_danh_ngay": f"{facts['place'] or '…………………'}, ngày {day} tháng {month} năm {year}",
        "cum": facts["cluster"],
        "nam": facts["year"],
        "noi_dung": _lines(facts["contents"]),
        "chi_tieu": _lines(facts["targets"] or "Không có."),
        "thanh_vien": _members(facts["members"]),
    }


def _lines(text: str) -> str:
    return "".join(paragraph(one, style=BODY) for one in text.splitlines() if one.strip())


def _members(members: Iterable[Iterable[str]]) -> str:
    rows: list[Row] = [[str(n), *said, ROOM] for n, said in enumerate(members, start=1)]
    return table(COLUMNS, rows) if rows else paragraph("Năm này chưa ghi thành viên.", style=BODY)


def sample_facts() -> dict[str, Any]:
    """Invented, to try an uploaded template with."""
    return {
        "superior": "Ủy ban nhân dân tỉnh Sông Ngân",
        "issuer": "Sở Giáo dục và Đào tạo",
        "cluster": "Cụm thi đua số 1",
        "place": "Sông Ngân",
        "year": "Năm học 2026-2027",
        "day": ["15", "09", "2026"],
        "contents": "Thi đua dạy tốt, học tốt.\nMỗi đơn vị có sáng kiến.",
        "targets": "100% đơn vị hoàn thành nhiệm vụ.",
        "members": [["Trường Ví Dụ", "Trưởng"], ["Trường Suối Mây", "Thành viên"]],
    }


PLEDGE_PAPER = TemplateKey(
    key="awards.pledge",
    title=_("Giao ước thi đua"),
    places=(
        Place("co_quan_cap_tren", _("Cơ quan cấp trên, chữ in hoa")),
        Place("co_quan", _("Đơn vị tổ chức, chữ in hoa")),
        Place("dia_danh_ngay", _("Địa danh, ngày ký")),
        Place("cum", _("Tên cụm, khối thi đua")),
        Place("nam", _("Năm học, năm")),
        Place("noi_dung", _("Nội dung giao ước"), Kind.BLOCK),
        Place("chi_tieu", _("Chỉ tiêu"), Kind.BLOCK),
        Place("thanh_vien", _("Bảng thành viên, chỗ ký"), Kind.BLOCK),
    ),
    fill=fill_pledge,
    sample=sample_facts,
    default=TEMPLATES / "award_pledge.docx",
)
