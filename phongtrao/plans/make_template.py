"""Makes packs/templates/plan*.docx, one for each level: ``python -m phongtrao.plans.make_template``.

The layout of Decree 30/2020 comes from ``documents.word.decree``; here is what only a plan has: three
parts, the signature, and behind it the annexes with the tasks and the targets, each on a page of its own.
"""

from collections.abc import Mapping
from typing import Any

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
    # Where they stand is said in the heading: a sentence under it would be read as a content.
    ("MucLaMa", "{%p if co_chi_tieu %}"),
    ("MucLaMa", "II. NHIỆM VỤ (Phụ lục I), CHỈ TIÊU (Phụ lục II)"),
    ("MucLaMa", "{%p else %}"),
    ("MucLaMa", "II. NHIỆM VỤ (Phụ lục I)"),
    ("MucLaMa", "{%p endif %}"),
    ("MucLaMa", "III. TỔ CHỨC THỰC HIỆN"),
    ("ThanBai", "{%p for d in to_chuc %}"),
    ("ThanBai", "{{ d.dong }}"),
    ("ThanBai", "{%p endfor %}"),
)
# What differs by level: of a people's committee both lines of the letterhead are its name, and whoever
# signs does so on its behalf (NĐ 30/2020/NĐ-CP, phụ lục I, mục II).
LEVELS: Mapping[str, Mapping[str, Any]] = {
    "plan": {},
    "plan_department": {},
    "plan_commune": {"is_one_name": True, "on_behalf": "TM. ỦY BAN NHÂN DÂN"},
    "plan_school": {},
    "plan_office": {},
}


def make(*, is_one_name: bool = False, on_behalf: str = "") -> Doc:
    document = blank_paper()
    bases = style(document, "CanCu", align=ALIGN.JUSTIFY, first_line=Mm(12.7), before=Pt(6))
    bases.font.italic = True
    letterhead(document, is_one_name=is_one_name)
    centred(document, "KẾ HOẠCH", before=Pt(18))
    centred(document, "{{ trich_yeu }}")
    rule(document, TEXT_WIDTH, TITLE_RULE)
    for name, text in BODY:
        document.add_paragraph(text, style=name)
    gap = document.add_paragraph()
    gap.paragraph_format.keep_with_next = True
    signature(document, on_behalf=on_behalf)
    _annex(document, "PHỤ LỤC I", "DANH MỤC NHIỆM VỤ", "{{ bang_nhiem_vu }}")
    document.add_paragraph("{%p if co_chi_tieu %}")
    _annex(document, "PHỤ LỤC II", "CHỈ TIÊU", "{{ bang_chi_tieu }}")
    document.add_paragraph("{%p endif %}")
    return document


def _annex(document: Doc, name: str, title: str, block: str) -> None:
    centred(document, name)
    document.paragraphs[-1].paragraph_format.page_break_before = True
    centred(document, title)
    said = document.add_paragraph()
    said.alignment = ALIGN.CENTER
    said.paragraph_format.space_after = Pt(6)
    said.add_run("{{ kem_theo }}").italic = True
    document.add_paragraph(block)


if __name__ == "__main__":
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    for stem, words in LEVELS.items():
        make(**words).save(str(TEMPLATES / f"{stem}.docx"))
