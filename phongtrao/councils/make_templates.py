"""Makes the templates of councils in packs/templates: ``python -m phongtrao.councils.make_templates``."""

from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from phongtrao.documents.template_keys import TEMPLATES
from phongtrao.documents.word.decree import (
    TEXT_WIDTH,
    TITLE_RULE,
    blank_paper,
    centred,
    head,
    line,
    rule,
    two_columns,
)

OPENING = (
    ("ThanBai", "{%p for d in mo_dau %}"),
    ("ThanBai", "{{ d.dong }}"),
    ("ThanBai", "{%p endfor %}"),
)
MINUTES = (
    *OPENING,
    ("MucLaMa", "I. THÀNH PHẦN"),
    ("ThanBai", "{{ thanh_phan }}"),
    ("MucLaMa", "II. CHƯƠNG TRÌNH"),
    ("ThanBai", "{{ chuong_trinh }}"),
    ("MucLaMa", "III. DIỄN BIẾN"),
    ("ThanBai", "{{ dien_bien }}"),
    ("MucLaMa", "IV. KẾT QUẢ BIỂU QUYẾT"),
    ("ThanBai", "{{ ket_qua }}"),
    ("MucLaMa", "V. KẾT LUẬN"),
    ("ThanBai", "{{ ket_luan }}"),
)
COUNTING = (*OPENING, ("MucLaMa", "KẾT QUẢ KIỂM PHIẾU"), ("ThanBai", "{{ ket_qua }}"))
BALLOT = (*OPENING, ("ThanBai", "{{ bang }}"), ("ThanBai", "{{ huong_dan }}"))
SCORES = (*OPENING, ("ThanBai", "{{ bang }}"))


def make(title: str, body: tuple[tuple[str, str], ...], *signers: tuple[str, str]) -> Doc:
    """``signers``: pairs of a post and the place of its holder's name, two beside each other."""
    document = blank_paper()
    _letterhead(document)
    centred(document, title, before=Pt(18))
    rule(document, TEXT_WIDTH, TITLE_RULE)
    for name, text in body:
        document.add_paragraph(text, style=name)
    if signers:
        closing = document.add_paragraph("{{ ket_thuc }}", style="ThanBai")
        closing.paragraph_format.keep_with_next = True
        closing.paragraph_format.space_after = Pt(12)
    for at in range(0, len(signers), 2):
        _signatures(document, signers[at : at + 2])
    return document


def _letterhead(document: Doc) -> None:
    """As of a letter, but numbered by the council itself."""
    left, right = head(document)
    line(left, "Số: {{ so }}", size=13)
    line(right, "{{ dia_danh_ngay }}", size=14, italic=True, align=ALIGN.RIGHT)


def _signatures(document: Doc, signers: tuple[tuple[str, str], ...]) -> None:
    cells = two_columns(document, Mm(82), Mm(83))
    for cell, (post, place) in zip(cells, signers, strict=True):
        line(cell, post, size=14, bold=True)
        for _blank in range(4):  # room for the signature
            line(cell, "", size=14)
        line(cell, "{{ " + place + " }}", size=14, bold=True)
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


LED = (("THƯ KÝ", "thu_ky"), ("CHỦ TRÌ", "chu_tri"))
COUNTED = (("KIỂM PHIẾU VIÊN", "kiem_phieu_1"), ("KIỂM PHIẾU VIÊN", "kiem_phieu_2"))

if __name__ == "__main__":
    for name, document in {
        "minutes": make("BIÊN BẢN HỌP HỘI ĐỒNG", MINUTES, *LED),
        "counting": make("BIÊN BẢN KIỂM PHIẾU", COUNTING, *COUNTED, *LED),
        "ballot": make("PHIẾU BIỂU QUYẾT", BALLOT),
        "scores": make("BẢNG TỔNG HỢP ĐIỂM", SCORES, *LED),
    }.items():
        document.save(str(TEMPLATES / f"council_{name}.docx"))
