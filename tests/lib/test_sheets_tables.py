"""Big tables by columns, headers of forms, the fonts of the nineties, and workbooks given back."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from phongtrao.lib.numbers import parse_date
from phongtrao.lib.sheets import (
    CellError,
    Column,
    find_header,
    mark_workbook,
    open_workbook,
    read_header,
    read_table,
)
from phongtrao.lib.text import legacy_reading, nfc

KNOWN = {"ho va ten", "ngay sinh", "chuyen mon"}


def book(write):
    target = BytesIO()
    with xlsxwriter.Workbook(target) as made:
        write(made.add_worksheet("Bảng"))
    return open_workbook(target.getvalue(), "x.xlsx")


def merged_form(page):
    page.merge_range(0, 0, 0, 4, "DANH SÁCH CÁN BỘ")
    page.write(1, 0, "Năm học 2025–2026")
    page.merge_range(3, 0, 4, 0, "STT")
    page.merge_range(3, 1, 4, 1, "Họ và tên")
    page.merge_range(3, 2, 3, 3, "Trình độ")
    page.write_row(4, 2, ["Chuyên môn", "Chính trị"])
    page.merge_range(3, 4, 4, 4, "Ngày sinh")
    page.write_row(5, 0, ["(1)", "(2)", "(3)", "(4)", "(5)"])
    page.write_row(6, 0, [1, "Nguyễn Văn An", "Đại học", "Sơ cấp", "12/5/1990"])
    page.write_row(7, 0, ["", "", "", "", ""])
    page.write_row(8, 0, [2, "Lê Bình", "Cao đẳng", "", "x"])
    page.write_row(10, 1, ["Người lập biểu", "", "Thủ trưởng"])


def test_a_merged_header_under_a_title_is_found():
    form = book(merged_form)

    header = find_header(list(form.rows()), form.merged(), KNOWN)

    assert (header.first, header.last) == (4, 5)
    assert header.labels == (
        "STT",
        "Họ và tên",
        "Trình độ – Chuyên môn",
        "Trình độ – Chính trị",
        "Ngày sinh",
    )


def test_rows_are_read_by_columns_without_numbering_and_foot():
    form = book(merged_form)
    header = find_header(list(form.rows()), form.merged(), KNOWN)
    columns = {1: Column("name", "Họ tên"), 4: Column("born", "Ngày sinh", clean=parse_date)}

    table = read_table(form.rows(), header.last, columns, header.labels)

    assert table.columns == {
        "name": ["Nguyễn Văn An", "Lê Bình"],
        "born": [date(1990, 5, 12), None],
    }
    assert table.lines == [7, 9]
    assert [(error.row, error.column) for error in table.errors] == [(9, "Ngày sinh")]
    assert table.bad == {1}


def test_a_header_of_line_20_is_found_and_one_below_is_not():
    rows = [["…", ""] for _ in range(30)]
    rows[19] = ["Họ và tên", "Ngày sinh"]

    assert find_header(rows, (), KNOWN).first == 20
    rows.insert(0, ["", ""])
    assert find_header(rows, (), KNOWN) is None
    assert read_header(rows, (), 21).labels == ("Họ và tên", "Ngày sinh")


def test_text_comes_out_in_nfc():
    apart = "Nguyê\u0303n"
    table = read_table([["Tên"], [apart]], 1, {0: Column("name", "Tên")}, ["Tên"])

    assert table.columns["name"] == [nfc(apart)]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("NguyÔn V¨n", "Nguyễn Văn"),
        ("Tr­êng THCS Hoa Sen", "Trường THCS Hoa Sen"),
        ("§ç Ngäc Lan", "Đỗ Ngọc Lan"),
        ("Lª Thu An", "Lê Thu An"),
        ("Nguyeãn Vaên", "Nguyễn Văn"),
        ("TRÖÔØNG", "TRƯỜNG"),
        ("Ñoã Ngoïc Lan", "Đỗ Ngọc Lan"),
    ],
)
def test_the_fonts_of_the_nineties_are_read(text, reading):
    assert legacy_reading(text) == reading


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Thị Thuý",
        "Trường Tiểu học Hoà Bình",
        "CHUYỂN ĐỔI SỐ TRONG TOÀN NGÀNH",
        "Müller",
        "loé",
        "khoẻ",
        "20°C",
        "café",
    ],
)
def test_vietnamese_and_foreign_names_are_left_alone(text):
    assert legacy_reading(text) == ""


def test_legacy_and_broken_text_is_refused_with_the_way_out():
    rows = [["Tên"], ["NguyÔn V¨n"], ["Nguy?n V?n"], ["An"]]

    table = read_table(rows, 1, {0: Column("name", "Tên")}, ["Tên"])

    assert [error.row for error in table.errors] == [2, 3]
    assert "đọc ra là “Nguyễn Văn”. Hãy chuyển cả tệp sang Unicode" in table.errors[0].message
    assert table.columns["name"] == [None, None, "An"]


def test_the_marked_workbook_keeps_the_cells_and_says_why():
    form = book(lambda page: (page.write_row(0, 0, ["Tên", "Số"]), page.write_row(1, 0, ["An", 5])))
    header = read_header(list(form.rows()), (), 1)
    errors = {"Bảng": [CellError(2, "Tên", "chưa đúng.")]}

    marked = mark_workbook(form, {"Bảng": header}, errors, reasons="Cần sửa")

    assert list(open_workbook(marked, "y.xlsx").rows()) == [
        ["Tên", "Số", "Cần sửa"],
        ["An", 5.0, "Tên: chưa đúng."],
    ]
