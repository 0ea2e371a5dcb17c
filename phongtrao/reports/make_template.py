"""Makes packs/templates/plan_report.docx: ``python -m phongtrao.reports.make_template``.

The layout of Decree 30/2020 comes from ``documents.word.decree``; here is what only a report has.
"""

from docx.document import Document as Doc
from docx.shared import Pt

from phongtrao.documents.template_keys import TEMPLATES
from phongtrao.documents.word.decree import (
    TEXT_WIDTH,
    TITLE_RULE,
    blank_paper,
    centred,
    letterhead,
    rule,
    signature,
)

TARGET = TEMPLATES / "plan_report.docx"


def make() -> Doc:
    document = blank_paper()
    letterhead(document)
    _title(document)
    _body(document)
    signature(document)
    return document


def _title(document: Doc) -> None:
    centred(document, "BÁO CÁO", before=Pt(18))
    centred(document, "{{ trich_yeu }}")
    rule(document, TEXT_WIDTH, TITLE_RULE)


def _body(document: Doc) -> None:
    lines = (
        ("ThanBai", "{{ mo_dau }}"),
        ("MucLaMa", "I. KẾT QUẢ CHUNG"),
        ("ThanBai", "{%p for y in ket_qua %}"),
        ("ThanBai", "{{ loop.index }}. {{ y.cau }}"),
        ("ThanBai", "{%p endfor %}"),
        ("MucLaMa", "II. KẾT QUẢ THỰC HIỆN TỪNG NHIỆM VỤ"),
        ("ThanBai", "{{ bang_nhiem_vu }}"),
        ("MucLaMa", "III. NHIỆM VỤ QUÁ HẠN"),
        ("ThanBai", "{{ cau_qua_han }}"),
        ("ThanBai", "{{ bang_qua_han }}"),
        ("MucLaMa", "IV. KHÓ KHĂN, VƯỚNG MẮC"),
        ("ThanBai", "{{ cau_vuong_mac }}"),
        ("ThanBai", "{{ vuong_mac }}"),
    )
    for style, text in lines:
        document.add_paragraph(text, style=style)
    closing = document.add_paragraph("{{ ket_thuc }}", style="ThanBai")
    closing.paragraph_format.keep_with_next = True
    closing.paragraph_format.space_after = Pt(12)


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    make().save(str(TARGET))
