"""The mark on every page: “Bản nháp, phiên bản 2”, later “Bản đã duyệt, phiên bản 2, …, mã 3F9A…”.

It stands in every footer as a content control of a known tag, put there by the program, so that it
does not depend on who edits the template. Approving rewrites only those words: every other part of
the file stays byte for byte what was read before the approval.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.document import Document as Doc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import _Footer

from phongtrao.documents.word.layout import safe
from phongtrao.documents.word.render import replace_parts

TAG = "phongtrao-mark"
_FOOTER = re.compile(r"word/footer\d*\.xml")
_MARKED = re.compile(rf'(<w:tag w:val="{TAG}"/>.*?<w:t(?: [^>]*)?>)[^<]*(</w:t>)', re.DOTALL)


def add_mark(content: bytes, text: str) -> bytes:
    """Put the mark into every footer of a freshly filled paper, making the footers it lacks."""
    document = Document(BytesIO(content))
    for footer in _footers(document):
        footer._element.append(parse_xml(_control(text)))  # noqa: SLF001 -- python-docx's only door
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def change_mark(content: bytes, text: str) -> bytes:
    """Return the same file with another text in its marks."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        footers = [name for name in archive.namelist() if _FOOTER.fullmatch(name)]
    said = safe(text)

    def change(xml: str) -> str:
        return _MARKED.sub(lambda found: found[1] + said + found[2], xml)

    return replace_parts(content, dict.fromkeys(footers, change))


def _footers(document: Doc) -> Iterator[_Footer]:
    """Every footer of its own, and a new one where a kind of page is shown without any so far."""
    has_even = document.settings.odd_and_even_pages_header_footer
    for kind in ("footer", "first_page_footer", "even_page_footer"):
        is_defined = False  # a section without a footer of its own shows that of the one before
        for section in document.sections:
            footer: _Footer = getattr(section, kind)
            if footer.is_linked_to_previous:
                is_shown = {
                    "footer": True,
                    "first_page_footer": section.different_first_page_header_footer,
                    "even_page_footer": has_even,
                }[kind]
                if is_defined or not is_shown:
                    continue
                footer.is_linked_to_previous = False
            is_defined = True
            yield footer


def _control(text: str) -> str:
    return (
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{TAG}"/><w:lock w:val="sdtContentLocked"/>'
        '</w:sdtPr><w:sdtContent><w:p><w:pPr><w:spacing w:before="0" w:after="0"/>'
        '<w:ind w:firstLine="0"/><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:i/>'
        '<w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
        f'<w:t xml:space="preserve">{safe(text)}</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    )
