"""Makes packs/templates/letter.docx and titled.docx: ``python -m phongtrao.documents.word.make_templates``.

A letter (công văn) has no title: its subject stands under the number, and “Kính gửi” opens it. Every
other kind (report, announcement, plan …) has its name and abstract in the middle.
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

SAID = ("{%p for d in noi_dung %}", "{{ d.dong }}", "{%p endfor %}")


def make_letter() -> Doc:
    document = blank_paper()
    style(document, "KinhGui", align=ALIGN.LEFT, first_line=Mm(0), before=Pt(3))
    document.styles["KinhGui"].paragraph_format.left_indent = Mm(45)
    letterhead(document, subject="V/v {{ trich_yeu }}")
    document.add_paragraph("{%p if kinh_gui %}")
    centred(document, "Kính gửi: {{ kinh_gui }}", before=Pt(18), bold=False)
    document.add_paragraph("{%p endif %}")
    several = (
        "{%p if cac_noi_gui %}",
        "Kính gửi:",
        "{%p for n in cac_noi_gui %}",
        "- {{ n.dong }}",
        "{%p endfor %}",
        "{%p endif %}",
    )
    for text in several:
        line = document.add_paragraph(text, style="KinhGui")
        if text == "Kính gửi:":
            line.paragraph_format.space_before = Pt(18)
    _say(document)
    return document


def make_titled() -> Doc:
    document = blank_paper()
    bases = style(document, "CanCu", align=ALIGN.JUSTIFY, first_line=Mm(12.7), before=Pt(6))
    bases.font.italic = True
    letterhead(document)
    centred(document, "{{ ten_loai }}", before=Pt(18))
    centred(document, "{{ trich_yeu }}")
    rule(document, TEXT_WIDTH, TITLE_RULE)
    for text in ("{%p for c in can_cu %}", "{{ c.dong }}", "{%p endfor %}"):
        document.add_paragraph(text, style="CanCu")
    _say(document)
    return document


def _say(document: Doc) -> None:
    """The text, then the signature, which stays on the page of what it signs."""
    for text in SAID:
        document.add_paragraph(text, style="ThanBai")
    gap = document.add_paragraph()
    gap.paragraph_format.keep_with_next = True
    signature(document)


if __name__ == "__main__":
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    make_letter().save(str(TEMPLATES / "letter.docx"))
    make_titled().save(str(TEMPLATES / "titled.docx"))
