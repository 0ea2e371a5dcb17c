"""Makes packs/templates/award_money.docx: ``python -m phongtrao.nominations.make_templates``.

The list of award money an accountant pays by: on its side, signed by who made it, who keeps the books, the head.
"""

from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from phongtrao.documents.template_keys import TEMPLATES
from phongtrao.documents.word.decree import blank_paper, centred, line, two_columns

SIGN = ("Người lập", "Kế toán", "Thủ trưởng đơn vị")


def make_money() -> Doc:
    document = blank_paper()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    left, _right = two_columns(document, Mm(125), Mm(125))
    line(left, "{{ co_quan_cap_tren }}", size=13)
    line(left, "{{ co_quan }}", size=13, bold=True)
    centred(document, "DANH SÁCH CHI TIỀN THƯỞNG", before=Pt(14))
    centred(document, "(Kèm theo {{ quyet_dinh }}; lương cơ sở {{ luong_co_so }})", bold=False)
    document.paragraphs[-1].paragraph_format.space_after = Pt(6)
    document.add_paragraph("{{ bang }}", style="ThanBai")
    said = document.add_paragraph(
        "Danh sách có {{ so_dong }} dòng, tổng số tiền: {{ tong_so }} đồng.", style="ThanBai"
    )
    said.paragraph_format.keep_with_next = True
    said = document.add_paragraph("Số tiền bằng chữ: {{ bang_chu }}.", style="ThanBai")
    said.paragraph_format.keep_with_next = True
    _signatures(document)
    return document


def _signatures(document: Doc) -> None:
    table = document.add_table(rows=1, cols=len(SIGN))
    for cell, words in zip(table.rows[0].cells, SIGN, strict=True):
        first = cell.paragraphs[0]
        first.alignment = ALIGN.CENTER
        run = first.add_run(words.upper())
        run.bold, run.font.size = True, Pt(13)
        for _blank in range(4):  # room for the signature
            cell.add_paragraph()


if __name__ == "__main__":
    make_money().save(str(TEMPLATES / "award_money.docx"))
