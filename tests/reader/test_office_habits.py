"""Ways of writing a plan that offices have: letterheads, columns, sections and lists of their own."""

import pytest

from phongtrao.reader import read_plan, read_text
from phongtrao.reader.columns import LEAD, RESULT, SUPPORT, TIME, find_columns, name_column
from phongtrao.reader.units import split_duty


@pytest.mark.parametrize(
    ("cell", "column"),
    [("ĐV chủ trì", LEAD), ("ĐV phối hợp", SUPPORT), ("Hoàn thành", TIME), ("Ngày hoàn thành", TIME)],
)  # fmt: skip
def test_short_names_of_columns_are_known(cell, column):
    assert name_column(cell) == column


def test_flattened_header_ends_with_the_day_of_completion():
    assert find_columns("ĐV chủ trì ĐV phối hợp Sản phẩm Hoàn thành") == (LEAD, SUPPORT, RESULT, TIME)  # fmt: skip


def test_number_of_a_paper_is_no_year_of_a_column(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        """| SỞ GIÁO DỤC VÀ ĐÀO TẠO<br>Số: 2051/KH-SGDĐT | Hoa Ban, ngày 5 tháng 9 năm 2026 |
|---|---|

**KẾ HOẠCH**

**Chuyển đổi số**

**I. MỤC ĐÍCH**

- Nâng cao chất lượng dạy học.
""",
        encoding="utf-8",
    )

    plan = read_plan(path).plan

    assert plan["document"]["number"] == "2051/KH-SGDĐT"
    assert plan["indicators"] == []


def test_youth_union_has_its_own_letterhead_and_starred_headings():
    plan = read_text(
        """ĐẢNG ỦY XÃ TÂN HƯNG
BAN CHẤP HÀNH ĐOÀN XÃ
Số: 12-KH/ĐTN
ĐOÀN TNCS HỒ CHÍ MINH
Tân Hưng, ngày 03/3/2026
KẾ HOẠCH
Tổ chức Tháng Thanh niên năm 2026
A. TỔ CHỨC THỰC HIỆN
* Ban Thường vụ Đoàn xã
- Tổng hợp, báo cáo Tỉnh đoàn chậm nhất ngày 05/4/2026.
* Các chi đoàn trực thuộc
- Triển khai kế hoạch tại đơn vị.
"""
    ).plan

    document = plan["document"]
    assert document["issuing_parent"] == "Đảng ủy xã Tân Hưng"
    assert (document["place"], document["date"]) == (
        "Tân Hưng",
        {"year": 2026, "month": 3, "day": 3},
    )
    assert [(duty["unit"], duty["text"]) for duty in plan["responsibilities"]] == [
        ("Ban Thường vụ Đoàn xã", "Tổng hợp, báo cáo Tỉnh đoàn chậm nhất ngày 05/4/2026"),
        ("Các chi đoàn trực thuộc", "Triển khai kế hoạch tại đơn vị"),
    ]
    assert [due["to"] for due in plan["reports_due"]] == ["Tỉnh đoàn"]


def test_bases_may_have_a_section_of_their_own():
    plan = read_text(
        """KẾ HOẠCH
Phát động thi đua
I. CĂN CỨ
- Nghị định số 152/2025/NĐ-CP ngày 14/6/2025 của Chính phủ.
- Thực hiện Kế hoạch số 5/KH-UBND của Ủy ban nhân dân tỉnh.
II. NỘI DUNG
1. Căn cứ tình hình thực tế, các trường tổ chức thi đua.
"""
    ).plan

    assert [(one["number"], one["role"]) for one in plan["legal_bases"]] == [
        ("152/2025/NĐ-CP", "basis"),
        ("5/KH-UBND", "implements"),
    ]
    assert [item["text"] for item in plan["contents"]] == [
        "Căn cứ tình hình thực tế, các trường tổ chức thi đua"
    ]


def test_goals_and_targets_under_one_heading_are_read_once():
    plan = read_text(
        """KẾ HOẠCH
Trường học hạnh phúc năm 2026
I. MỤC TIÊU, CHỈ TIÊU
1. Mục tiêu chung
Xây dựng môi trường học tập an toàn.
2. Chỉ tiêu cụ thể
- 100% lớp học đăng ký.
II. LỘ TRÌNH
- Tháng 9/2026: Phát động.
- Từ tháng 10/2026 đến tháng 12/2026: Triển khai.
III. KINH PHÍ
Từ nguồn chi thường xuyên.
Mọi vướng mắc liên hệ ông Hoàng Văn Giả, điện thoại 0901 000 222./.
"""
    ).plan

    assert [item["text"] for item in plan["purposes"]] == ["Xây dựng môi trường học tập an toàn"]
    assert [item["name"] for item in plan["indicators"]] == ["lớp học đăng ký"]
    assert [phase["name"] for phase in plan["phases"]] == ["Tháng 9/2026", "Từ tháng 10/2026 đến tháng 12/2026"]  # fmt: skip
    assert plan["budget"] == "Từ nguồn chi thường xuyên"


def test_office_that_leads_is_named_without_its_verb():
    sentence = "Phòng Tổ chức cán bộ chủ trì, phối hợp với Công đoàn ngành"

    assert split_duty(sentence)[0] == "Phòng Tổ chức cán bộ"
