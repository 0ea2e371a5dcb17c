"""Duties: who is to do what by when, and which of them hand in a paper."""

import pytest

from phongtrao.reader import read_text

PLAN = """\
UBND TỈNH SÔNG NGÂN
SỞ GIÁO DỤC VÀ ĐÀO TẠO
KẾ HOẠCH
Phát triển văn hóa đọc năm học 2026-2027

Sở Giáo dục và Đào tạo xây dựng kế hoạch phát triển văn hóa đọc như sau:

I. NỘI DUNG
1. Đẩy mạnh phong trào đọc sách trong các nhà trường.
II. TỔ CHỨC THỰC HIỆN
1. Các cơ sở giáo dục
- {duty}
"""


def read(duty: str) -> dict[str, list[dict]]:
    plan = read_text(PLAN.format(duty=duty)).plan
    return {name: plan[name] for name in ("tasks", "responsibilities", "reports_due")}


def report(to: str | None, about: str, **when) -> dict:
    dated = {"year": None, "month": None, "day": None, "recurring": False} | when
    return {"who": "Các cơ sở giáo dục", "to": to, "about": about, **dated}


SO = "Sở Giáo dục và Đào tạo"


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        (
            f"Báo cáo kết quả thực hiện. Gửi cho: {SO} trước ngày 10/12/2026.",
            report(SO, "Báo cáo kết quả thực hiện", year=2026, month=12, day=10),
        ),
        (
            f"Hướng dẫn học sinh trước ngày 30/9/2026; gửi báo cáo {SO} (qua Văn phòng) trước ngày 10/10/2026.",
            report(SO, "Báo cáo", year=2026, month=10, day=10),
        ),
        (
            "Tổng hợp, báo cáo kết quả về Giám đốc Sở vào ngày 20 hằng tháng.",
            report("Giám đốc Sở", "Báo cáo kết quả", day=20, recurring=True),
        ),
        (
            f"Báo cáo định kỳ trước ngày 25 hằng quý về {SO}.",
            report(SO, "Báo cáo định kỳ hằng quý", day=25, recurring=True),
        ),
    ],
)
def test_a_report_knows_its_day_and_who_gets_it(duty, expected):
    assert read(duty)["reports_due"] == [expected]


def test_a_quarterly_report_is_no_doubt():
    reading = read_text(PLAN.format(duty=f"Báo cáo trước ngày 25 hằng quý về {SO}."))

    doubts = [fact.doubt for fact in reading.facts if fact.section == "reports_due"]
    assert doubts == [""]


def test_the_colon_of_a_label_ends_no_unit():
    plan = read_text(
        PLAN.replace("1. Các cơ sở giáo dục\n- {duty}", "{duty}").format(
            duty=f"1. Các cơ sở giáo dục báo cáo kết quả. Gửi cho: {SO} trước ngày 11/12/2026."
        )
    ).plan

    assert [task["lead_units"] for task in plan["tasks"]] == [["Các cơ sở giáo dục"]]
    assert plan["tasks"][0]["text"].startswith("Báo cáo kết quả. Gửi cho: Sở")
