"""Makes packs/templates/recognition_decision.docx: ``python -m phongtrao.recognition.make_templates``.

A decision (NĐ 30/2020/NĐ-CP, phụ lục III, mẫu 1.2): kind, abstract, who decides, bases, articles; its annex
lies on its side and counts its own pages (phụ lục I, mục III).
"""

from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
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


def make_decision() -> Doc:
    document = blank_paper()
    bases = style(document, "CanCu", align=ALIGN.JUSTIFY, first_line=Mm(12.7), before=Pt(6))
    bases.font.italic = True
    letterhead(document)
    centred(document, "QUYẾT ĐỊNH", before=Pt(18))
    centred(document, "{{ trich_yeu }}")
    rule(document, TEXT_WIDTH, TITLE_RULE)
    centred(document, "{{ tham_quyen }}", before=Pt(12))
    for text in ("{%p for c in can_cu %}", "{{ c.dong }}", "{%p endfor %}"):
        document.add_paragraph(text, style="CanCu")
    centred(document, "QUYẾT ĐỊNH:", before=Pt(12))
    document.add_paragraph("{%p for d in dieu %}", style="ThanBai")
    article = document.add_paragraph(style="ThanBai")
    article.add_run("{{ d.so }}").bold = True
    article.add_run("{{ d.dong }}")
    document.add_paragraph("{%p endfor %}", style="ThanBai")
    document.add_paragraph().paragraph_format.keep_with_next = True
    signature(document)
    _add_annex(document)
    return document


def _add_annex(document: Doc) -> None:
    """A section of its own: a page on its side, whose numbers begin anew."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.different_first_page_header_footer = True
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    # Its place in the schema: before the columns of the section.
    section._sectPr.find(qn("w:cols")).addprevious(numbers)  # noqa: SLF001 -- python-docx has none
    centred(document, "PHỤ LỤC")
    centred(document, "{{ ten_danh_sach }}")
    centred(document, "{{ kem_theo }}", bold=False)
    document.paragraphs[-1].runs[0].italic = True
    document.paragraphs[-1].paragraph_format.space_after = Pt(6)
    document.add_paragraph("{{ bang }}", style="ThanBai")


if __name__ == "__main__":
    make_decision().save(str(TEMPLATES / "recognition_decision.docx"))
