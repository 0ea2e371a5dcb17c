"""A Word file from the parts of a plan, set as Decree 30/2020 asks: A4, 13 point, page numbers."""

import re
from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tests.reader.dialect import ABOVE, Grid, Part, Text, Turn

FONT = (
    "Noto Serif"  # has the Vietnamese letters itself; where a font lacks them, their order is lost
)
NARROW, WIDE = 16.5, 25.2  # cm between the margins, upright and landscape
_HEADING = re.compile(r"(?:[IVX]+|[A-H]|Phần\s.*)[.:]\s")
_CENTERED = re.compile(r"KẾ HOẠCH|\(.*\)|[^a-zà-ỹ]{4,}")
_LETTER, _PADDING = 0.24, 0.5  # cm, of 11 point with room for capitals
_LETTERHEAD = (6.2, 10.3)


def write_docx(parts: Sequence[Part], path: Path) -> Path:
    """Write ``parts`` to ``path``: real tables, headings, sections, page numbers in the footer."""
    document = new_document()
    is_title = True  # up to the first running sentence
    for part in parts:
        if isinstance(part, Turn):
            turn_page(document, part.how)
        elif isinstance(part, Grid):
            add_grid(document, part)
        else:
            is_title = is_title and (part.is_bold or bool(_CENTERED.fullmatch(part.text)))
            add_text(document, part, is_title=is_title)
    document.save(str(path))
    return path


def new_document():
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(4), 1.0
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    number_pages(section)
    return document


def number_pages(section) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def turn_page(document, how: str) -> None:
    if how == "mới":
        document.add_page_break()
        return
    section = document.add_section()
    long, short = Cm(29.7), Cm(21)
    is_wide = how == "ngang"
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if is_wide else (short, long)


def add_text(document, part: Text, *, is_title: bool) -> None:
    is_heading = part.is_bold and bool(_HEADING.match(part.text))
    paragraph = document.add_heading(level=1) if is_heading else document.add_paragraph()
    run = paragraph.add_run(part.text)
    run.bold = part.is_bold
    run.font.name, run.font.size = FONT, Pt(13)
    is_centered = is_title or bool(_CENTERED.fullmatch(part.text))
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if is_centered else WD_ALIGN_PARAGRAPH.JUSTIFY
    if not is_centered and not is_heading:
        paragraph.paragraph_format.first_line_indent = Cm(1)  # NĐ 30/2020: 1 to 1.27 cm


def add_grid(document, grid: Grid) -> None:
    section = document.sections[-1]
    room = NARROW if section.page_width < section.page_height else WIDE
    is_beside = not grid.is_ruled and len(grid.rows[0]) == len(_LETTERHEAD)
    widths = _LETTERHEAD if is_beside else share(grid.rows, room)
    table = document.add_table(rows=0, cols=len(grid.rows[0]))
    table.autofit = False
    if grid.is_ruled:
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in grid.rows:
        add_row(table, row, widths, is_data=not is_beside)
    document.add_paragraph()  # a table must not be the last of its section
    if grid.is_ruled:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        merge_cells(table, grid.rows)


def share(rows: Sequence[Sequence[str]], room: float) -> list[float]:
    """Widths of the columns in cm: the longest word of each fits, more for those with more text."""
    cells = [row for row in rows if any(row[1:])]  # a heading row runs over all columns
    columns = list(zip(*cells, strict=True))
    words = [
        max((len(word) for cell in column for word in cell.split()), default=1)
        for column in columns
    ]
    least = [_PADDING + _LETTER * max(longest, 2) for longest in words]
    usual = [min(sum(map(len, column)) / len(column), 60) for column in columns]
    rest = room - sum(least)
    if rest <= 0:
        return [room * width / sum(least) for width in least]
    return [width + rest * amount / sum(usual) for width, amount in zip(least, usual, strict=True)]


def add_row(table, texts: Sequence[str], widths: Sequence[float], *, is_data: bool) -> None:
    for cell, text, width in zip(table.add_row().cells, texts, widths, strict=True):
        cell.width = Cm(width)
        is_list = is_data or text.startswith("Nơi nhận")
        for number, line in enumerate(text.split("\n") if text != ABOVE else [""]):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.add_run(line).font.size = Pt(11 if is_data else 10)
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if is_list else WD_ALIGN_PARAGRAPH.CENTER


def merge_cells(table, rows: Sequence[Sequence[str]]) -> None:
    cells = [row.cells for row in table.rows]
    for number, row in enumerate(rows):
        if number and row[0] and row[0] != ABOVE and not any(row[1:]):
            cells[number][0].merge(cells[number][-1])
            _drop_empty(cells[number][0])
        for column, text in enumerate(row):
            if text == ABOVE and (number + 1 == len(rows) or rows[number + 1][column] != ABOVE):
                first = max(n for n in range(number) if rows[n][column] != ABOVE)
                cells[first][column].merge(cells[number][column])
                _drop_empty(cells[first][column])


def _drop_empty(cell) -> None:
    """A merge leaves an empty paragraph for every cell it took in."""
    for paragraph in cell.paragraphs[1:]:
        if not paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)
