"""Makes the certificate of record and the pledge of a cluster in packs/templates: ``python -m phongtrao.awards.make_templates``."""

from docx.document import Document as Doc
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

BODY = (
    ("ThanBai", "{{ xac_nhan }}"),
    ("MucLaMa", "A. DANH HIỆU THI ĐUA"),
    ("ThanBai", "{{ danh_hieu }}"),
    ("MucLaMa", "B. HÌNH THỨC KHEN THƯỞNG"),
    ("ThanBai", "{{ hinh_thuc }}"),
)
SIGN_ROOM = 4


PLEDGE = (
    ("ThanBai", "Các thành viên {{ cum }} thống nhất ký giao ước thi đua {{ nam }} như sau:"),
    ("MucLaMa", "I. NỘI DUNG GIAO ƯỚC"),
    ("ThanBai", "{{ noi_dung }}"),
    ("MucLaMa", "II. CHỈ TIÊU"),
    ("ThanBai", "{{ chi_tieu }}"),
    ("MucLaMa", "III. THÀNH VIÊN KÝ GIAO ƯỚC"),
    ("ThanBai", "{{ thanh_vien }}"),
)


def make_record() -> Doc:
    day = "…………………, ngày … tháng … năm ……"
    document = _headed(
        ("GIẤY XÁC NHẬN", "Về thành tích khen thưởng"), day, number="Số:          /GXN"
    )
    for style, text in BODY:
        document.add_paragraph(text, style=style)
    closing = "Theo sổ khen thưởng đến ngày {{ ngay }}./."
    document.add_paragraph(closing, style="ThanBai").paragraph_format.keep_with_next = True
    _blank, signed = two_columns(document, Mm(82), Mm(83))
    line(signed, "THỦ TRƯỞNG ĐƠN VỊ", size=14, bold=True)
    for _line in range(SIGN_ROOM):
        line(signed, "", size=14)
    for paragraph in signed.paragraphs:
        paragraph.paragraph_format.keep_with_next = True
    return document


def make_pledge() -> Doc:
    title = ("GIAO ƯỚC THI ĐUA", "{{ cum }}, {{ nam }}")
    document = _headed(title, "{{ dia_danh_ngay }}")
    for style, text in PLEDGE:
        document.add_paragraph(text, style=style)
    document.add_paragraph("", style="ThanBai")
    return document


def _headed(title: tuple[str, str], day: str, *, number: str = "") -> Doc:
    document = blank_paper()
    left, right = head(document)
    if number:
        line(left, number, size=13)
    line(right, day, size=14, italic=True)
    centred(document, title[0], before=Pt(18))
    centred(document, title[1])
    rule(document, TEXT_WIDTH, TITLE_RULE)
    return document


if __name__ == "__main__":
    make_record().save(str(TEMPLATES / "award_record.docx"))
    make_pledge().save(str(TEMPLATES / "award_pledge.docx"))
