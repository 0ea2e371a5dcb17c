"""Tables: flattened ones put together again, real ones understood."""

import pytest

from phongtrao.reader.columns import find_columns, name_column
from phongtrao.reader.flat import cut_tables
from phongtrao.reader.load.txt import split_text
from phongtrao.reader.model import Block, Paragraph, Table
from phongtrao.reader.ruled import read_rows

FLAT = """TT Nhiệm vụ Đơn vị chủ trì Đơn vị phối hợp Thời gian Sản phẩm
I. TUYÊN TRUYỀN
1 Xây dựng chuyên mục về đọc sách trên trang thông tin
điện tử của nhà trường và các lớp.
- Tổ Tin học
- Tổ Thư viện
Các cơ quan báo chí
Thường
xuyên
Chuyên mục
TT Nhiệm vụ Đơn vị chủ trì Đơn vị phối hợp Thời gian Sản phẩm
2 Tổ chức ngày hội đọc sách cho học sinh toàn trường, mời
tác giả đến nói chuyện.
Phòng GDĐT Các trường học
Quý II/2027
Ngày hội
Nơi nhận:
- Lưu: VT."""


def flat_table(text: str) -> Table:
    parts = cut_tables(split_text(text).blocks, 1)
    return next(part for part in parts if isinstance(part, Table))


def rows(*cells: tuple[str, ...]) -> list[Block]:
    return [Block(number, "row", " | ".join(row), cells=row) for number, row in enumerate(cells)]


def test_flattened_rows_find_their_columns_again():
    table = flat_table(FLAT)

    assert table.columns == ("ordinal", "content", "lead", "support", "time", "result")
    assert [row.cells for row in table.rows] == [
        (
            "1",
            "Xây dựng chuyên mục về đọc sách trên trang thông tin điện tử của nhà trường và các lớp.",
            "- Tổ Tin học\n- Tổ Thư viện",
            "Các cơ quan báo chí",
            "Thường xuyên",
            "Chuyên mục",
        ),
        (
            "2",
            "Tổ chức ngày hội đọc sách cho học sinh toàn trường, mời tác giả đến nói chuyện.",
            "Phòng GDĐT",
            "Các trường học",
            "Quý II/2027",
            "Ngày hội",
        ),
    ]
    assert {row.group for row in table.rows} == {"I. TUYÊN TRUYỀN"}


def test_text_behind_a_flattened_table_is_text_again():
    parts = cut_tables(split_text(FLAT).blocks, 1)

    assert [block.text for block in parts[-1]] == ["Nơi nhận:", "- Lưu: VT."]


def test_flattened_targets_keep_scopes_in_one_cell():
    table = flat_table(
        "Stt Chỉ tiêu Đến năm 2030 Đến 2045\n1 Trường học triển khai học bạ số\n> 95% trường phổ thông;\n"
        "> 90% trường mầm non.\n100%\n2 Trường học dạy kỹ năng số 80% 100%"
    )

    assert [row.cells for row in table.rows] == [
        ("1", "Trường học triển khai học bạ số", "> 95% trường phổ thông;\n> 90% trường mầm non.", "100%"),
        ("2", "Trường học dạy kỹ năng số", "80%", "100%"),
    ]  # fmt: skip


def test_row_that_lost_its_number_starts_at_its_clock():
    table = flat_table(
        "STT Thời gian Nội dung Đơn vị thực hiện\n1 7h30’-\n8h00’\nĐón tiếp\nBan tổ chức\n8h00’-\n8h30’\n"
        "Khai mạc\nĐ/c Hiệu trưởng"
    )

    assert [row.cells for row in table.rows] == [
        ("1", "7h30’-8h00’", "Đón tiếp", "Ban tổ chức"),
        ("2", "8h00’-8h30’", "Khai mạc", "Đ/c Hiệu trưởng"),
    ]


def test_real_table_joins_a_row_cut_by_the_page():
    (table,) = read_rows(
        rows(
            ("Stt", "Nhiệm vụ", "Chủ trì", "Thời gian"),
            ("I. TRUYỀN THÔNG", "", "", ""),
            ("1", "Xây dựng chuyên", "Tổ A", "2026"),
            ("Stt", "Nhiệm vụ", "Chủ trì", "Thời gian"),
            ("", "mục đọc sách", "", ""),
            ("2", "Tổ chức ngày hội", "Tổ B", "2027"),
        )
    )

    assert [(row.cells, row.group) for row in table.rows] == [
        (("1", "Xây dựng chuyên mục đọc sách", "Tổ A", "2026"), "I. TRUYỀN THÔNG"),
        (("2", "Tổ chức ngày hội", "Tổ B", "2027"), "I. TRUYỀN THÔNG"),
    ]


def test_header_of_two_rows_is_one_header():
    (table,) = read_rows(
        rows(
            ("TT", "Nội dung", "Đơn vị thực hiện", "", "Thời gian"),
            ("", "", "Chủ trì", "Phối hợp", ""),
            ("1", "Tập huấn", "Sở", "Các trường", "2026"),
        )
    )

    assert table.columns == ("ordinal", "content", "lead", "support", "time")
    assert len(table.rows) == 1


def test_letterhead_is_read_column_by_column():
    elements = read_rows(
        rows(("SỞ A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 5/KH-SA", "Hà An, ngày 1 tháng 2 năm 2026"))
    )  # fmt: skip

    assert all(isinstance(element, Paragraph) for element in elements)
    assert [element.text for element in elements] == [
        "SỞ A",
        "Số: 5/KH-SA",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hà An, ngày 1 tháng 2 năm 2026",
    ]


def test_columns_are_known_by_many_names():
    names = ["Số TT", "Nhiệm vụ/giải pháp", "Cơ quan, đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn hoàn thành", "Sản phẩm dự kiến", "Ghi chú", "Năm 2027"]  # fmt: skip

    assert [name_column(name) for name in names] == ["ordinal", "content", "lead", "support", "time", "result", "other", "target:2027"]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    ["Hoàn thành", "Hoàn thành trước", "Xong trước", "Hạn", "Mốc", "Mốc thời gian", "Tiến độ"],
)
def test_one_word_heads_the_column_of_the_time(header):
    assert name_column(header) == "time"
    assert find_columns(f"Nội dung Đơn vị chủ trì Phối hợp Sản phẩm {header}") == ("content", "lead", "support", "result", "time")  # fmt: skip


def test_how_much_is_done_is_no_time():
    assert name_column("Tỷ lệ hoàn thành") == "other"


def test_flattened_header_is_cut_in_order():
    assert find_columns("STT Thời gian Nội dung công việc Đơn vị/cá nhân thực hiện") == ("ordinal", "time", "content", "performer")  # fmt: skip


def test_a_row_with_its_number_is_no_header_whatever_its_words():
    header = ("TT", "Nhiệm vụ, giải pháp", "Chủ trì", "Thời gian", "Kết quả")
    row = ("3", "Tổ chức hoạt động thi đua", "Văn phòng Sở", "Tháng 9/2026", "Sản phẩm dự thi")

    (table,) = read_rows(rows(header, row))

    assert isinstance(table, Table)
    assert [one.cells for one in table.rows] == [row]


def test_a_line_of_a_flattened_row_may_hold_several_whole_cells():
    table = flat_table(
        "TT Hạn hoàn thành Nhiệm vụ Chủ trì Phối hợp Kết quả\n1 15/4/2026 Kiện toàn Tổ công nghệ số của các\n"
        "tổ dân phố\nPhòng Văn hóa - Xã\nhội\nCác trường học Quyết định\n"
        "2 Thường xuyên Mở lớp học tại các tổ dân phố\nCác trường học Công an phường Báo cáo"
    )

    assert [row.cells[1:] for row in table.rows] == [
        ("15/4/2026", "Kiện toàn Tổ công nghệ số của các tổ dân phố", "Phòng Văn hóa - Xã hội", "Các trường học", "Quyết định"),
        ("Thường xuyên", "Mở lớp học tại các tổ dân phố", "Các trường học", "Công an phường", "Báo cáo"),
    ]  # fmt: skip


def test_a_flattened_table_without_numbers_is_cut_where_its_cells_fit():
    table = flat_table(
        "Ngày Công việc Người chủ trì Kết quả\n18/9/2026 Ký giao ước thi đua giữa\ncác trường trong cụm\n"
        "Hiệu trưởng Bản giao ước\nTháng 11/2026 Giao lưu thể thao Công đoàn các trường Giải giao lưu\nKHEN THƯỞNG NĂM HỌC"
    )

    assert [row.cells for row in table.rows] == [
        ("18/9/2026", "Ký giao ước thi đua giữa các trường trong cụm", "Hiệu trưởng", "Bản giao ước"),
        ("Tháng 11/2026", "Giao lưu thể thao", "Công đoàn các trường", "Giải giao lưu"),
    ]  # fmt: skip


def test_a_flattened_table_without_numbers_keeps_its_numbered_groups():
    table = flat_table(
        "Nội dung Đơn vị chủ trì Thời gian\n4.1. Truyền thông\nXây dựng chuyên mục\nVăn phòng Sở\nHằng tháng\n"
        "4.2. Nghiên cứu\nHướng dẫn đề xuất nhiệm vụ\nPhòng Quản lý khoa học\nQuý II/2026\n5. Kinh phí"
    )

    assert [(row.group, row.cells) for row in table.rows] == [
        ("4.1. Truyền thông", ("Xây dựng chuyên mục", "Văn phòng Sở", "Hằng tháng")),
        ("4.2. Nghiên cứu", ("Hướng dẫn đề xuất nhiệm vụ", "Phòng Quản lý khoa học", "Quý II/2026")),
    ]  # fmt: skip


def test_two_flattened_tables_behind_each_other_stay_two():
    parts = cut_tables(
        split_text(
            "TT Chỉ tiêu Đơn vị tính Năm 2026\n1 Học sinh có thẻ thư viện % 90\n"
            "TT Nhiệm vụ Chủ trì Thời gian\n1 Mở thư viện Tổ Thư viện Quý II/2026"
        ).blocks,
        1,
    )

    assert [len(part.rows) for part in parts if isinstance(part, Table)] == [1, 1]
