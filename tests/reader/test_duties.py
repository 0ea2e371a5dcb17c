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
            report(f"{SO} (qua Văn phòng)", "Báo cáo", year=2026, month=10, day=10),
        ),
        (
            "Tổng hợp, báo cáo kết quả về Giám đốc Sở vào ngày 20 hằng tháng.",
            report("Giám đốc Sở", "Báo cáo kết quả", day=20, recurring=True),
        ),
    ],
)
def test_a_report_knows_its_day_and_who_gets_it(duty, expected):
    assert read(duty)["reports_due"] == [expected]


@pytest.mark.parametrize(
    ("words", "months"),
    [("trước ngày 25 hằng quý", (3, 6, 9, 12)), ("trước ngày 05 tháng đầu quý", (1, 4, 7, 10))],
)
def test_a_quarterly_report_is_due_four_times_a_year(words, months):
    found = read(f"Báo cáo định kỳ {words} về {SO}.")["reports_due"]

    assert [item["month"] for item in found] == list(months)
    assert {(item["year"], item["recurring"]) for item in found} == {(None, True)}


def test_days_of_several_reports_in_one_sentence_are_told_apart():
    found = read("Báo cáo tháng trước ngày 20 hằng tháng, báo cáo năm trước ngày 10/12/2026 về Sở.")

    days = [(item["year"], item["month"], item["day"]) for item in found["reports_due"]]
    assert days == [(None, None, 20), (2026, 12, 10)]


def test_one_paper_with_two_days_a_year_is_two_reports():
    found = read(
        f"Báo cáo kết quả về {SO} trước ngày 05 tháng 6 và trước ngày 05 tháng 12 hằng năm."
    )

    days = [(item["year"], item["month"], item["day"]) for item in found["reports_due"]]
    assert days == [(None, 6, 5), (None, 12, 5)]


def test_the_colon_of_a_label_ends_no_unit():
    plan = read_text(
        PLAN.replace("1. Các cơ sở giáo dục\n- {duty}", "{duty}").format(
            duty=f"1. Các cơ sở giáo dục báo cáo kết quả. Gửi cho: {SO} trước ngày 11/12/2026."
        )
    ).plan

    assert [task["lead_units"] for task in plan["tasks"]] == [["Các cơ sở giáo dục"]]
    assert plan["tasks"][0]["text"].startswith("Báo cáo kết quả. Gửi cho: Sở")


def read_duties(duties: str, last: str = "") -> dict[str, list[dict]]:
    whole = PLAN.replace("1. Các cơ sở giáo dục\n- {duty}", "{duty}").format(duty=duties)
    return read_text(f"{whole}\n{last}\n\nNơi nhận:\n- Lưu: VT.\n").plan


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Sở Nội vụ (Cơ quan thường trực)", "Sở Nội vụ"),
        ("Đề nghị Hội Khuyến học tỉnh", "Hội Khuyến học tỉnh"),
    ],
)
def test_what_a_unit_is_to_the_plan_is_no_part_of_its_name(heading, unit):
    plan = read_duties(f"1. {heading}\n- Rà soát tiêu chí trước ngày 20/5/2026.")

    assert [item["unit"] for item in plan["responsibilities"]] == [unit]
    assert [task["lead_units"] for task in plan["tasks"]] == [[unit]]


@pytest.mark.parametrize(
    ("last", "unit"),
    [
        ("Trong quá trình triển khai, nếu phát sinh vướng mắc, các cơ quan, địa phương gửi ý kiến về Sở Nội vụ để tổng hợp", "Các cơ quan, địa phương"),
        ("Yêu cầu các đơn vị, các thôn và đề nghị các đoàn thể triển khai thực hiện; nếu có vướng mắc phản ánh kịp thời về Sở Nội vụ", "Các đơn vị, các thôn"),
    ],
)  # fmt: skip
def test_who_has_to_tell_of_difficulties_has_a_duty(last, unit):
    plan = read_duties("1. Sở Nội vụ\n- Rà soát tiêu chí.", f"{last}./.")

    found = [(item["unit"], item["text"]) for item in plan["responsibilities"]]
    assert found == [("Sở Nội vụ", "Rà soát tiêu chí"), (unit, last)]


def test_the_last_words_to_everybody_are_nobodys_duty():
    last = "Các bộ phận, cá nhân căn cứ Kế hoạch tổ chức thực hiện nghiêm túc./."

    plan = read_duties("1. Sở Nội vụ\n- Rà soát tiêu chí.", last)

    assert [item["unit"] for item in plan["responsibilities"]] == ["Sở Nội vụ"]


def test_a_listed_result_is_handed_in_like_the_one_before():
    found = read(f"Báo cáo {SO} kết quả 6 tháng đầu năm trước ngày 20/6/2026, kết quả cả năm trước ngày 15/12/2026.")  # fmt: skip

    assert [(item["about"], item["month"]) for item in found["reports_due"]] == [
        ("Báo cáo", 6),
        ("Kết quả cả năm", 12),
    ]


def test_figures_provided_by_a_day_are_a_report():
    found = read(f"Cung cấp số liệu các mô hình cho {SO} trước ngày 30 tháng 11 hằng năm.")

    assert found["reports_due"] == [report(SO, "Số liệu các mô hình", month=11, day=30, recurring=True)]  # fmt: skip
