"""Makes packs/templates/plan.docx: ``python -m phongtrao.plans.make_template``.

The layout of Decree 30/2020 comes from ``documents.word.decree``; here is what only a plan has.
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

BODY = (
    ("CanCu", "{%p for c in can_cu %}"),
    ("CanCu", "{{ c.dong }}"),
    ("CanCu", "{%p endfor %}"),
    ("ThanBai", "{{ mo_dau }}"),
    ("MucLaMa", "I. MỤC ĐÍCH, YÊU CẦU"),
    ("ThanBai", "{%p for d in muc_dich %}"),
    ("ThanBai", "{{ d.dong }}"),
    ("ThanBai", "{%p endfor %}"),
    ("MucLaMa", "II. NHIỆM VỤ, GIẢI PHÁP"),
    ("ThanBai", "{{ bang_nhiem_vu }}"),
    ("MucLaMa", "III. TỔ CHỨC THỰC HIỆN"),
    ("ThanBai", "{%p for d in to_chuc %}"),
    ("ThanBai", "{{ d.dong }}"),
    ("ThanBai", "{%p endfor %}"),
)


def make() -> Doc:
    document = blank_paper()
    bases = style(document, "CanCu", align=ALIGN.JUSTIFY, first_line=Mm(12.7), before=Pt(6))
    bases.font.italic = True
    letterhead(document)
    centred(document, "KẾ HOẠCH", before=Pt(18))
    centred(document, "{{ trich_yeu }}")
    rule(document, TEXT_WIDTH, TITLE_RULE)
    for name, text in BODY:
        document.add_paragraph(text, style=name)
    gap = document.add_paragraph()
    gap.paragraph_format.keep_with_next = True
    signature(document)
    return document


if __name__ == "__main__":
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    make().save(str(TEMPLATES / "plan.docx"))
