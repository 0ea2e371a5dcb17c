"""Criteria, their measures and alternatives; forms of award."""

import pytest

from phongtrao.reader import read_plan, read_text
from phongtrao.reader.requirements import read_requirements, split_requirements
from phongtrao.reader.thresholds import find_thresholds
from phongtrao.reader.windows import read_window

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
        ("tối thiểu 1.000 học liệu", ">=", 1000, "học liệu"),
        ("ít nhất một sáng kiến", ">=", 1, "sáng kiến"),
        ("tối thiểu 3 tủ sách trong lớp", ">=", 3, "tủ sách"),
        ("từ 05 năm trở lên", ">=", 5, "năm"),
        ("từ 5% trở xuống", "<=", 5, "%"),
        ("có 03 năm liên tục đạt danh hiệu", ">=", 3, "năm"),
        ("Điểm trung bình các môn từ 8,5 trở lên", ">=", 8.5, "điểm"),
        ("không có học sinh bỏ học", "=", 0, "học sinh"),
        ("kết quả rèn luyện xếp loại tốt", "=", "tốt", "xếp loại"),
        ("đạt giải Khuyến khích trở lên", ">=", "khuyến khích", "giải"),
        (
            "đạt danh hiệu giáo viên giỏi cấp trường trở lên",
            ">=",
            "giáo viên giỏi cấp trường",
            "danh hiệu",
        ),
        (
            "được xếp loại hoàn thành xuất sắc nhiệm vụ",
            "=",
            "hoàn thành xuất sắc nhiệm vụ",
            "mức xếp loại",
        ),
    ],
)
def test_measure_is_read(text, comparator, value, unit):
    (found,) = find_thresholds(text)

    assert (found.comparator, found.value, found.unit) == (comparator, value, unit)


@pytest.mark.parametrize("text", ["trong 5 năm qua", "giai đoạn 2020-2025", "ngày 18/5", "tích cực tham gia", "lớp 10 trường chuyên", "mức độ hoàn thành nhiệm vụ hằng năm", "trong 02 năm liên tục trước thời điểm xét"])  # fmt: skip
def test_times_are_no_measures(text):
    assert find_thresholds(text) == []


def test_paragraph_is_cut_where_one_requirement_ends():
    text = "đóng góp từ 40% trở lên, được xếp loại từ loại đạt trở lên hoặc có 02 sáng kiến"

    assert split_requirements(text) == [
        ("đóng góp từ 40% trở lên", False),
        ("được xếp loại từ loại đạt trở lên", False),
        ("có 02 sáng kiến", True),
    ]


def test_brackets_are_not_cut():
    text = "không quá 01 tập thể (tổ, 02 nhóm) và có 02 cá nhân"

    assert split_requirements(text) == [
        ("không quá 01 tập thể (tổ, 02 nhóm)", False),
        ("có 02 cá nhân", False),
    ]


def test_time_at_the_head_of_a_paragraph_holds_for_all_of_it():
    rows = read_requirements("Hằng năm có tối thiểu 05 sáng kiến hoặc có 01 sáng kiến cấp tỉnh")
    years = read_requirements(
        "Trong 02 năm liên tục trước thời điểm xét được đánh giá hoàn thành tốt nhiệm vụ trở lên, "
        "trong đó ít nhất 01 năm hoàn thành xuất sắc nhiệm vụ"
    )

    assert [row.window for row in rows] == ["hằng năm", "hằng năm"]
    assert [row.window for row in years] == ["02 năm liên tục trước thời điểm xét"] * 2


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("trong mỗi năm học", "mỗi năm học"),
        ("tính đến thời điểm xét khen thưởng", "tính đến thời điểm xét khen thưởng"),
        ("trong 02 năm liền kề có sáng kiến", "02 năm liền kề"),
        ("từ năm 2020 đến năm 2025", "từ năm 2020 đến năm 2025"),
        ("tích cực tham gia", None),
    ],
)
def test_window_is_read_as_written(text, window):
    assert read_window(text) == window


def test_what_is_certified_needs_no_number():
    [title, initiative] = read_requirements(
        "Được công nhận danh hiệu “Chiến sĩ thi đua cơ sở” hoặc có 01 sáng kiến cấp tỉnh"
    )

    assert (title.is_measurable, title.measure, initiative.is_alternative) == (True, None, True)


def test_list_of_which_one_is_enough_is_a_group_of_alternatives():
    plan = read_text(
        """KẾ HOẠCH
Phát động thi đua
I. TIÊU CHUẨN KHEN THƯỞNG
1. Đối với cá nhân: đạt một trong các tiêu chuẩn sau:
a) Có 01 sáng kiến cấp cơ sở;
b) Có học sinh đạt giải cấp tỉnh.
2. Đối với tập thể:
a) Nội bộ đoàn kết.
"""
    ).plan

    assert [(c["applies_to"], c["alternative_group"]) for c in plan["criteria"]] == [
        ("individual", "một trong các tiêu chuẩn"),
        ("individual", "một trong các tiêu chuẩn"),
        ("collective", None),
    ]


def test_paragraph_that_says_whom_it_asks_is_heard_where_nothing_above_says():
    plan = read_text(
        """KẾ HOẠCH
Phát động thi đua
I. TIÊU CHUẨN KHEN THƯỞNG
1. Bằng khen
a) Tập thể: Có tối thiểu 02 mô hình được nhân rộng.
b) Cá nhân có từ 90% nhiệm vụ trở lên hoàn thành sớm.
"""
    ).plan

    assert [(c["applies_to"], c["text"], c["comparator"]) for c in plan["criteria"]] == [
        ("collective", "Có tối thiểu 02 mô hình được nhân rộng", ">="),
        ("individual", "Cá nhân có từ 90% nhiệm vụ trở lên hoàn thành sớm", ">="),
    ]


def test_lead_in_above_its_list_is_no_criterion_and_speaks_for_it():
    plan = read_text(
        """KẾ HOẠCH
Phát động thi đua
I. TIÊU CHUẨN KHEN THƯỞNG
1. Đối với cá nhân
Đạt ít nhất một trong các điều kiện sau:
a) Có 01 sáng kiến cấp cơ sở;
b) Đạt giải Nhì trở lên tại hội thi cấp tỉnh.
"""
    ).plan

    assert [(c["text"], c["alternative_group"]) for c in plan["criteria"]] == [
        ("Có 01 sáng kiến cấp cơ sở", "một trong các tiêu chuẩn"),
        ("Đạt giải Nhì trở lên tại hội thi cấp tỉnh", "một trong các tiêu chuẩn"),
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


TABLE = """**KẾ HOẠCH**

**Phát động thi đua**

**I. TIÊU CHUẨN KHEN THƯỞNG**

| Đối tượng | Tiêu chuẩn | Mức đạt |
|---|---|---|
| Tập thể | Tỷ lệ giáo viên có sáng kiến | Từ 30% trở lên |
| ^^ | Số mô hình được nhân rộng | Ít nhất 01 mô hình |
| Học sinh | Kết quả học tập | Loại Giỏi |
| ^^ | Nếp sống văn minh | |
| ^^ | Số giải thưởng trong ba năm học liền kề | Ít nhất 02 giải cấp tỉnh hoặc 01 giải quốc gia |
"""


def test_table_of_criteria_gives_one_for_each_row_with_its_level(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(TABLE, encoding="utf-8")

    rows = read_plan(path).plan["criteria"]

    assert [(c["applies_to"], c["text"], c["comparator"], c["threshold"], c["unit"]) for c in rows] == [
        ("collective", "Tỷ lệ giáo viên có sáng kiến", ">=", 30, "%"),
        ("collective", "Số mô hình được nhân rộng", ">=", 1, "mô hình"),
        ("individual", "Kết quả học tập", "=", "giỏi", "xếp loại"),
        ("individual", "Nếp sống văn minh", None, None, None),
        ("individual", "Ít nhất 02 giải cấp tỉnh", ">=", 2, "giải"),
        ("individual", "01 giải quốc gia", ">=", 1, "giải"),
    ]  # fmt: skip
    assert {(c["alternative_group"], c["window"]) for c in rows[4:]} == {
        ("giải", "ba năm học liền kề")
    }
    assert rows[0]["source_text"] == "Tỷ lệ giáo viên có sáng kiến: Từ 30% trở lên"


def test_paragraph_of_hundreds_of_measures_is_cut_into_as_many():
    # Took a minute when every clause looked for the time of the whole paragraph anew.
    found = read_requirements("; ".join(f"có {n} sáng kiến loại {n}" for n in range(1, 301)))

    assert [one.measure.value for one in found] == list(range(1, 301))


def test_flattened_table_of_criteria_is_cut_by_what_its_cells_say():
    rows = read_text(
        """KẾ HOẠCH
Phát động thi đua
I. TIÊU CHUẨN KHEN THƯỞNG
Đối tượng Tiêu chuẩn Mức
Tập thể Chấp hành tốt quy định của nhà trường; nội bộ
đoàn kết, giúp nhau
-
Tỷ lệ giáo viên có sáng kiến được công nhận
Từ 30% trở lên
Cá nhân Điểm đánh giá của Hội đồng Trên 80 điểm
II. KHEN THƯỞNG
"""
    ).plan["criteria"]

    assert [(c["applies_to"], c["text"], c["threshold"]) for c in rows] == [
        ("collective", "Chấp hành tốt quy định của nhà trường; nội bộ đoàn kết, giúp nhau", None),
        ("collective", "Tỷ lệ giáo viên có sáng kiến được công nhận", 30),
        ("individual", "Điểm đánh giá của Hội đồng", 80),
    ]
