"""Markdown files: headings, bold, tables ruled and unruled, merged cells, comments."""

from textwrap import dedent

from phongtrao.reader import read_plan
from phongtrao.reader.load.blocks import fill_merged
from phongtrao.reader.load.markdown import load_markdown

HEADER = ("TT", "Nội dung", "Cơ quan chủ trì")


def blocks_of(text: str, tmp_path):
    path = tmp_path / "ke-hoach.md"
    path.write_text(dedent(text), encoding="utf-8")
    return load_markdown(path).blocks


def test_headings_by_sign_or_all_in_bold_are_marked(tmp_path):
    blocks = blocks_of(
        """\
        # KẾ HOẠCH

        **I. MỤC ĐÍCH**
        - Nâng cao **chất lượng** dạy
          và *học*.
        - Giữ vững nền nếp.
        """,
        tmp_path,
    )

    assert [(block.kind, block.text, block.line) for block in blocks] == [
        ("heading", "KẾ HOẠCH", 1),
        ("heading", "I. MỤC ĐÍCH", 3),
        ("paragraph", "- Nâng cao chất lượng dạy và học.", 4),
        ("paragraph", "- Giữ vững nền nếp.", 4),
    ]


def test_signs_of_layout_go_and_words_stay(tmp_path):
    blocks = blocks_of(
        """\
        Xem [Quyết định 12/QĐ-UBND](https://example.vn/12) và `phụ lục`.

        ---

        > 1\\. Trích <u>gạch chân</u> &amp; tên_tệp_dài; 3 * 4 * 5; số: ____/KH

        <!-- ghi chú
        của người soạn -->
        - Một

          - Hai
        """,
        tmp_path,
    )

    assert [block.text for block in blocks] == [
        "Xem Quyết định 12/QĐ-UBND và phụ lục.",
        "1. Trích gạch chân & tên_tệp_dài; 3 * 4 * 5; số: ____/KH",
        "- Một",
        "+ Hai",
    ]


def test_unruled_table_is_read_column_by_column(tmp_path):
    blocks = blocks_of(
        """\
        <!-- không kẻ -->
        | SỞ GIÁO DỤC<br>Số: 5/KH-SGDĐT | CỘNG HÒA<br>Hoa Ban, ngày 5 tháng 3 năm 2026 |
        |---|---|

        | TT | Nội dung | Thời gian |
        |---|---|---|
        | A. CHUNG | | |
        | 1 | Một<br>hai | Tháng 5 \\| 6 |
        """,
        tmp_path,
    )

    assert [(block.kind, block.cells or block.text) for block in blocks] == [
        ("paragraph", "SỞ GIÁO DỤC"),
        ("paragraph", "Số: 5/KH-SGDĐT"),
        ("paragraph", "CỘNG HÒA"),
        ("paragraph", "Hoa Ban, ngày 5 tháng 3 năm 2026"),
        ("row", ("TT", "Nội dung", "Thời gian")),
        ("row", ("A. CHUNG", "", "")),
        ("row", ("1", "Một\nhai", "Tháng 5 | 6")),
    ]


def test_table_without_bars_at_its_edges_is_one(tmp_path):
    blocks = blocks_of("TT | Nội dung\n--- | ---\n1 | Một\n", tmp_path)

    assert [block.cells for block in blocks] == [("TT", "Nội dung"), ("1", "Một")]


def test_merged_cell_speaks_for_every_row_it_covers():
    rows = [HEADER, ("1", "Một", "Phòng A"), ("2", "Hai", None)]

    assert fill_merged(rows) == [HEADER, ("1", "Một", "Phòng A"), ("2", "Hai", "Phòng A")]


def test_row_under_a_merged_ordinal_is_only_a_part():
    rows = [HEADER, ("1", "Một", "Phòng A"), (None, None, "Phòng B")]

    assert fill_merged(rows) == [HEADER, ("1", "Một", "Phòng A"), ("", "", "Phòng B")]


def test_header_of_two_rows_is_filled():
    rows = [("TT", "Nội dung", "Thời gian", ""), (None, None, "Bắt đầu", "Kết thúc")]

    assert fill_merged(rows)[1] == ("TT", "Nội dung", "Bắt đầu", "Kết thúc")


def test_plan_in_markdown_is_read(tmp_path):
    path = tmp_path / "ke-hoach.md"
    path.write_text(
        dedent("""\
        <!-- không kẻ -->
        | UBND TỈNH AN BÌNH<br>SỞ GIÁO DỤC VÀ ĐÀO TẠO<br>Số: 15/KH-SGDĐT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>An Bình, ngày 05 tháng 3 năm 2026 |
        |---|---|

        **KẾ HOẠCH**

        **Tổ chức phong trào thi đua năm 2026**

        **I. NHIỆM VỤ**

        | TT | Nội dung | Cơ quan chủ trì | Thời gian |
        |---|---|---|---|
        | 1 | Xây dựng kế hoạch | Văn phòng Sở | Tháng 3/2026 |
        | 2 | Kiểm tra | ^^ | Tháng 5/2026 |

        <!-- không kẻ -->
        | Nơi nhận:<br>- Như trên;<br>- Lưu: VT. | GIÁM ĐỐC<br><br>Nguyễn Văn An |
        |---|---|
        """),
        encoding="utf-8",
    )

    plan = read_plan(path).plan

    assert (plan["document"]["number"], plan["document"]["signer_name"]) == ("15/KH-SGDĐT", "Nguyễn Văn An")  # fmt: skip
    assert [(task["text"], task["lead_units"]) for task in plan["tasks"]] == [("Xây dựng kế hoạch", ["Văn phòng Sở"]), ("Kiểm tra", ["Văn phòng Sở"])]  # fmt: skip
    assert [recipient["name"] for recipient in plan["recipients"]] == ["Như trên", "VT"]
