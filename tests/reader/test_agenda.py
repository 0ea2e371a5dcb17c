"""Events and their programmes: lines, tables with two clock columns, time and place in one breath."""

import pytest

from phongtrao.reader import read_text
from phongtrao.reader.agenda import read_clock

PLAN = """\
SỞ GIÁO DỤC VÀ ĐÀO TẠO
KẾ HOẠCH
Tổ chức Hội nghị tổng kết phong trào đọc sách năm 2026

Sở Giáo dục và Đào tạo xây dựng kế hoạch như sau:

I. THỜI GIAN, ĐỊA ĐIỂM
{when}
II. CHƯƠNG TRÌNH
{programme}
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở: Chuẩn bị hội trường.
"""
LINES = "- 7h30 - 8h00: Đón tiếp đại biểu (Văn phòng Sở)\n- 8 giờ 00: Khai mạc."
WHEN = "- Thời gian: 8 giờ 00 ngày 20/11/2026.\n- Địa điểm: Hội trường Hoa Ban."


def read(when: str = WHEN, programme: str = LINES) -> dict:
    return read_text(PLAN.format(when=when, programme=programme)).plan


def test_lines_that_open_with_a_clock_are_the_programme():
    assert read()["agenda"] == [
        {"ordinal": None, "start": "07:30", "end": "08:00", "content": "Đón tiếp đại biểu", "performer": "Văn phòng Sở"},
        {"ordinal": None, "start": "08:00", "end": None, "content": "Khai mạc", "performer": None},
    ]  # fmt: skip


def test_start_and_end_may_be_two_columns():
    table = (
        "Nội dung Từ Đến Người thực hiện\nĐón tiếp đại biểu 07h30 08h00 Văn phòng Sở\nBáo cáo tổng kết phong trào\n"
        "đọc sách năm 2026\n08h00 08h30 Phó Giám đốc Sở"
    )

    items = [(i["start"], i["end"], i["content"], i["performer"]) for i in read(programme=table)["agenda"]]  # fmt: skip

    assert items == [
        ("07:30", "08:00", "Đón tiếp đại biểu", "Văn phòng Sở"),
        ("08:00", "08:30", "Báo cáo tổng kết phong trào đọc sách năm 2026", "Phó Giám đốc Sở"),
    ]


def test_time_and_place_stand_under_one_heading():
    event = read()["event"]

    assert (event["time"], event["deadline"], event["place"]) == (
        "8 giờ 00 ngày 20/11/2026", "2026-11-20", "Hội trường Hoa Ban",
    )  # fmt: skip


def test_an_event_of_several_days_ends_with_the_last():
    event = read(when="Từ ngày 18/11/2026 đến ngày 20/11/2026.")["event"]

    assert event["deadline"] == "2026-11-20"


@pytest.mark.parametrize("text", ["Trước ngày 15 tháng 7 hằng năm", "Tháng 9 - 10/2026", "02 giải"])
def test_a_day_is_no_clock(text):
    assert read_clock(text) == []
