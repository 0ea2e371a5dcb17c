"""The builder of the papers the reader is measured on."""

import pypdfium2
import pytest
from docx import Document

from tests.reader.dialect import Grid, Text, Turn, parse
from tests.reader.printing import extract_text, print_pdf, scan_pages
from tests.reader.word import write_docx

PLAN = """
<!-- không kẻ -->
| SỞ GDĐT<br>Số: 15/KH | Độc lập - Tự do - Hạnh phúc |
|---|---|

**KẾ HOẠCH**
1. Mục đích

<!-- trang ngang -->
| TT | Nội dung | Phụ trách |
|---|---|---|
| I. CHUNG | | |
| 1 | Họp | Tổ Toán |
| 2 | In tài liệu | ^^ |
"""


def test_parts_follow_the_dialect():
    assert parse(PLAN) == [
        Grid((("SỞ GDĐT\nSố: 15/KH", "Độc lập - Tự do - Hạnh phúc"),), is_ruled=False),
        Text("KẾ HOẠCH", is_bold=True),
        Text("1. Mục đích"),
        Turn("ngang"),
        Grid((("TT", "Nội dung", "Phụ trách"), ("I. CHUNG", "", ""), ("1", "Họp", "Tổ Toán"), ("2", "In tài liệu", "^^"))),
    ]  # fmt: skip


def test_word_merges_the_cells(tmp_path):
    path = write_docx(parse(PLAN), tmp_path / "a.docx")

    table = Document(str(path)).tables[1]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["TT", "Nội dung", "Phụ trách"],
        ["I. CHUNG"] * 3,
        ["1", "Họp", "Tổ Toán"],
        ["2", "In tài liệu", "Tổ Toán"],
    ]


@pytest.mark.office
def test_text_and_scan_come_from_the_printed_pages(tmp_path):
    [pdf] = print_pdf([write_docx(parse(PLAN), tmp_path / "a.docx")], tmp_path)

    text = extract_text(pdf, tmp_path / "a.txt").read_text(encoding="utf-8")
    scan = pypdfium2.PdfDocument(scan_pages(pdf, tmp_path / "quet.pdf"))
    letters = [page.get_textpage().count_chars() for page in scan]
    scan.close()

    assert "Số: 15/KH \n\nĐộc lập - Tự do" in text
    assert "1. Mục đích \n TT Nội dung Phụ trách \n\nI. CHUNG \n\n1 Họp Tổ Toán \n" in text
    assert letters == [0, 0]
