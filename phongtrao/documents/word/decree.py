"""Building blocks of our Word templates, in the layout of Decree 30/2020 (NĐ 30/2020/NĐ-CP, phụ lục I).

In millimetres and points:

* A4, margins top and bottom 20, left 30, right 15 mm; Times New Roman, black, Vietnamese.
* Letterhead in two columns of 70 and 98 mm: the names of state and motto must not wrap.
* Rules are borders of empty lines, indented on both sides, so that their length is exact.
* Page number top centre from page 2 on.
* The signature block is one row that may not break, kept with the sentence before it.

An office may edit a finished template in Word: what matters to the program are the named places only.
"""

from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
LEFT_COLUMN, RIGHT_COLUMN = Mm(70), Mm(98)
MOTTO = "Độc lập - Tự do - Hạnh phúc"
MOTTO_WIDTH = Mm(57.2)  # measured: 14 pt bold in a font of Times' metrics
ISSUER_RULE = Mm(28)  # between a third and a half of its column
TITLE_RULE = Mm(55)
TEXT_WIDTH = Mm(165)


def blank_paper() -> Doc:
    """Page, styles and page number; its properties name nobody."""
    document = Document()
    _set_page(document)
    _set_styles(document)
    _number_pages(document)
    document.core_properties.title = ""
    document.core_properties.author = ""
    document.core_properties.comments = ""
    return document


def _set_page(document: Doc) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True


def _set_styles(document: Doc) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    _pin_font(normal.element)
    normal.paragraph_format.space_after = Pt(0)
    style(document, "ThanBai", align=ALIGN.JUSTIFY, first_line=Mm(12.7), before=Pt(6))
    style(document, "Gach", align=ALIGN.JUSTIFY, first_line=Mm(12.7), before=Pt(3))
    heading = style(document, "MucLaMa", align=ALIGN.JUSTIFY, first_line=Mm(12.7), before=Pt(6))
    heading.font.bold = True
    heading.paragraph_format.keep_with_next = True


def style(document: Doc, name: str, *, align: ALIGN, first_line: Length, before: Length) -> Any:
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    form = made.paragraph_format
    form.alignment, form.first_line_indent = align, first_line
    form.space_before, form.space_after, form.line_spacing = before, Pt(0), 1.1
    return made


def _pin_font(style: Any) -> None:
    """One font for every script, none from the theme; the language is Vietnamese."""
    properties = style.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)


def _number_pages(document: Doc) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._element.append(part)  # noqa: SLF001 -- python-docx has no fields
    document.sections[0].first_page_header.is_linked_to_previous = False


# ------------------------------------------------------------------ parts of the paper


def head(
    document: Doc,
    above: str = "{{ co_quan_cap_tren }}",
    issuer: str = "{{ co_quan }}",
    *,
    is_one_name: bool = False,
) -> tuple[_Cell, _Cell]:
    """Who writes, beside state and motto; the two cells, for what else stands there. ``above``: “” for none."""
    left, right = two_columns(document, LEFT_COLUMN, RIGHT_COLUMN)
    if above:
        line(left, above, size=13, bold=is_one_name)
    line(left, issuer, size=13, bold=True)
    rule(left, LEFT_COLUMN, ISSUER_RULE)
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=13, bold=True)
    line(right, MOTTO, size=14, bold=True)
    rule(right, RIGHT_COLUMN, MOTTO_WIDTH)
    return left, right


def letterhead(document: Doc, *, subject: str = "", is_one_name: bool = False) -> None:
    """``subject``: “V/v …” of a letter, under its number. ``is_one_name``: both lines name the issuer."""
    left, right = head(document, is_one_name=is_one_name)
    line(left, "Số:          /{{ ky_hieu }}", size=13)
    if subject:
        line(left, subject, size=12)
    line(right, "{{ dia_danh_ngay }}", size=14, italic=True, align=ALIGN.RIGHT)


def signature(document: Doc, *, on_behalf: str = "") -> None:
    """``on_behalf``: the collective for which is signed, “TM. ỦY BAN NHÂN DÂN”."""
    left, right = two_columns(document, Mm(80), Mm(85))
    line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=ALIGN.LEFT)
    for text in (
        "{%p for n in noi_nhan %}",
        "- {{ n.dong }};",
        "{%p endfor %}",
        "- Lưu: {{ luu }}.",
    ):
        line(left, text, size=11, align=ALIGN.LEFT)
    signed = ("{%p if quyen_han %}", "{{ quyen_han }}", "{%p endif %}", "{{ chuc_vu }}")
    for text in filter(None, (on_behalf, *signed)):
        line(right, text, size=14, bold=True)
    for _blank in range(4):  # room for the signature and the seal
        line(right, "", size=14)
    line(right, "{{ nguoi_ky }}", size=14, bold=True)
    for cell in (left, right):
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.keep_together = True


# ------------------------------------------------------------------ pieces


def two_columns(document: Doc, left: Length, right: Length) -> tuple[_Cell, _Cell]:
    """A table without borders whose one row never breaks over two pages."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    table.alignment = 1  # centre: 168 mm stand 1.5 mm into each margin
    for cell, width in zip(table.rows[0].cells, (left, right), strict=True):
        cell.width = width
        cell._element.remove(cell.paragraphs[0]._element)  # noqa: SLF001 -- lines are added below
    for column, width in zip(table.columns, (left, right), strict=True):
        column.width = width
    table._tbl.tblPr.append(_margins())  # noqa: SLF001 -- python-docx has no cell margins
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 -- as above
    return table.rows[0].cells[0], table.rows[0].cells[1]


def _margins() -> Any:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        part = OxmlElement(f"w:{side}")
        part.set(qn("w:w"), "0" if side == "left" else "100")
        part.set(qn("w:type"), "dxa")
        margins.append(part)
    return margins


def line(
    cell: _Cell,
    text: str,
    *,
    size: int,
    bold: bool = False,
    italic: bool = False,
    align: ALIGN = ALIGN.CENTER,
) -> Paragraph:
    paragraph: Paragraph = cell.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def centred(document: Doc, text: str, before: Length | None = None, *, bold: bool = True) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGN.CENTER
    paragraph.paragraph_format.space_before = before or Pt(0)
    paragraph.add_run(text).bold = bold


def rule(place: Doc | _Cell, column: Length, width: Length) -> None:
    """A line of exactly this width in the middle of the column: the border above an empty line."""
    paragraph = place.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Length((column - width) // 2)
    form.space_before, form.line_spacing = Pt(1), Pt(6)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties = paragraph._element.get_or_add_pPr()  # noqa: SLF001 -- python-docx has no borders
    properties.insert_element_before(
        borders,  # type: ignore[arg-type]  # lxml's stubs know two names for one class
        *(f"w:{name}" for name in ("shd", "tabs", "spacing", "ind", "jc", "rPr")),
    )
