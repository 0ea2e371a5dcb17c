"""Targets in sentences and in tables: what is counted, how it is compared, for which year."""

import pytest

from phongtrao.reader import read_plan, read_text
from phongtrao.reader.aims import read_aims, year_said
from phongtrao.reader.columns import BASELINE, INDICATOR, LEVEL, MEASURE, TARGET, name_column
from phongtrao.reader.indicators import AMONG_GOALS, OF_TITLE
from phongtrao.reader.model import DOUBTFUL


def said(text: str) -> list[tuple]:
    return [(a.name, a.text, a.measure.value, a.measure.unit) for a in read_aims(text)]


@pytest.mark.parametrize(
    ("text", "aims"),
    [
        ("Phấn đấu đến năm 2027 có trên 85% trường học đạt chuẩn; 100% học sinh có học bạ số",
         [("trường học đạt chuẩn", "trên 85%", 85, "%"), ("học sinh có học bạ số", "100%", 100, "%")]),
        ("Tỷ lệ giáo viên được bồi dưỡng đạt từ 80% trở lên",
         [("Tỷ lệ giáo viên được bồi dưỡng", "đạt từ 80% trở lên", 80, "%")]),
        ("Có ít nhất 12 dự án dự thi, trong đó tối thiểu 03 dự án được chọn",
         [("dự án dự thi", "ít nhất 12 dự án", 12, "dự án"), ("dự án được chọn", "tối thiểu 03 dự án", 3, "dự án")]),
        ("100% trường có ít nhất 02 câu lạc bộ STEM",
         [("trường có ít nhất 02 câu lạc bộ STEM", "100%", 100, "%")]),
        ("Tỷ lệ trường đạt chuẩn quốc gia đạt 75% vào năm 2028",
         [("Tỷ lệ trường đạt chuẩn quốc gia", "75%", 75, "%")]),
        ("Mỗi trường có ít nhất 01 câu lạc bộ STEM, mỗi huyện có 02 mô hình điểm",
         [("câu lạc bộ STEM", "ít nhất 01 câu lạc bộ", 1, "câu lạc bộ"), ("mô hình điểm", "02 mô hình", 2, "mô hình")]),
        ("Hằng năm, tỷ lệ tốt nghiệp đạt từ 99,5% trở lên, không có học sinh vi phạm pháp luật",
         [("tỷ lệ tốt nghiệp", "đạt từ 99,5% trở lên", 99.5, "%"),
          ("học sinh vi phạm pháp luật", "không có học sinh", 0, "học sinh")]),
        ("Giảm tỷ lệ học sinh bỏ học xuống dưới 0,3%",
         [("Giảm tỷ lệ học sinh bỏ học", "dưới 0,3%", 0.3, "%")]),
        ("Về nhân lực: đào tạo 20 chuyên gia", [("chuyên gia", "20 chuyên gia", 20, "chuyên gia")]),
        ("Tỷ lệ hài lòng của người dân: ≥ 90%", [("Tỷ lệ hài lòng của người dân", "≥ 90%", 90, "%")]),
        ("90% giáo viên trở lên đạt mức 2 trở lên",
         [("giáo viên đạt mức 2 trở lên", "90%", 90, "%")]),
        ("90% giáo viên, 80% nhân viên và 100% cán bộ quản lý (lớp 1, lớp 2) được bồi dưỡng",
         [("được bồi dưỡng", "90% giáo viên", 90, "%"), ("được bồi dưỡng", "80% nhân viên", 80, "%"),
          ("được bồi dưỡng", "100% cán bộ quản lý (lớp 1, lớp 2)", 100, "%")]),
        ("Có 20 câu lạc bộ và 100% học sinh được tham gia",
         [("câu lạc bộ", "20 câu lạc bộ", 20, "câu lạc bộ"), ("học sinh được tham gia", "100%", 100, "%")]),
        ("Nâng cao chất lượng dạy học từ lớp 1 đến lớp 12 theo Quyết định số 749/QĐ-TTg", []),
    ],
)  # fmt: skip
def test_every_number_of_a_sentence_is_a_target_with_its_name(text, aims):
    assert said(text) == aims


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Đến năm 2027", 2027), ("Năm học 2026-2027", 2027), ("Đến hết tháng 5/2027", 2027),
        ("đến hết ngày 31/12/2026", 2026), ("Giai đoạn 2026-2030", 2030), ("tăng so với năm 2025", None), ("Thường xuyên", None),
    ],
)  # fmt: skip
def test_year_of_a_target_is_read(text, year):
    assert year_said(text) == year


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Chỉ tiêu", INDICATOR), ("Chỉ tiêu năm 2027", f"{TARGET}:2027"), ("Mục tiêu", TARGET),
        ("Kế hoạch giao", TARGET), ("Chỉ tiêu giao", TARGET), ("Đến năm 2030", f"{TARGET}:2030"),
        ("Hiện trạng", BASELINE), ("Thực hiện năm 2025", BASELINE), ("Kết quả năm học 2024-2025", BASELINE),
        ("Đơn vị tính", MEASURE), ("ĐVT", MEASURE), ("Mức phải đạt", LEVEL),
    ],
)  # fmt: skip
def test_columns_of_targets_are_named(header, column):
    assert name_column(header) == column


def test_bare_number_is_exact_and_years_come_from_the_lead_in():
    plan = read_text(
        """KẾ HOẠCH
Chuyển đổi số
I. CHỈ TIÊU
Đến hết năm học 2026-2027, các trường phấn đấu:
- 100% lớp học dùng học bạ số.
- Không quá 0,5% hồ sơ quá hạn.
II. NỘI DUNG
- Tuyên truyền.
"""
    ).plan

    assert [indicator["targets"] for indicator in plan["indicators"]] == [
        [{"year": 2027, "text": "100%", "comparator": "=", "value": 100, "unit": "%", "scope": None}],
        [{"year": 2027, "text": "Không quá 0,5%", "comparator": "<=", "value": 0.5, "unit": "%", "scope": None}],
    ]  # fmt: skip


def test_share_among_the_goals_is_a_target_in_doubt_and_stays_a_goal():
    reading = read_text(
        """KẾ HOẠCH
Chuyển đổi số
I. MỤC TIÊU
- Nâng cao nhận thức của giáo viên.
- Phấn đấu đến năm 2027 có trên 85% trường học đạt chuẩn.
"""
    )

    [fact] = [fact for fact in reading.facts if fact.section == "indicators"]
    assert (fact.value["targets"][0]["value"], fact.doubt) == (85, AMONG_GOALS)
    assert len(reading.plan["purposes"]) == 2


def test_goals_without_a_number_stay_goals_and_no_target_is_read_twice():
    plan = read_text(
        """KẾ HOẠCH
Chuyển đổi số
I. MỤC TIÊU
1. Mục tiêu chung
Nâng cao nhận thức của giáo viên.
2. Mục tiêu cụ thể
- Hoàn thiện chính sách phát triển giáo dục số.
- Đến năm 2028, 100% trường học có học bạ số.
"""
    ).plan

    assert [(item["heading"], item["text"]) for item in plan["purposes"]] == [
        ("1. Mục tiêu chung", "Nâng cao nhận thức của giáo viên"),
        ("2. Mục tiêu cụ thể", "Hoàn thiện chính sách phát triển giáo dục số"),
    ]
    assert [item["name"] for item in plan["indicators"]] == ["trường học có học bạ số"]


def test_year_of_the_title_holds_where_none_is_said_and_is_doubted():
    reading = read_text(
        """KẾ HOẠCH
Chuyển đổi số năm 2026
I. CHỈ TIÊU
- 100% lớp học dùng học bạ số.
"""
    )

    [fact] = [fact for fact in reading.facts if fact.section == "indicators"]
    assert fact.value["targets"][0]["year"] == 2026
    assert (fact.confidence, fact.doubt) == (DOUBTFUL, OF_TITLE)


TABLE = """**KẾ HOẠCH**

**Chuyển đổi số năm 2026**

**I. CHỈ TIÊU**

| TT | Chỉ tiêu | Đơn vị tính | Hiện trạng | Năm 2026 | Năm 2027 |
|---|---|---|---|---|---|
| 1 | Học liệu số dùng chung | học liệu | 420 | Tối thiểu 1.000 | 1.500 |
| 2 | Trường có phòng STEM | % | 40 | 60 (tiểu học); ≥ 80 (THCS) | 100 |
| 3 | Học sinh khá, giỏi | | | Tăng 5% so với năm 2025 | 90% (tiểu học 95%; THCS 85%) |
"""


def test_table_takes_units_from_their_column_and_no_target_from_today(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(TABLE, encoding="utf-8")

    rows = read_plan(path).plan["indicators"]

    assert [[(t["year"], t["comparator"], t["value"], t["unit"], t["scope"]) for t in row["targets"]] for row in rows] == [
        [(2026, ">=", 1000, "học liệu", None), (2027, "=", 1500, "học liệu", None)],
        [(2026, "=", 60, "%", "tiểu học"), (2026, ">=", 80, "%", "THCS"), (2027, "=", 100, "%", None)],
        [(2026, "=", 5, "%", None), (2027, "=", 90, "%", None)],
    ]  # fmt: skip


def test_one_thing_asked_of_several_groups_is_one_indicator_with_a_target_for_each():
    plan = read_text(
        """KẾ HOẠCH
Chuyển đổi số
I. CHỈ TIÊU
- Đến năm 2027, trên 80% học sinh và ít nhất 95% giáo viên được tập huấn an toàn số.
"""
    ).plan

    [row] = plan["indicators"]
    assert row["name"] == "được tập huấn an toàn số"
    assert [(t["comparator"], t["value"], t["scope"]) for t in row["targets"]] == [
        (">", 80, "học sinh"),
        (">=", 95, "giáo viên"),
    ]


def test_a_number_may_stand_behind_the_number_of_its_paragraph():
    plan = read_text(
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO\nKẾ HOẠCH\nHỗ trợ sáng kiến năm 2026\n"
        "Sở Giáo dục và Đào tạo xây dựng kế hoạch như sau:\n3. Chỉ tiêu năm 2026\n"
        "3.1. Tỷ lệ hồ sơ quá hạn không quá 5%; thời gian thẩm định hồ sơ tối đa 20 ngày.\n"
        "3.2. 100% hồ sơ được tiếp nhận trên Hệ thống của tỉnh.\n"
    ).plan

    found = [
        (item["ordinal"], item["name"], item["targets"][0]["text"]) for item in plan["indicators"]
    ]
    assert found == [
        ("3.1", "Tỷ lệ hồ sơ quá hạn", "không quá 5%"),
        ("3.1", "thời gian thẩm định hồ sơ", "tối đa 20 ngày"),
        ("3.2", "hồ sơ được tiếp nhận trên Hệ thống của tỉnh", "100%"),
    ]
