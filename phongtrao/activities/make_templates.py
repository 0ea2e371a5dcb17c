"""Makes the minutes of an inspection in packs/templates: ``python -m phongtrao.activities.make_templates``."""

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
    ("ThanBai", "{{ can_cu }}"),
    ("MucLaMa", "I. ĐOÀN KIỂM TRA"),
    ("ThanBai", "{{ thanh_phan }}"),
    ("MucLaMa", "II. NỘI DUNG"),
    ("ThanBai", "{{ noi_dung }}"),
    ("MucLaMa", "III. KẾT QUẢ"),
    ("ThanBai", "{{ ket_qua }}"),
    ("MucLaMa", "IV. NHẬN XÉT CHUNG"),
    ("ThanBai", "{{ nhan_xet }}"),
    ("MucLaMa", "V. KIẾN NGHỊ"),
    ("ThanBai", "{{ kien_nghi }}"),
    ("MucLaMa", "VI. Ý KIẾN CỦA {{ don_vi }}"),
    ("ThanBai", "{{ y_kien }}"),
)
SIGNERS = (
    ("ĐẠI DIỆN ĐƠN VỊ", ""),
    ("THƯ KÝ", "{{ thu_ky }}"),
    ("TRƯỞNG ĐOÀN", "{{ truong_doan }}"),
)


def make_minutes() -> Doc:
    document = blank_paper()
    _left, right = head(document, "{{ co_quan }}", "ĐOÀN KIỂM TRA")
    line(right, "…………………, {{ ngay_thang }}", size=14, italic=True)
    centred(document, "BIÊN BẢN", before=Pt(18))
    centred(document, "{{ ten }}")
    rule(document, TEXT_WIDTH, TITLE_RULE)
    for style, text in BODY:
        document.add_paragraph(text, style=style)
    closing = "Biên bản đã được đọc cho các thành phần dự họp nghe, lập thành hai bản./."
    document.add_paragraph(closing, style="ThanBai").paragraph_format.keep_with_next = True
    for at in range(0, len(SIGNERS), 2):
        _signatures(document, SIGNERS[at : at + 2])
    return document


def _signatures(document: Doc, signers: tuple[tuple[str, str], ...]) -> None:
    """Two beside each other; the last alone on the right."""
    cells = two_columns(document, Mm(82), Mm(83))
    for cell, (post, name) in zip(cells[-len(signers) :], signers, strict=True):
        line(cell, post, size=14, bold=True)
        for _blank in range(4):  # room for the signature
            line(cell, "", size=14)
        line(cell, name, size=14, bold=True)
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


if __name__ == "__main__":
    make_minutes().save(str(TEMPLATES / "inspection_minutes.docx"))
