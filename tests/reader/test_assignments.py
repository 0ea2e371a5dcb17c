"""Sentences that give somebody work: orders, units that lead, labels, brackets, cells for two."""

import pytest

from phongtrao.reader import read_text
from phongtrao.reader.assignments import Assignment, read_assignment, read_support, split_roles
from phongtrao.reader.dates import Period

YEAR = Period(2026, 2026)


def given(text: str) -> tuple[list[str], list[str], str]:
    found = read_assignment(text, YEAR)
    assert found is not None
    return found.lead, found.support, found.time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với Đoàn Thanh niên xã và các thôn xây dựng chuyên mục, hoàn thành trước ngày 28/02/2026",
            (
                ["Phòng Văn hóa - Xã hội"],
                ["Đoàn Thanh niên xã", "các thôn"],
                "trước ngày 28/02/2026",
            ),
        ),
        (
            "Giao Trung tâm Dịch vụ tổng hợp xã chủ trì, phối hợp với các trường học trên địa bàn tổ chức diễn đàn vào quý II/2026",
            (["Trung tâm Dịch vụ tổng hợp xã"], ["các trường học trên địa bàn"], "quý II/2026"),
        ),
        (
            "Đề nghị Hội Khuyến học xã mở các lớp học buổi tối, thực hiện thường xuyên trong năm",
            (["Hội Khuyến học xã"], [], "thường xuyên trong năm"),
        ),
        (
            "Các trường tiểu học chủ động lồng ghép nội dung vào môn học, hoàn thành trong tháng 11",
            (["Các trường tiểu học"], [], "trong tháng 11"),
        ),
        (
            "Giao nhân viên thư viện chủ trì, phối hợp với tổ trưởng các tổ chuyên môn lập danh mục sách, thực hiện hằng tuần",
            (["nhân viên thư viện"], ["tổ trưởng các tổ chuyên môn"], "hằng tuần"),
        ),
        (
            "Giao bà Lò Thị Mẫu chủ trì tổ chức phiên chợ sách cũ trước ngày 22/01/2026",
            (["bà Lò Thị Mẫu"], [], "trước ngày 22/01/2026"),
        ),
        (
            "Giao tổ 1, tổ 2 tổ chức cuộc thi kể chuyện vào tháng 12/2026",
            (["tổ 1", "tổ 2"], [], "tháng 12/2026"),
        ),
    ],
)
def test_prose_says_who_leads_who_helps_and_when(text, expected):
    assert given(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành Quy chế (chủ trì: Sở Tư pháp; phối hợp: Sở Tài chính, Công an tỉnh; hoàn thành: quý III/2026).",
        "Ban hành Quy chế (Sở Tư pháp chủ trì; Sở Tài chính, Công an tỉnh phối hợp; quý III/2026).",
        "Ban hành Quy chế. Đơn vị chủ trì: Sở Tư pháp. Đơn vị phối hợp: Sở Tài chính, Công an tỉnh. Thời gian: quý III/2026.",
    ],
)
def test_labels_leave_the_sentence(text):
    found = read_assignment(text, YEAR)

    assert found is not None
    assert found.text.rstrip(".") == "Ban hành Quy chế"
    assert (found.lead, found.support) == (["Sở Tư pháp"], ["Sở Tài chính", "Công an tỉnh"])
    assert found.time.rstrip(".") == "quý III/2026"


@pytest.mark.parametrize(
    "text",
    [
        "Đẩy mạnh tuyên truyền trên mạng xã hội trước ngày 30/4/2026.",
        "Tổ chức ngày hội (Hội trường tầng 2).",
        "Nâng cao chất lượng đội ngũ; phối hợp với gia đình học sinh.",
        "Giao lưu văn nghệ giữa các trường, tổ chức trước ngày 30/4/2026.",
    ],
)
def test_a_sentence_that_names_nobody_gives_nothing(text):
    assert read_assignment(text, YEAR) is None


def test_who_helps_may_be_said_in_a_later_part():
    duty = "Là cơ quan thường trực; chủ trì, phối hợp với Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã tổ chức lễ phát động"

    assert read_support(duty) == ["Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã"]


@pytest.mark.parametrize(
    ("cell", "lead", "support"),
    [
        ("Văn phòng Sở (chủ trì); Phòng A, các trường (phối hợp)", "Văn phòng Sở", "Phòng A, các trường"),
        ("Chủ trì: Văn phòng Sở\nPhối hợp: Phòng A; các trường", "Văn phòng Sở", "Phòng A; các trường"),
        ("Văn phòng Sở; các trường (phối hợp)", "Văn phòng Sở", "các trường"),
    ],
)  # fmt: skip
def test_one_cell_sorts_its_units(cell, lead, support):
    assert split_roles(cell) == {"lead": lead, "support": support}


def test_an_order_is_surer_than_a_sentence():
    ordered = read_assignment("Giao Văn phòng Sở tổng hợp trước ngày 30/4/2026", YEAR)
    led = read_assignment("Văn phòng Sở tổng hợp trước ngày 30/4/2026", YEAR)

    assert isinstance(ordered, Assignment)
    assert isinstance(led, Assignment)
    assert (ordered.is_ordered, led.is_ordered) == (True, False)


def test_sections_numbered_as_articles_are_sections():
    plan = read_text(
        "TRƯỜNG THPT HOA BAN\nKẾ HOẠCH\nTổ chức Tuần lễ học tập suốt đời năm 2026\n"
        "Trường THPT Hoa Ban xây dựng kế hoạch như sau:\nĐiều 1. Mục đích\n- Nâng cao nhận thức.\n"
        "Điều 2. Tổ chức thực hiện\n1. Đoàn trường: chủ trì, phối hợp với Thư viện tổ chức lễ phát động trước ngày 06/10/2026.\n"
    ).plan

    assert [item["text"] for item in plan["purposes"]] == ["Nâng cao nhận thức"]
    assert [(t["lead_units"], t["coordinating_units"]) for t in plan["tasks"]] == [(["Đoàn trường"], ["Thư viện"])]  # fmt: skip
