"""Criteria, their measures and alternatives; forms of award."""

import pytest

from phongtrao.reader import read_text
from phongtrao.reader.criteria import read_window, split_requirements
from phongtrao.reader.thresholds import find_thresholds

PLAN = """KẾ HOẠCH
Tổ chức phong trào thi đua đọc sách
I. TIÊU CHUẨN KHEN THƯỞNG
a) Đối với tập thể: Chấp hành tốt quy định của nhà trường; các chỉ tiêu cụ thể như sau:
- Hằng năm có ít nhất 02 sáng kiến được công nhận hoặc có 01 đề tài được nghiệm thu.
b) Đối với cá nhân:
- Đọc sách thường xuyên.
II. HÌNH THỨC KHEN THƯỞNG
- Bằng khen của Chủ tịch UBND thành phố;
- Cờ thi đua của Chính phủ;
- Giấy khen của Giám đốc Sở Giáo dục và Đào tạo.
"""


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("tối thiểu 10% tổng số cán bộ", ">=", 10, "%"),
        ("đóng góp từ 40% trở lên", ">=", 40, "%"),
        ("trên 95% học sinh", ">", 95, "%"),
        ("không quá 3 lần", "<=", 3, "lần"),
        ("dưới 2,5% học sinh", "<", 2.5, "%"),
        ("đạt 100% lớp", "=", 100, "%"),
        ("ít nhất 02 năm hoàn thành xuất sắc nhiệm vụ", ">=", 2, "năm"),
        ("có 01 sáng kiến được công nhận", ">=", 1, "sáng kiến"),
        ("xếp loại từ loại đạt trở lên", ">=", "đạt", "xếp loại"),
        ("hoàn thành tốt nhiệm vụ trở lên", ">=", "hoàn thành tốt nhiệm vụ", "mức xếp loại"),
    ],
)
def test_measure_is_read(text, comparator, value, unit):
    (found,) = find_thresholds(text)

    assert (found.comparator, found.value, found.unit) == (comparator, value, unit)


@pytest.mark.parametrize("text", ["trong 5 năm qua", "giai đoạn 2020-2025", "ngày 18/5", "tích cực tham gia"])  # fmt: skip
def test_times_are_no_measures(text):
    assert find_thresholds(text) == []


def test_paragraph_is_cut_where_one_requirement_ends():
    text = "đóng góp từ 40% trở lên, được xếp loại từ loại đạt trở lên hoặc có 02 sáng kiến"

    assert split_requirements(text) == [
        ("đóng góp từ 40% trở lên", False),
        ("được xếp loại từ loại đạt trở lên", False),
        ("có 02 sáng kiến", True),
    ]


def test_window_joins_rhythm_and_period():
    assert read_window("Trong giai đoạn 2020-2025, hằng năm được đánh giá") == "hằng năm, giai đoạn 2020-2025"  # fmt: skip


def test_criteria_know_who_they_apply_to_and_their_alternatives():
    criteria = read_text(PLAN).plan["criteria"]

    assert [(c["applies_to"], c["text"], c["alternative_group"]) for c in criteria] == [
        ("collective", "Chấp hành tốt quy định của nhà trường", None),
        ("collective", "Hằng năm có ít nhất 02 sáng kiến được công nhận", "sáng kiến hoặc đề tài"),
        ("collective", "có 01 đề tài được nghiệm thu", "sáng kiến hoặc đề tài"),
        ("individual", "Đọc sách thường xuyên", None),
    ]


def test_award_forms_know_their_level():
    assert read_text(PLAN).plan["award_forms"] == [
        {"name": "Bằng khen của Chủ tịch UBND thành phố", "level": "province"},
        {"name": "Cờ thi đua của Chính phủ", "level": "government"},
        {"name": "Giấy khen của Giám đốc Sở Giáo dục và Đào tạo", "level": "department"},
    ]
