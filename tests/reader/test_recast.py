"""Contents that look like tasks or targets, and what they become."""

import pytest

from phongtrao.reader import as_indicator, as_task, read_text
from phongtrao.reader.recast import HAS_BOTH, HAS_NUMBER, HAS_TIME, doubt_of
from tests.reader.test_duties import PLAN


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Hoàn thành số hóa thư viện trước ngày 31/12/2026", HAS_TIME),
        ("Tổ chức ngày hội đọc sách trong tháng 4/2027", HAS_TIME),
        ("Rà soát học liệu ngày 20 hằng tháng", HAS_TIME),
        ("100% giáo viên sử dụng học liệu số", HAS_NUMBER),
        ("Mỗi trường có ít nhất 02 sáng kiến được công nhận", HAS_NUMBER),
        ("Phấn đấu 100% giáo viên tham gia trước ngày 30/6/2027", HAS_BOTH),
        ("Triển khai Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị", ""),
        ("Thực hiện Chương trình chuyển đổi số đến năm 2030", ""),
        ("Đẩy mạnh phong trào đọc sách trong năm học 2026-2027", ""),
    ],
)
def test_a_content_with_a_time_or_a_number_is_asked_about(text, doubt):
    assert doubt_of(text) == doubt


def test_such_a_content_is_doubtful_and_others_are_not():
    text = PLAN.replace("2. ", "").replace(
        "II. TỔ", "2. Trên 90% học sinh có thẻ thư viện.\nII. TỔ"
    )

    reading = read_text(text.format(duty="Xây dựng kế hoạch thực hiện."))

    contents = [fact for fact in reading.facts if fact.section == "contents"]
    assert [(fact.confidence, fact.doubt) for fact in contents] == [(0.95, ""), (0.6, HAS_NUMBER)]


def test_a_task_takes_time_and_lead_from_the_sentence():
    assert as_task("Các trường học tổ chức ngày hội trong tháng 4/2027.", section="Nội dung") == {
        "section": "Nội dung",
        "ordinal": None,
        "text": "Tổ chức ngày hội trong tháng 4/2027",
        "lead_units": ["Các trường học"],
        "coordinating_units": [],
        "time": "trong tháng 4/2027",
        "time_kind": "date",
        "deadline": "2027-04",
        "deliverable": None,
    }


@pytest.mark.parametrize(
    ("text", "year", "comparator", "value", "unit"),
    [
        ("Phấn đấu 100% giáo viên tham gia trước ngày 30/6/2027", 2027, "=", 100, "%"),
        ("Trên 90% học sinh có thẻ thư viện", None, ">", 90, "%"),
        ("Mỗi trường có ít nhất 02 sáng kiến trong năm 2027", 2027, ">=", 2, "sáng kiến"),
    ],
)
def test_a_target_takes_its_number_and_year(text, year, comparator, value, unit):
    target = {"year": year, "text": text, "comparator": comparator, "value": value}

    assert as_indicator(text) == {
        "ordinal": None,
        "name": text,
        "source_text": text,
        "targets": [target | {"unit": unit, "scope": None}],
    }


def test_a_sentence_without_a_number_has_no_target():
    assert as_indicator("Triển khai Nghị quyết số 57-NQ/TW")["targets"] == []
