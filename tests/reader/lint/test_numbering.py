"""Numbers of sections, items and rows; headings said twice. SX-02, SX-05, SX-06, SX-07."""

import pytest

from phongtrao.reader.lint import lint_source
from phongtrao.reader.model import Block, Source
from tests.reader.lint.papers import SOUND, changed, found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("III. TỔ CHỨC", "II. TỔ CHỨC", ("numbering.repeated", "TỔ CHỨC THỰC HIỆN")),
        ("III. TỔ CHỨC", "IV. TỔ CHỨC", ("numbering.skipped", "TỔ CHỨC THỰC HIỆN")),
        ("2. Tổ chức ngày hội", "4. Tổ chức ngày hội", ("numbering.skipped", "Tổ chức ngày hội đọc sách")),
        ("2. Tổ chức ngày hội đọc sách", "2. Xây dựng tủ sách lớp học",
         ("numbering.same_title", "Xây dựng tủ sách lớp học")),
        ("Việc tổ chức phải thiết thực", "(1) Thiết thực; (2) tiết kiệm; (2) phù hợp",
         ("numbering.list", "(2) phù hợp, tiết kiệm, phù hợp với điều kiện của từng trường.")),
    ],
)  # fmt: skip
def test_number_that_is_wrong(old, new, expected):
    assert expected in found(changed((old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Việc tổ chức phải thiết thực", "(1) Thiết thực; (2) tiết kiệm; (3) phù hợp"),
        ("Việc tổ chức phải thiết thực", "Theo mục (2) của văn bản trên, việc tổ chức"),
        ("Việc tổ chức phải thiết thực", "a) Thiết thực;\nb) Tiết kiệm;\nc) Vừa sức;\nd) Vui;\ne) An toàn; đ"),
        ("Việc tổ chức phải thiết thực", "a) Thiết thực;\nb) Tiết kiệm;\nc) Vừa sức;\nd) Vui;\nđ) An toàn; đ"),
    ],
)  # fmt: skip
def test_number_that_is_right(old, new):
    assert found(changed((old, new))) == []


@pytest.mark.parametrize(
    ("under", "expected"),
    [
        ("\n- Hoàn thành nhiệm vụ.", [("numbering.skipped_level", "KHEN THƯỞNG")]),
        ("", []),  # a list, no heads
    ],
)
def test_letters_right_under_a_section_where_others_have_numbers(under, expected):  # SX-02
    section = f"III. KHEN THƯỞNG\na) Đối với tập thể:{under}\nb) Đối với cá nhân:{under}\nIV. TỔ"

    assert found(SOUND.replace("III. TỔ", section)) == expected


def test_decimal_under_another_number():
    text = changed(("2. Yêu cầu", "2. Yêu cầu\n3.1. Về nội dung\nGọn.\n3.2. Về hình thức\nVui."))

    assert found(text) == [("numbering.wrong_head", "Về nội dung")]


def rows(*ordinals: str) -> Source:
    header = ("STT", "Nội dung", "Đơn vị chủ trì", "Thời gian")
    cells = [
        header,
        *(
            (o, f"Việc thứ {n} của bảng", "Văn phòng Sở", "Quý II/2026")
            for n, o in enumerate(ordinals)
        ),
    ]
    text = [*SOUND.split("II. NHIỆM VỤ")[0].splitlines(), "II. NHIỆM VỤ"]
    lines = [Block(n, "paragraph", line) for n, line in enumerate(filter(None, text))]
    table = [
        Block(len(lines) + n, "row", " | ".join(row), cells=row) for n, row in enumerate(cells)
    ]
    return Source((*lines, *table))


@pytest.mark.parametrize(
    ("ordinals", "expected"),
    [
        (("1", "2", "3"), []),
        (("1", "", "3"), [("rows.no_number", "Việc thứ 1 của bảng")]),  # SX-06
        (("1", "2", "4"), [("rows.skipped", "Việc thứ 2 của bảng")]),
        (("1", "2", "3", "2"), [("rows.repeated", "Việc thứ 3 của bảng")]),
    ],
)
def test_rows_of_a_table(ordinals, expected):
    defects = lint_source(rows(*ordinals))

    numbered = [d for d in defects if d.rule.key.startswith("rows.")]
    assert [(d.rule.key, d.quote) for d in numbered][: len(expected) or 1] == expected
