"""Times and deadlines as partial ISO dates."""

import pytest

from phongtrao.reader.assignments import due_time
from phongtrao.reader.dates import Period, find_due, find_dues, is_quarterly, read_period, read_time


@pytest.mark.parametrize(
    ("text", "kind", "deadline"),
    [
        ("Thường xuyên", "recurring", None),
        ("2025", "year", "2025"),
        ("Giai đoạn 2025-2030", "year", "2030"),
        ("Theo kế hoạch riêng", "separate_plan", None),
        ("trong ngày 20/8/2025", "date", "2025-08-20"),
        ("Trước ngày 05 tháng 9 năm 2026", "date", "2026-09-05"),
        ("Quý II/2025", "date", "2025-06"),
        ("Tháng 4 năm 2027", "date", "2027-04"),
        ("Trước 15/12 hằng năm", "recurring", "--12-15"),
        ("ngày 20 hằng tháng", "recurring", "---20"),
        ("vào ngày 20 của mỗi tháng", "recurring", "---20"),
        ("Ngày 20 hằng tháng, từ 01/9/2026", "recurring", "---20"),
        ("trước ngày 25 hằng quý", "recurring", "---25"),
        ("trước ngày 25 tháng cuối quý", "recurring", "---25"),
        ("Hằng năm", "recurring", None),
        ("Sau khi được phê duyệt", "unspecified", None),
        ("trước ngày 31/02/2026", "year", "2026"),
        ("Tháng 9 - 10/2026", "date", "2026-10"),
        ("Tháng 8/2026 - tháng 5/2027", "date", "2027-05"),
        ("Từ ngày 01/9/2026 đến ngày 15/10/2026", "date", "2026-10-15"),
        ("Tuần 2 tháng 9/2026", "date", "2026-09"),
        ("Quý III và quý IV năm 2026", "date", "2026-12"),
        ("6 tháng đầu năm 2026", "date", "2026-06"),
        ("Năm 2026 và các năm tiếp theo", "recurring", None),
        ("Cả năm học", "recurring", None),
        ("Sau 05 ngày làm việc kể từ ngày có sự cố", "unspecified", None),
        ("Theo hướng dẫn của Sở", "separate_plan", None),
        ("Tháng 5", "unspecified", None),
    ],
)
def test_time_is_read_as_written(text, kind, deadline):
    assert read_time(text) == (kind, deadline)


def test_due_day_is_found_in_a_sentence():
    due = find_due("gửi về Văn phòng Sở trong ngày 20/8/2025 để tổng hợp")

    assert (due.phrase, due.kind, due.deadline) == ("trong ngày 20/8/2025", "date", "2025-08-20")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Nộp báo cáo ngày 20 hằng tháng", "ngày 20 hằng tháng"),
        ("Báo cáo Sở trước ngày 25 hằng quý để tổng hợp", "trước ngày 25 hằng quý"),
    ],
)
def test_a_day_that_comes_round_is_due_without_more_words(text, phrase):
    assert find_due(text).phrase == phrase


def test_a_quarter_is_told_from_a_month():
    said = ("ngày 25 hằng quý", "ngày 25 tháng cuối quý", "ngày 25 hằng tháng", "Quý II/2026")

    assert [is_quarterly(text) for text in said] == [True, True, False, False]


def test_day_of_a_cited_document_is_no_due_day():
    assert find_due("theo Nghị định số 152/2025/NĐ-CP, ngày 14/6/2025 của Chính phủ") is None


@pytest.mark.parametrize(
    ("title", "year", "expected"),
    [
        ("Hoạt động STEM năm học 2026-2027", 2026, Period(2026, 2027, is_school_year=True)),
        ("Phong trào đọc sách năm 2026", 2025, Period(2026, 2026)),
        ("Phát triển văn hóa đọc giai đoạn 2026-2030", 2026, Period(2026, 2026)),
        ("Phát triển văn hóa đọc", None, None),
    ],
)
def test_a_plan_says_what_its_months_belong_to(title, year, expected):
    assert read_period(title, year) == expected


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("trong tháng 10", "2026-10"),
        ("trong tháng 5", "2027-05"),
        ("trước ngày 15/4", "2027-04-15"),
    ],
)
def test_months_of_a_school_year_find_their_year(text, deadline):
    assert read_time(text, Period(2026, 2027, is_school_year=True)) == ("date", deadline)


def test_a_yearly_end_is_said_once_for_all_days_of_the_sentence():
    text = "báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 10/12 hằng năm"

    assert [due.deadline for due in find_dues(text, Period(2026, 2026))] == ["--06-15", "--12-10"]


def test_two_days_a_year_are_both_yearly_and_a_task_takes_the_last():
    text = "báo cáo kết quả trước ngày 05 tháng 6 và trước ngày 05 tháng 12 hằng năm"
    year = Period(2026, 2026)

    assert [due.deadline for due in find_dues(text, year)] == ["--06-05", "--12-05"]
    assert due_time(text, year) == "trước ngày 05 tháng 6 và trước ngày 05 tháng 12 hằng năm"
    assert read_time(due_time(text, year), year) == ("recurring", "--12-05")


def test_a_bare_day_is_due_where_no_other_is_said():
    assert find_due("chuẩn bị, tổng duyệt ngày 13/5/2026").deadline == "2026-05-13"
    assert find_due("theo Công văn số 12/SGDĐT ngày 13/5/2026") is None
