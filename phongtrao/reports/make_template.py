"""Makes the templates of reports in packs/templates: ``python -m phongtrao.reports.make_template``.

The layout of Decree 30/2020 comes from ``documents.word.decree``; here is what only a report has.
"""

from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from phongtrao.documents.template_keys import TEMPLATES
from phongtrao.documents.word.decree import (
    TEXT_WIDTH,
    TITLE_RULE,
    blank_paper,
    centred,
    letterhead,
    rule,
    signature,
    style,
)

PLAN_BODY = (
    ("CanCu", "{%p for c in can_cu %}"),
    ("CanCu", "{{ c.dong }}"),
    ("CanCu", "{%p endfor %}"),
    ("ThanBai", "{{ mo_dau }}"),
    ("MucLaMa", "I. KẾT QUẢ CHUNG"),
    ("ThanBai", "{%p for y in ket_qua %}"),
    ("ThanBai", "{{ loop.index }}. {{ y.cau }}"),
    ("ThanBai", "{%p endfor %}"),
    ("MucLaMa", "II. KẾT QUẢ THỰC HIỆN TỪNG NHIỆM VỤ"),
    ("ThanBai", "{{ bang_nhiem_vu }}"),
    ("ThanBai", "{%p if cau_cap_duoi %}"),
    ("ThanBai", "{{ cau_cap_duoi }}"),
    ("ThanBai", "{%p endif %}"),
    ("ThanBai", "{{ bang_cap_duoi }}"),
    ("MucLaMa", "III. NHIỆM VỤ QUÁ HẠN"),
    ("ThanBai", "{{ cau_qua_han }}"),
    ("ThanBai", "{{ bang_qua_han }}"),
    ("MucLaMa", "IV. KHÓ KHĂN, VƯỚNG MẮC"),
    ("ThanBai", "{{ cau_vuong_mac }}"),
    ("ThanBai", "{{ vuong_mac }}"),
)
MOVEMENT_BODY = (
    ("ThanBai", "{{ mo_dau }}"),
    ("ThanBai", "{%p if muc_tieu %}"),
    ("ThanBai", "{{ muc_tieu }}"),
    ("ThanBai", "{%p endif %}"),
    ("MucLaMa", "I. KẾT QUẢ CHUNG"),
    ("ThanBai", "{%p for y in ket_qua %}"),
    ("ThanBai", "{{ loop.index }}. {{ y.cau }}"),
    ("ThanBai", "{%p endfor %}"),
    ("MucLaMa", "II. KẾT QUẢ TỪNG NĂM"),
    ("ThanBai", "{{ bang_nam }}"),
    ("MucLaMa", "III. KẾT QUẢ CÁC KẾ HOẠCH"),
    ("ThanBai", "{{ bang_ke_hoach }}"),
    ("MucLaMa", "IV. SƠ KẾT, TỔNG KẾT VÀ BÀI HỌC"),
    ("ThanBai", "{{ cau_so_ket }}"),
    ("ThanBai", "{{ so_ket }}"),
)
REQUEST_BODY = (
    ("CanCu", "{%p for c in can_cu %}"),
    ("CanCu", "{{ c.dong }}"),
    ("CanCu", "{%p endfor %}"),
    ("ThanBai", "{{ mo_dau }}"),
    ("MucLaMa", "I. KẾT QUẢ CHUNG"),
    ("ThanBai", "{%p for y in ket_qua %}"),
    ("ThanBai", "{{ loop.index }}. {{ y.cau }}"),
    ("ThanBai", "{%p endfor %}"),
    ("ThanBai", "{{ bang_so }}"),
    ("ThanBai", "{{ lua_chon }}"),
    ("MucLaMa", "II. NỘI DUNG CÁC ĐƠN VỊ BÁO CÁO"),
    ("ThanBai", "{{ noi_dung }}"),
    ("MucLaMa", "III. VIỆC NỘP BÁO CÁO"),
    ("ThanBai", "{{ cau_chua_nop }}"),
    ("ThanBai", "{{ chua_nop }}"),
    ("MucLaMa", "IV. SỐ LIỆU TỪNG ĐƠN VỊ"),
    ("ThanBai", "{{ bang_don_vi }}"),
)


def make() -> Doc:
    """The template of a plan's report."""
    return _fill(_paper_with_bases(), PLAN_BODY)


def make_movement() -> Doc:
    """The template of a movement's cumulative report."""
    return _fill(blank_paper(), MOVEMENT_BODY)


def make_request() -> Doc:
    """The template of what units reported when asked."""
    return _fill(_paper_with_bases(), REQUEST_BODY)


def _paper_with_bases() -> Doc:
    document = blank_paper()
    bases = style(document, "CanCu", align=ALIGN.JUSTIFY, first_line=Mm(12.7), before=Pt(3))
    bases.font.italic = True
    return document


def _fill(document: Doc, body: tuple[tuple[str, str], ...]) -> Doc:
    letterhead(document)
    _title(document)
    for name, text in body:
        document.add_paragraph(text, style=name)
    closing = document.add_paragraph("{{ ket_thuc }}", style="ThanBai")
    closing.paragraph_format.keep_with_next = True
    closing.paragraph_format.space_after = Pt(12)
    signature(document)
    return document


def _title(document: Doc) -> None:
    centred(document, "BÁO CÁO", before=Pt(18))
    centred(document, "{{ trich_yeu }}")
    rule(document, TEXT_WIDTH, TITLE_RULE)


if __name__ == "__main__":
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    make().save(str(TEMPLATES / "plan_report.docx"))
    make_movement().save(str(TEMPLATES / "movement_report.docx"))
    make_request().save(str(TEMPLATES / "request_report.docx"))
