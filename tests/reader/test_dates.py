"""Times and deadlines as partial ISO dates."""

import pytest

from phongtrao.reader.dates import find_due, is_quarterly, read_time


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
