"""Makes the papers of an initiative in packs/templates: ``python -m phongtrao.initiatives.make_templates``.

The page is that of Decree 30/2020 (``documents.word.decree``); an application and a report of a person bear
state and motto in the middle, no number and no seal (TT 18/2013/TT-BKHCN, phụ lục I).
"""

from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from phongtrao.documents.template_keys import TEMPLATES
from phongtrao.documents.word.decree import (
    MOTTO,
    MOTTO_WIDTH,
    TEXT_WIDTH,
    blank_paper,
    centred,
    head,
    line,
    rule,
    two_columns,
)

REPORT = (
    ("ThanBai", "1. Tên sáng kiến: {{ ten }}"),
    ("ThanBai", "2. Tác giả:"),
    ("ThanBai", "{{ tac_gia }}"),
    ("ThanBai", "3. Loại giải pháp: {{ loai }}. Lĩnh vực áp dụng: {{ linh_vuc }}."),
    ("ThanBai", "4. Thời gian áp dụng: {{ ap_dung }}."),
    ("MucLaMa", "5. Mô tả giải pháp"),
    ("ThanBai", "{{ mo_ta }}"),
    ("MucLaMa", "6. Số liệu trước và sau khi áp dụng"),
    ("ThanBai", "{{ so_lieu }}"),
    ("MucLaMa", "7. Tệp, tài liệu kèm theo"),
    ("ThanBai", "{{ tep }}"),
)
APPLICATION = (
    ("ThanBai", "{{ mo_dau }}"),
    ("ThanBai", "{{ tac_gia }}"),
    ("ThanBai", "là tác giả đề nghị xét công nhận sáng kiến: {{ ten }}."),
    ("ThanBai", "- Lĩnh vực áp dụng sáng kiến: {{ linh_vuc }}."),
    ("ThanBai", "- Ngày sáng kiến được áp dụng: {{ ap_dung }}."),
    ("ThanBai", "- Mô tả bản chất của sáng kiến: theo báo cáo mô tả kèm theo."),
    ("ThanBai", "- Những thông tin cần được bảo mật (nếu có): {{ bi_mat }}."),
    ("ThanBai", "- Danh sách những người đã tham gia áp dụng sáng kiến lần đầu (nếu có):"),
    ("ThanBai", "{{ tham_gia }}"),
    ("ThanBai", "{{ cam_doan }}"),
)
BY_HAND = (("ThanBai", "…" * 30),) * 2  # as many as fit a line
OPINION = (
    ("ThanBai", "1. Tên sáng kiến: {{ ten }}."),
    ("ThanBai", "2. Tác giả:"),
    ("ThanBai", "{{ tac_gia }}"),
    ("ThanBai", "3. Loại giải pháp: {{ loai }}. Lĩnh vực áp dụng: {{ linh_vuc }}."),
    ("ThanBai", "4. Thời gian áp dụng: {{ ap_dung }}."),
    ("ThanBai", "5. Đơn vị khác đã xác nhận áp dụng:"),
    ("ThanBai", "{{ xac_nhan }}"),
    ("ThanBai", "6. Ý kiến của {{ don_vi }} về tính mới tại đơn vị:"),
    *BY_HAND,
    ("ThanBai", "7. Ý kiến về hiệu quả và khả năng áp dụng:"),
    *BY_HAND,
    ("ThanBai", "8. Đề nghị (công nhận, chưa công nhận, đề nghị cấp trên xét):"),
    *BY_HAND,
)


def make_report() -> Doc:
    document = _headed("BÁO CÁO MÔ TẢ SÁNG KIẾN")
    return _signed(_said(document, REPORT))


def make_application() -> Doc:
    document = _headed("ĐƠN YÊU CẦU CÔNG NHẬN SÁNG KIẾN")
    centred(document, "Kính gửi: {{ kinh_gui }}", before=Pt(12), bold=False)
    return _signed(_said(document, APPLICATION))


def make_opinion() -> Doc:
    """A letter of the unit: its name left, state and motto right; the head signs."""
    document = blank_paper()
    head(document, "", "{{ don_vi }}")
    centred(document, "Ý KIẾN CỦA ĐƠN VỊ VỀ SÁNG KIẾN", before=Pt(18))
    centred(document, "Kính gửi: {{ kinh_gui }}", before=Pt(12), bold=False)
    _said(document, OPINION)
    document.add_paragraph("", style="ThanBai")
    _left, signer = two_columns(document, Mm(75), Mm(90))
    line(signer, "{{ dia_danh_ngay }}", size=14, italic=True)
    line(signer, "THỦ TRƯỞNG ĐƠN VỊ", size=14, bold=True)
    line(signer, "(Ký, ghi rõ họ tên, đóng dấu)", size=13, italic=True)
    return document


def _headed(title: str) -> Doc:
    document = blank_paper()
    centred(document, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    centred(document, MOTTO)
    rule(document, TEXT_WIDTH, MOTTO_WIDTH)
    centred(document, title, before=Pt(18))
    return document


def _said(document: Doc, body: tuple[tuple[str, str], ...]) -> Doc:
    for style, text in body:
        document.add_paragraph(text, style=style)
    return document


def _signed(document: Doc) -> Doc:
    document.add_paragraph("", style="ThanBai")
    _left, right = two_columns(document, Mm(75), Mm(90))
    line(right, "{{ dia_danh_ngay }}", size=14, italic=True)
    line(right, "TÁC GIẢ", size=14, bold=True)
    line(right, "(Các đồng tác giả cùng ký, ghi rõ họ tên)", size=13, italic=True)
    for _blank in range(3):  # room for the signatures
        line(right, "", size=14)
    for text in ("{%p for n in nguoi_ky %}", "{{ n.ten }}", "{%p endfor %}"):
        line(right, text, size=14, bold=True, align=ALIGN.CENTER)
    return document


if __name__ == "__main__":
    make_report().save(str(TEMPLATES / "initiative_report.docx"))
    make_opinion().save(str(TEMPLATES / "initiative_opinion.docx"))
    make_application().save(str(TEMPLATES / "initiative_application.docx"))
