from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import parse_date, parse_number, parse_whole_number
from phongtrao.lib.sheets import (
    CellError,
    Column,
    SheetResult,
    one_of,
    read_rows,
    to_flag,
    to_text,
)

COLUMNS = (
    Column("unit", "Đơn vị"),
    Column("target", "Kế hoạch", clean=parse_number),
    Column("due", "Hạn", clean=parse_date, required=False),
    Column("note", "Ghi chú", required=False, empty=""),
)
HEADER = ["Đơn vị", "Kế hoạch", "Hạn", "Ghi chú"]


def messages(result):
    return [str(error) for error in result.errors]


def test_read_rows():
    result = read_rows(
        [HEADER, ["Trường A", 12.5, date(2026, 8, 20), " gấp "], ["Trường B", "1.234", "", None]],
        COLUMNS,
    )

    assert result == SheetResult(
        rows=[
            {
                "unit": "Trường A",
                "target": Decimal("12.5"),
                "due": date(2026, 8, 20),
                "note": "gấp",
            },
            {"unit": "Trường B", "target": Decimal(1234), "due": None, "note": ""},
        ],
        lines=[2, 3],
        told=frozenset({"unit", "target", "due", "note"}),
    )


def test_read_rows_when_the_header_stands_below_a_title_in_another_order_and_spelling():
    result = read_rows(
        [
            ["DANH SÁCH CHỈ TIÊU"],
            ["Lọc: đơn vị"],
            [],
            ["STT", "KE HOACH", "  đơn   vị", "Ghi chú"],
            ["(1)", "(2)", "(3)", "(4)"],
            [1.0, 5.0, "Trường A", ""],
            ["", " ", "", None],
            [2.0, 6.0, "Trường B"],
        ],
        COLUMNS,
    )

    assert result.errors == []
    assert [row["unit"] for row in result.rows] == ["Trường A", "Trường B"]
    assert result.lines == [6, 8]


def test_read_rows_lists_every_bad_cell_at_once():
    result = read_rows(
        [
            HEADER,
            ["", "abc", "31/02/2026", ""],
            ["Trường A", "#REF!", "", ""],
            ["Trường B", "5", "", "", "lạc"],
            ["Trường C", 7, "", ""],
        ],
        COLUMNS,
    )

    assert messages(result) == [
        "Dòng 2, cột “Đơn vị”: chưa có giá trị. Hãy nhập vào ô này.",
        "Dòng 2, cột “Kế hoạch”: “abc” không phải là số. Hãy nhập số, ví dụ 1.234,5.",
        (
            "Dòng 2, cột “Hạn”: “31/02/2026” không phải là ngày. "
            "Hãy nhập ngày/tháng/năm, ví dụ 20/08/2025."
        ),
        "Dòng 3, cột “Kế hoạch”: công thức bị lỗi #REF!. Hãy sửa công thức hoặc nhập giá trị.",
        "Dòng 4: “lạc” nằm ở cột không có tiêu đề. Hãy đặt tên cột hoặc xóa.",
    ]
    assert [row["unit"] for row in result.rows] == ["Trường C"]


def test_read_rows_says_which_columns_are_unknown_doubled_or_missing():
    result = read_rows([["Đơn vị", "Hạn", "HAN", "Điểm", "Điểm"], ["A", "", "", 5, 6]], COLUMNS)

    assert messages(result) == [
        "Dòng 1, cột “HAN”: có hai cột cùng tên. Hãy xóa bớt một cột.",
        "Dòng 1, cột “Điểm”: không có trong mẫu. Hãy sửa tên cột theo mẫu hoặc xóa cột này.",
        "Dòng 1, cột “Điểm”: không có trong mẫu. Hãy sửa tên cột theo mẫu hoặc xóa cột này.",
        "Dòng 1, cột “Kế hoạch”: chưa có trong bảng. Hãy thêm cột này theo mẫu.",
    ]


@pytest.mark.parametrize("rows", [[], [["a", "b"]], [["Đơn vị"]], [[]] * 20 + [HEADER]])
def test_read_rows_when_there_is_no_header(rows):
    result = read_rows(rows, COLUMNS)

    assert messages(result) == [
        "Không thấy dòng tiêu đề trong 20 dòng đầu. Hãy thêm các cột “Đơn vị”, “Kế hoạch”."
    ]


def test_read_rows_of_one_column_keeps_a_row_that_could_be_a_number():
    result = read_rows([["Số"], [1.0], [2.0]], [Column("n", "Số", clean=parse_whole_number)])

    assert result.rows == [{"n": 1}, {"n": 2}]


@pytest.mark.parametrize(
    ("numbering", "read"),
    [(["1", "2", "3", "4"], 0), (["(1)", "(2)"], 0), ([1, 3, 5, 7], 1), (["A", 2.0, "", ""], 1)],
)
def test_read_rows_skips_only_a_row_that_numbers_the_columns(numbering, read):
    columns = [Column(label, label, required=False) for label in HEADER]

    assert len(read_rows([HEADER, numbering], columns).rows) == read


def test_read_rows_streams():
    def endless_until_read():
        yield HEADER
        for number in range(50_000):
            yield [f"Trường {number}", number, "", ""]

    assert len(read_rows(endless_until_read(), COLUMNS).rows) == 50_000


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" a\u0301\r\nb ", "á\nb"),
        (5.0, "5"),
        (2025, "2025"),
        (1234.5, "1234,5"),
        (Decimal("0.10"), "0,1"),
        (True, "Có"),
        (False, "Không"),
        (date(2026, 8, 5), "05/08/2026"),
        (datetime(2026, 8, 5), "05/08/2026"),  # noqa: DTZ001 -- as cells come
        (datetime(2026, 8, 5, 7, 30), "05/08/2026 07:30"),  # noqa: DTZ001
        (time(7, 30), "07:30"),
        (timedelta(hours=26, minutes=5), "26:05"),
    ],
)
def test_to_text(cell, text):
    assert to_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "flag"),
    [("Có", True), ("x", True), (1.0, True), (0, False), ("KHÔNG", False), (True, True)],
)
def test_to_flag(cell, flag):
    assert to_flag(cell) is flag


def test_to_flag_refuses():
    with pytest.raises(BadInput, match="“có lẽ” không rõ"):
        to_flag("có lẽ")


def test_one_of():
    level = one_of({"Tiểu học": 1, "THCS": 2})

    assert (level("tieu hoc"), level(" THCS ")) == (1, 2)
    with pytest.raises(BadInput) as refused:
        level("Mầm non")
    assert str(refused.value) == (
        "“Mầm non” không có trong danh mục. Hãy nhập một trong: “Tiểu học”, “THCS”."
    )


def test_cell_error_says_where():
    assert str(CellError(7, "Hạn", "sai.")) == "Dòng 7, cột “Hạn”: sai."
    assert str(CellError(7, "", "sai.")) == "Dòng 7: sai."
    assert str(CellError(0, "Hạn", "sai.")) == "Cột “Hạn”: sai."
    assert str(CellError(0, "", "Sai.")) == "Sai."
