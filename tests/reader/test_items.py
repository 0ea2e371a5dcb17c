"""What is an item of a section, and what only leads to one."""

import pytest

from phongtrao.reader import read_text
from phongtrao.reader.items import points_to_annex


@pytest.mark.parametrize(
    "text",
    [
        "Nhiệm vụ cụ thể, đơn vị chủ trì và thời gian thực hiện được nêu tại Phụ lục II kèm theo Kế hoạch này.",
        "Chi tiết tại Phụ lục kèm theo.",
        "Các chỉ tiêu được giao cụ thể trong Bảng 1 dưới đây.",
        "Nội dung công việc (chi tiết theo Phụ lục 3).",
    ],
)
def test_sentence_that_only_points_to_an_annex_is_known(text):
    assert points_to_annex(text)


@pytest.mark.parametrize(
    "text",
    [
        "Triển khai các nhiệm vụ được phân công tại Phụ lục II; gửi kết quả về Văn phòng Sở.",
        "Xây dựng danh mục sách dùng chung cho các trường.",
    ],
)
def test_sentence_that_asks_for_something_points_nowhere(text):
    assert not points_to_annex(text)


def test_section_that_only_points_to_an_annex_has_no_items():
    plan = read_text(
        """KẾ HOẠCH
Chuyển đổi số
I. NHIỆM VỤ
Các nhiệm vụ cụ thể được nêu tại Phụ lục kèm theo Kế hoạch này.
II. CÁC NHÓM GIẢI PHÁP
1. Nhóm giải pháp về nhận thức
- Tuyên truyền trong nhà trường.
"""
    ).plan

    assert plan["contents"] == []
    assert [(item["heading"], item["text"]) for item in plan["solutions"]] == [
        ("1. Nhóm giải pháp về nhận thức", "Tuyên truyền trong nhà trường")
    ]


def test_phase_may_stand_as_a_heading_over_what_is_done():
    plan = read_text(
        """KẾ HOẠCH
Chuyển đổi số
I. LỘ TRÌNH THỰC HIỆN
1. Giai đoạn 2026-2027
- Thí điểm ở 06 trường; sơ kết vào tháng 12/2027.
2. Giai đoạn 2028-2030: Nhân rộng trong toàn ngành.
"""
    ).plan

    assert [(p["name"], p["milestone"], p["date"]) for p in plan["phases"]] == [
        ("Giai đoạn 2026-2027", "Thí điểm ở 06 trường; sơ kết vào tháng 12/2027", "2027-12"),
        ("Giai đoạn 2028-2030", "Nhân rộng trong toàn ngành", None),
    ]
