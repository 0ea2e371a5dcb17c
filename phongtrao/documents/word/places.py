"""Reading a Word template as its clerk sees it: paragraphs with their places, tags in them.

Word splits “{{ ten }}” into runs wherever the cursor once stood, so a paragraph is read as a whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from docx.document import Document
from docx.oxml.ns import qn

# What docxtpl knows besides Jinja: a letter that makes the whole row, cell, paragraph or run the tag.
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_SCOPE = re.compile(r"^(\{[{%#])-?\s*(?:(?:tr|tc|p|r)\s+)?")
_GAPS = (qn("w:br"), qn("w:cr"), qn("w:tab"))
_QUOTES = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a template and where the clerk finds it."""

    text: str
    where: str

    @property
    def tags(self) -> list[str]:
        return TAG.findall(self.text)

    @property
    def rest(self) -> str:
        """The text without its tags: a bracket left over is a broken tag."""
        return TAG.sub("", self.text)

    @property
    def jinja(self) -> str:
        """Only what Jinja reads, on one line, so that its line number names the paragraph."""
        return "".join(_plain(tag) for tag in self.tags)


def read_lines(document: Document) -> list[Line]:
    """Every paragraph in reading order: body with its tables, then headers and footers."""
    found = list(_blocks(document.element.body))
    for number, section in enumerate(document.sections, start=1):
        parts = (
            (_("đầu trang"), (section.header, section.first_page_header, section.even_page_header)),
            (
                _("chân trang"),
                (section.footer, section.first_page_footer, section.even_page_footer),
            ),
        )
        for label, pieces in parts:
            for piece in pieces:
                if not piece.is_linked_to_previous:
                    where = _("%(part)s, phần %(number)d") % {"part": label, "number": number}
                    found += [Line(text, where) for text in _texts(piece._element)]  # noqa: SLF001 -- python-docx's only door to the part
    return found


def read_parts(document: Document) -> list[str | list[list[str]]]:
    """The body to be read on a screen: paragraphs that say something, and tables as rows of cells."""
    found: list[str | list[list[str]]] = []
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:tbl"):
            rows = element.iterchildren(qn("w:tr"))
            found.append([[_cell(one) for one in row.iterchildren(qn("w:tc"))] for row in rows])
        else:
            found += [text for text in _texts(element) if text.strip()]
    return found


def _cell(cell: Any) -> str:
    return "\n".join(text for text in _texts(cell) if text.strip())


def _plain(tag: str) -> str:
    return _SCOPE.sub(r"\1 ", tag.translate(_QUOTES))


def _blocks(body: Any) -> Iterator[Line]:
    paragraphs = tables = 0
    for element in body.iterchildren():
        if element.tag == qn("w:p"):
            paragraphs += 1
            yield Line(_text(element), _("đoạn %(n)d") % {"n": paragraphs})
        elif element.tag == qn("w:tbl"):
            tables += 1
            yield from _cells(element, tables)
        elif element.tag == qn("w:sdt"):
            for text in _texts(element):
                yield Line(text, _("sau đoạn %(n)d") % {"n": paragraphs})


def _cells(table: Any, number: int) -> Iterator[Line]:
    for row, row_element in enumerate(table.iterchildren(qn("w:tr")), start=1):
        for column, cell in enumerate(row_element.iterchildren(qn("w:tc")), start=1):
            where = _("bảng %(table)d, dòng %(row)d, cột %(column)d") % {
                "table": number,
                "row": row,
                "column": column,
            }
            yield from (Line(text, where) for text in _texts(cell))


def _texts(element: Any) -> Iterator[str]:
    yield from (_text(paragraph) for paragraph in element.iter(qn("w:p")))


def _text(paragraph: Any) -> str:
    """A line break or a tab parts two words, as on paper."""
    parts = paragraph.iter(qn("w:t"), *_GAPS)
    return "".join(" " if node.tag in _GAPS else node.text or "" for node in parts)
