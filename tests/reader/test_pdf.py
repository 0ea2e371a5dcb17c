"""Words and rules of a page by their place: lines, columns, tables, margins."""

import pytest

from phongtrao.reader.load.aligned import find_aligned
from phongtrao.reader.load.boxes import Box, Line, Run, make_lines
from phongtrao.reader.load.grid import find_grids
from phongtrao.reader.load.layout import drop_margins, pair_columns
from phongtrao.reader.load.numerals import mend_numerals
from phongtrao.reader.load.pages import Page, make_blocks
from phongtrao.reader.load.rules import sort_rules


def line(*words, y=500.0, height=12.0) -> Line:
    """A printed line of (x, text) pairs, six points a letter."""
    return Line(tuple(Run(Box(x, y, x + 6 * len(text), y + height), text) for x, text in words))


def texts(lines) -> list[str]:
    return [found.text for found in lines]


def test_words_on_one_base_line_make_a_line_from_left_to_right():
    words = [*line((40, "hoạch"), (10, "Kế")).runs, *line((10, "số"), y=480).runs]

    assert texts(make_lines(words)) == ["Kế hoạch", "số"]


def test_turned_box_stands_as_it_would_be_read():
    assert Box(10, 20, 30, 60).turned(1) == Box(20, -30, 60, -10)
    assert Box(10, 20, 30, 60).turned(1).turned(3) == Box(10, 20, 30, 60)


def test_merged_cells_are_found_where_a_rule_is_missing():
    level = [Box(0, y, 100, y + 0.5) for y in (0, 40)] + [Box(0, 20, 50, 20.5)]
    upright = [Box(x, 0, x + 0.5, 40) for x in (0, 50, 100)]

    [grid] = find_grids(sort_rules([*level, *upright]))

    assert [(c.row, c.column, c.row_end, c.column_end) for c in grid.cells] == [
        (0, 0, 1, 1),
        (0, 1, 2, 2),
        (1, 0, 2, 1),
    ]


def test_columns_of_different_size_stand_side_by_side():
    left, right = (
        line((10, "Nơi"), (32, "nhận:"), y=100),
        line((300, "HIỆU"), (330, "TRƯỞNG"), y=97),
    )

    assert [cells for _, cells in pair_columns([left, right])] == [("Nơi nhận:", "HIỆU TRƯỞNG")]


def test_a_stretched_line_is_no_pair_of_columns():
    stretched = line((10, "viên;"), (70, "điện"), (124, "thoại"), (184, "thư"))

    assert [cells for _, cells in pair_columns([stretched])] == [("viên; điện thoại thư",)]


def test_numbers_and_running_heads_are_dropped():
    words = ["Họp", "Báo cáo", "Tổng kết"]
    pages = [
        [line((10, f"Trang {n}/3"), y=800), line((10, word), y=400), line((10, "-2-"), y=20)]
        for n, word in enumerate(words, start=1)
    ]

    assert [texts(page) for page in drop_margins(pages)] == [[word] for word in words]


def test_table_without_rules_keeps_to_its_columns():
    lines = [
        line((10, "TT"), (60, "Nội"), (82, "dung"), (300, "Chủ"), (324, "trì"), y=500),
        line((10, "1"), (60, "Họp"), (84, "toàn"), (300, "Tổ"), (316, "Toán"), y=480),
        line((60, "trường"), y=465),
        line((10, "2"), (60, "Báo"), (84, "cáo"), (300, "Tổ"), (316, "Văn"), y=445),
    ]

    parts = [part.rows for part in find_aligned(lines) if part.rows]

    assert parts == [
        (
            ("TT", "Nội dung", "Chủ trì"),
            ("1", "Họp toàn trường", "Tổ Toán"),
            ("2", "Báo cáo", "Tổ Văn"),
        )
    ]


def test_scanned_numerals_are_put_right_by_their_order():
    heads = [("I.", "Mục"), ("I.", "Nội"), ("HI.", "Phân"), ("IV.", "Kinh"), ("VL", "Tổ")]
    lines = tuple(line((10, a), (40, b), y=600 - 20 * n) for n, (a, b) in enumerate(heads))

    [scanned] = mend_numerals([Page(1, lines)], [1])
    [printed] = mend_numerals([Page(1, lines)], [])

    assert texts(scanned.lines) == ["I. Mục", "II. Nội", "III. Phân", "IV. Kinh", "VI. Tổ"]
    assert texts(printed.lines) == ["I. Mục", "I. Nội", "HI. Phân", "IV. Kinh", "VL Tổ"]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        (
            [("V.", "Lời"), ("VỊ.", "Phân")],
            ["V. Lời", "VI. Phân"],
        ),  # specks above and below a stroke
        ([("Phần", "ba"), ("IL.", "Kinh")], ["Phần ba", "I. Kinh"]),  # the dot is no third stroke
        ([("II.", "Kinh")], ["II. Kinh"]),
        ([("VÌ", "Tổ"), ("H", "giờ")], ["VÌ Tổ", "H giờ"]),
    ],
)
def test_scanned_numerals_and_words_that_are_none(seen, meant):
    lines = tuple(line((10, a), (40, b), y=600 - 20 * n) for n, (a, b) in enumerate(seen))

    [scanned] = mend_numerals([Page(1, lines)], [1])

    assert texts(scanned.lines) == meant


@pytest.mark.parametrize(("seen", "meant"), [("H", "II"), ("HI", "III"), ("I", "I"), ("TT", "TT")])
def test_the_numeral_of_a_scanned_annex(seen, meant):
    named = Page(1, (line((10, "PHỤ"), (40, "LỤC"), (70, seen)),))

    assert texts(mend_numerals([named], [1])[0].lines) == [f"PHỤ LỤC {meant}"]


def test_row_cut_by_a_page_is_whole_again():
    def page(number: int, rows: list[tuple[str, str, str]]) -> Page:
        ys = [500 - 20 * n for n in range(len(rows) + 1)]
        edges = [Box(0, y, 300, y + 0.5) for y in ys]
        sides = [Box(x, ys[-1], x + 0.5, ys[0]) for x in (0, 40, 200, 300)]
        lines = [
            line((5, a), (45, b), (205, c), y=y - 16)
            for y, (a, b, c) in zip(ys, rows, strict=False)
        ]
        kept = [Line(tuple(r for r in found.runs if r.text)) for found in lines]
        return Page(number, tuple(kept), tuple(find_grids(sort_rules([*edges, *sides]))))

    header = ("TT", "Nội dung", "Chủ trì")
    pages = [page(1, [header, ("1", "Họp bàn", "Tổ Toán")]), page(2, [header, ("", "việc chung", ""), ("2", "In", "Tổ Văn")])]  # fmt: skip

    assert [block.cells for block in make_blocks(pages)] == [
        header,
        ("1", "Họp bàn việc chung", "Tổ Toán"),
        ("2", "In", "Tổ Văn"),
    ]
