"""Word files: visible numbers, merged cells, breaks, boxes."""

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from phongtrao.reader.load.docx import load_docx
from phongtrao.reader.load.docx.numbering import Level, Numbering, write_number

ABSTRACT = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="77">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
</w:abstractNum>"""
NUMBER = f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'


def saved(document, tmp_path):
    path = tmp_path / "thu.docx"
    document.save(str(path))
    return load_docx(path).blocks


def add_numbered(document, text: str, depth: int) -> None:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'
        )
    )


def test_automatic_numbers_are_made_visible(tmp_path):
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(ABSTRACT))
    numbering.append(parse_xml(NUMBER))
    for text, depth in (("MỤC ĐÍCH", 0), ("Mục đích", 1), ("Nâng cao", 2), ("Yêu cầu", 1), ("NỘI DUNG", 0), ("Chung", 1)):  # fmt: skip
        add_numbered(document, text, depth)

    blocks = saved(document, tmp_path)

    assert [block.text for block in blocks] == ["I. MỤC ĐÍCH", "1. Mục đích", "- Nâng cao", "2. Yêu cầu", "II. NỘI DUNG", "1. Chung"]  # fmt: skip


def test_list_style_numbers_too(tmp_path):
    document = Document()
    document.add_paragraph("Một", style="List Number")
    document.add_paragraph("Hai", style="List Number")
    document.add_paragraph("Gạch", style="List Bullet")

    assert [block.text for block in saved(document, tmp_path)] == ["1. Một", "2. Hai", "- Gạch"]


def test_merged_cells_keep_the_columns_apart(tmp_path):
    document = Document()
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Ngang"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Dọc"
    table.cell(0, 2).text, table.cell(1, 1).text, table.cell(2, 2).text = "A", "B", "C"

    blocks = saved(document, tmp_path)

    assert [block.cells for block in blocks] == [("Ngang", "", "A"), ("Dọc", "B", ""), ("", "", "C")]  # fmt: skip


def test_line_breaks_part_only_what_stands_alone(tmp_path):
    document = Document()
    document.add_paragraph("KẾ HOẠCH\nTriển khai nhiệm vụ\nnăm học")

    assert [block.text for block in saved(document, tmp_path)] == ["KẾ HOẠCH", "Triển khai nhiệm vụ năm học"]  # fmt: skip


def test_headings_are_marked_and_order_is_kept(tmp_path):
    document = Document()
    document.add_heading("I. MỤC ĐÍCH", level=1)
    document.add_table(rows=1, cols=2, style="Table Grid").rows[0].cells[0].text = "Ô"
    document.add_paragraph("Sau bảng")

    blocks = saved(document, tmp_path)

    assert [(block.kind, block.text) for block in blocks] == [("heading", "I. MỤC ĐÍCH"), ("row", "Ô"), ("paragraph", "Sau bảng")]  # fmt: skip
    assert {block.page for block in blocks} == {None}


def test_numbers_are_written_as_word_writes_them():
    forms = ["decimal", "decimalZero", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"]

    assert [write_number(4, form) for form in forms] == ["4", "04", "d", "D", "iv", "IV"]
    assert write_number(28, "lowerLetter") == "bb"


def test_restarted_list_counts_again():
    numbering = Numbering(
        {"1": "0", "2": "0"}, {("0", 0): Level("decimal", "%1.", 1)}, {("2", 0): 1}
    )

    labels = [numbering.label(name, 0) for name in ("1", "1", "2", "2")]

    assert labels == ["1.", "2.", "1.", "2."]
