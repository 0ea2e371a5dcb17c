"""Boxes and totals, without a database. S2-23"""

from decimal import Decimal

import pytest

from phongtrao.documents.fields import (
    Field,
    FieldKind,
    How,
    checked,
    missing,
    read_fields,
    read_values,
    write_fields,
)
from phongtrao.lib.errors import BadInput
from phongtrao.reports.requests.totals import (
    ChoiceTotal,
    Gathered,
    Handed,
    NumberTotal,
    Silent,
    Totals,
    consolidate,
)

COUNT = Field("o1", FieldKind.NUMBER, "Số sáng kiến", "sáng kiến")
RATE = Field("o2", FieldKind.NUMBER, "Tỷ lệ", "%", How.MEAN)
FAIR = Field("o3", FieldKind.YES_NO, "Đã tổ chức hội thi")
LEVEL = Field("o4", FieldKind.CHOICE, "Mức độ", choices=("Tốt", "Khá"))
WISH = Field("o5", FieldKind.TEXT, "Kiến nghị")
SCAN = Field("o6", FieldKind.FILE, "Bản scan")
ALL = (COUNT, RATE, FAIR, LEVEL, WISH, SCAN)


def test_consolidate_counts_each_box_by_its_sort_and_names_who_left_it_empty():
    hoa_sen = Handed(
        1, "Hoa Sen", {"o1": "10", "o2": "80", "o3": True, "o4": "Tốt"}, {"o6": "a.pdf"}
    )
    binh_minh = Handed(2, "Bình Minh", {"o1": "2.5", "o3": False, "o5": "Thêm máy"}, {})

    totals = consolidate(ALL, [hoa_sen, binh_minh])

    no_hoa_sen, no_binh_minh = (Silent(1, "Hoa Sen"),), (Silent(2, "Bình Minh"),)
    assert totals == Totals(
        numbers=(
            NumberTotal(COUNT, Decimal("12.5"), 2, Decimal("2.5"), Decimal(10), ()),
            NumberTotal(RATE, Decimal("80.00"), 1, Decimal(80), Decimal(80), no_binh_minh),
        ),
        choices=(
            ChoiceTotal(FAIR, (("Có", 1), ("Không", 1)), 2, ()),
            ChoiceTotal(LEVEL, (("Tốt", 1), ("Khá", 0)), 1, no_binh_minh),
        ),
        gathered=(
            Gathered(WISH, ((2, "Bình Minh", "Thêm máy"),), no_hoa_sen),
            Gathered(SCAN, ((1, "Hoa Sen", "a.pdf"),), no_binh_minh),
        ),
    )


def test_nobody_answered_is_no_zero():
    (number,) = consolidate([COUNT], [Handed(1, "Hoa Sen", {}, {})]).numbers

    assert number == NumberTotal(COUNT, None, 0, None, None, (Silent(1, "Hoa Sen"),))


def test_mean_is_rounded_half_up():
    rows = [Handed(n, str(n), {"o2": value}, {}) for n, value in enumerate(("1", "1", "1.015"))]
    rows.append(Handed(9, "9", {"o2": "1.005"}, {}))

    assert consolidate([RATE], rows).numbers[0].value == Decimal("1.01")


def test_fields_survive_the_database():
    assert read_fields(write_fields(ALL)) == list(ALL)


def test_values_are_cleaned_and_empty_ones_left_out():
    given = {"o1": "1200.50", "o2": "", "o3": False, "o4": "Khá", "o5": "  ", "o6": "x", "o9": "y"}

    assert read_values(ALL, given) == {"o1": "1200.5", "o3": False, "o4": "Khá"}


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("o1", "nhiều", "Ô “Số sáng kiến”: hãy nhập số, ví dụ 1.234,5."),
        ("o1", "NaN", "Ô “Số sáng kiến”: số quá lớn. Hãy kiểm tra đơn vị tính."),
        ("o1", "1e300", "Ô “Số sáng kiến”: số quá lớn. Hãy kiểm tra đơn vị tính."),
        ("o1", "-3", "Ô “Số sáng kiến”: số không được âm. Hãy kiểm tra lại."),
        ("o3", "co", "Ô “Đã tổ chức hội thi”: hãy chọn có hoặc không."),
        ("o4", "Kém", "Ô “Mức độ”: lựa chọn không có trong mẫu. Hãy chọn lại."),
        (
            "o5",
            "a" * 10_001,
            "Ô “Kiến nghị” dài quá 10000 ký tự. Hãy viết gọn, phần dài đính kèm tệp.",
        ),
    ],
)
def test_bad_value_is_refused_with_the_name_of_its_box(key, value, said):
    with pytest.raises(BadInput) as refused:
        read_values(ALL, {key: value})

    assert str(refused.value) == said


def test_missing_names_the_boxes_that_must_be_filled_in():
    assert missing(ALL, {"o1": "1", "o3": False}, {"o6"}) == ["Tỷ lệ", "Mức độ", "Kiến nghị"]


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (
            Field("", FieldKind.TEXT, " "),
            "Hãy ghi tên ô, ví dụ “Số sáng kiến được công nhận”.",
        ),
        (
            Field("o9", FieldKind.TEXT, "số SÁNG kiến"),
            "Mẫu đã có ô “số SÁNG kiến”. Hãy đặt tên khác.",
        ),
        (
            Field("o9", FieldKind.CHOICE, "Chọn", choices=("Một", "Một ")),
            "Ô “Chọn” cần từ 2 đến 30 lựa chọn, mỗi dòng một lựa chọn.",
        ),
    ],
)
def test_bad_box_is_refused(field, said):
    with pytest.raises(BadInput) as refused:
        checked(field, ALL)

    assert str(refused.value) == said
