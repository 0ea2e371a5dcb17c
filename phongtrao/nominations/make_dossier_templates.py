"""Makes the papers of a dossier in packs/templates: ``python -m phongtrao.nominations.make_dossier_templates``.

Head and page are those of Decree 30/2020 (``documents.word.decree``); report, minutes and list are no letters of
their own and bear no number; the letter is mẫu 01 of NĐ 152/2025 with its list as an annex.
"""

from docx.document import Document as Doc
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from phongtrao.documents.template_keys import TEMPLATES
from phongtrao.documents.word.decree import (
    TEXT_WIDTH,
    TITLE_RULE,
    blank_paper,
    centred,
    head,
    letterhead,
    line,
    rule,
    signature,
    style,
    two_columns,
)

MINUTES = (
    ("ThanBai", "1. Thời gian: {{ ngay }}. Địa điểm: {{ noi }}."),
    ("ThanBai", "2. Thành phần: {{ so_nguoi }}. Chủ trì: {{ chu_tri }}. Thư ký: {{ thu_ky }}."),
    ("ThanBai", "3. Nội dung: xét, bỏ phiếu đề nghị khen thưởng ({{ dot }})."),
    ("MucLaMa", "4. Ý kiến thảo luận"),
    ("ThanBai", "{{ thao_luan }}"),
    ("MucLaMa", "5. Kết quả bỏ phiếu"),
    ("ThanBai", "{{ bang }}"),
    ("MucLaMa", "6. Kết luận"),
    ("ThanBai", "{{ ket_luan }}"),
)


def make_report() -> Doc:
    document = _headed("BÁO CÁO THÀNH TÍCH", "{{ de_nghi }}")
    centred(document, "{{ ten }}", before=Pt(6))
    document.add_paragraph("{{ noi_dung }}", style="ThanBai")
    return _signed(document, ("{{ xac_nhan }}", ""), ("{{ nguoi_bao_cao }}", "{{ ten_nguoi_ky }}"))


def make_minutes() -> Doc:
    document = _headed("BIÊN BẢN", "Họp xét đề nghị khen thưởng")
    for name, text in MINUTES:
        document.add_paragraph(text, style=name)
    return _signed(document, ("THƯ KÝ", "{{ thu_ky }}"), ("CHỦ TRÌ", "{{ chu_tri }}"))


def make_list() -> Doc:
    document = _headed("DANH SÁCH TRÍCH NGANG", "Đề nghị khen thưởng: {{ dot }}")
    document.add_paragraph("{{ bang }}", style="ThanBai")
    return _signed(document, ("NGƯỜI LẬP", ""), ("THỦ TRƯỞNG ĐƠN VỊ", ""))


def make_letter() -> Doc:
    document = blank_paper()
    bases = style(document, "CanCu", align=ALIGN.JUSTIFY, first_line=Mm(12.7), before=Pt(6))
    bases.font.italic = True
    letterhead(document)
    centred(document, "TỜ TRÌNH", before=Pt(18))
    centred(document, "{{ trich_yeu }}")
    rule(document, TEXT_WIDTH, TITLE_RULE)
    centred(document, "Kính gửi: {{ kinh_gui }}", before=Pt(12), bold=False)
    for text in ("{%p for c in can_cu %}", "{{ c.dong }}", "{%p endfor %}"):
        document.add_paragraph(text, style="CanCu")
    for text in ("{%p for d in noi_dung %}", "{{ d.dong }}", "{%p endfor %}"):
        document.add_paragraph(text, style="ThanBai")
    document.add_paragraph().paragraph_format.keep_with_next = True
    signature(document)
    document.add_section(WD_SECTION.NEW_PAGE)
    centred(document, "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG")
    centred(document, "{{ kem_theo }}", bold=False)
    document.paragraphs[-1].runs[0].italic = True
    document.paragraphs[-1].paragraph_format.space_after = Pt(6)
    document.add_paragraph("{{ bang }}", style="ThanBai")
    return document


def _headed(title: str, abstract: str) -> Doc:
    document = blank_paper()
    _left, right = head(document)
    line(right, "{{ dia_danh_ngay }}", size=14, italic=True, align=ALIGN.RIGHT)
    centred(document, title, before=Pt(18))
    centred(document, abstract)
    rule(document, TEXT_WIDTH, TITLE_RULE)
    return document


def _signed(document: Doc, left: tuple[str, str], right: tuple[str, str]) -> Doc:
    """Who signs, and the name below."""
    document.add_paragraph("", style="ThanBai")
    cells = two_columns(document, Mm(80), Mm(85))
    for cell, (who, name) in zip(cells, (left, right), strict=True):
        line(cell, who, size=13, bold=True)
        line(cell, "(Ký, ghi rõ họ tên)", size=13, italic=True)
        for _blank in range(3):  # room for the signatures
            line(cell, "", size=14)
        line(cell, name, size=14, bold=True)
    return document


MADE = {
    "nomination_report": make_report,
    "nomination_minutes": make_minutes,
    "nomination_list": make_list,
    "nomination_letter": make_letter,
}

if __name__ == "__main__":
    for key, make in MADE.items():
        make().save(str(TEMPLATES / f"{key}.docx"))
