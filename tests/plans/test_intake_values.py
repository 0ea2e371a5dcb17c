"""Facts in words and back; matching; the pieces of a source. No database."""

import pytest

from phongtrao.lib.errors import BadInput
from phongtrao.plans.forms.intake import FactForm
from phongtrao.plans.intake.matching import Trace, match_facts
from phongtrao.plans.intake.sections import ALL, SECTIONS
from phongtrao.plans.intake.values import (
    details_of,
    parts_of,
    read_amount,
    read_clock,
    read_partial,
    read_target_lines,
    say_partial,
    say_report_day,
    say_targets,
    time_fields,
    title_of,
    when_of_value,
)
from phongtrao.plans.pages.intake_source import Span, cut, smallest_cover
from phongtrao.plans.timings import When
from phongtrao.reader.plan import SECTION_ORDER
from tests.plans.intake_work import task_value


def test_every_section_of_the_reader_has_a_name():
    assert tuple(section.key for section in ALL) == SECTION_ORDER


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("2025", "2025"),
        ("2025-08", "08/2025"),
        ("2025-08-20", "20/08/2025"),
        ("--12-15", "15/12 hằng năm"),
        ("---20", "ngày 20 hằng tháng"),
    ],
)
def test_a_partial_date_is_said_and_read_back(stored, said):
    assert (say_partial(stored), read_partial(said)) == (said, stored)


@pytest.mark.parametrize("typed", ["31/02/2025", "mai", "13/2025", "45/12"])
def test_a_day_that_is_none_is_refused(typed):
    with pytest.raises(BadInput, match="không phải là"):
        read_partial(typed)


def test_a_day_of_issue_needs_its_year():
    with pytest.raises(BadInput, match="phải có năm"):
        parts_of("--12-15")
    assert parts_of("2025-08") == {"year": 2025, "month": 8, "day": None}


@pytest.mark.parametrize(("typed", "stored"), [("14h20", "14:20"), ("8 giờ", "08:00"), ("", None)])
def test_a_clock_is_read(typed, stored):
    assert read_clock(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"), [("15", 15), ("2,5", 2.5), ("đạt", "đạt"), ("", None)]
)
def test_a_threshold_is_a_number_or_the_name_of_a_rank(typed, stored):
    assert read_amount(typed) == stored


def test_a_target_nobody_changed_keeps_what_the_reader_understood():
    known = {
        "year": 2030,
        "text": "> 95% trường",
        "comparator": ">",
        "value": 95,
        "unit": "%",
        "scope": "do người đọc hiểu",
    }

    lines = [*say_targets([known]), "2045: 100%", "tăng dần"]
    found = read_target_lines(lines, [known])

    assert found[0] == known
    assert (found[1]["year"], found[1]["value"], found[1]["unit"]) == (2045, 100, "%")
    assert (found[2]["text"], found[2]["value"]) == ("tăng dần", None)


@pytest.mark.parametrize(
    ("words", "kind", "deadline"),
    [
        ("Thường xuyên", "recurring", None),
        ("Trước ngày 15/12 hằng năm", "recurring", "--12-15"),
        ("Năm 2026", "year", "2026"),
        ("Quý III/2026", "date", "2026-09"),
        ("Chậm nhất ngày 20/08/2026", "date", "2026-08-20"),
        ("Theo kế hoạch riêng", "separate_plan", None),
        ("khi có hướng dẫn", "unspecified", None),
    ],
)
def test_a_time_in_words_becomes_kind_and_deadline(words, kind, deadline):  # S4-46
    assert time_fields(words) == {"time": words, "time_kind": kind, "deadline": deadline}


@pytest.mark.parametrize(
    ("time", "kind", "deadline", "when"),
    [
        ("2025", "year", "2025", When("year", "2025", "2025")),
        (None, "date", "2025-08-20", When("date", "2025-08-20")),
        ("đến hết quý ba", "date", "2025-09", When("quarter", "2025-09", "đến hết quý ba")),
        (None, "recurring", "---20", When("monthly", "---20")),
        (
            "trước ngày 25 hằng quý",
            "recurring",
            "---25",
            When("quarterly", "---25", "trước ngày 25 hằng quý"),
        ),
        (None, "recurring", None, When("continuous")),
        ("31/02/2025", "date", None, When(text="31/02/2025")),
    ],
)
def test_the_time_of_a_task_is_taken_as_written_else_as_read(time, kind, deadline, when):
    value = task_value(time=time, time_kind=kind, deadline=deadline)

    assert when_of_value(value) == when


def test_a_fact_is_known_by_its_words_and_told_by_its_fields():
    section = SECTIONS["tasks"]
    value = task_value(coordinating_units=["Đoàn trường", "Công đoàn"])

    assert title_of(section, value) == "Tổ chức hội thi sáng tạo"
    assert details_of(section, value) == [
        ("Cơ quan chủ trì", "Trường THCS Hoa Sen"),
        ("Cơ quan phối hợp", "Đoàn trường; Công đoàn"),
        ("Thời gian thực hiện", "Năm 2026"),
        ("Kết quả thực hiện", "Hội thi"),
        ("Mục", "Tổ chức thực hiện"),
        ("Số thứ tự", "I.1"),
    ]
    assert title_of(SECTIONS["document"], {"number": "44/KH-SGDĐT"}) == "Số, ký hiệu: 44/KH-SGDĐT"


# ------------------------------------------------------------------ the form of a fact


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"day": 15, "month": 12, "year": 2026}, "15/12/2026"),
        ({"day": 15, "month": 12, "recurring": True}, "15/12 hằng năm"),
        ({"day": 20, "recurring": True}, "ngày 20 hằng tháng"),
        ({"day": 25, "about": "Báo cáo hằng quý"}, "ngày 25 tháng cuối mỗi quý"),
        ({"month": 12}, "12"),
        ({}, ""),
    ],
)
def test_the_day_of_a_report_is_said_as_one(value, said):
    assert say_report_day(value) == said


def test_a_bad_time_is_said_at_its_field():
    data = {"text": "Mở lớp", "time": "ngày 31/02/2026"}

    form = FactForm(data, section=SECTIONS["tasks"])

    assert list(form.errors) == ["time"]


def test_adding_to_a_record_makes_a_fact_for_each_filled_field():
    form = FactForm({"number": "44/KH-SGDĐT", "date": "20/1/2026"}, section=SECTIONS["document"])

    assert form.is_valid()
    assert form.values_added() == [
        {"number": "44/KH-SGDĐT"},
        {"date": {"year": 2026, "month": 1, "day": 20}},
    ]


def test_adding_nothing_is_refused():
    form = FactForm({}, section=SECTIONS["document"])

    assert form.errors == {"__all__": ["Chưa nhập gì. Hãy nhập ít nhất một ô."]}


# ------------------------------------------------------------------ matching and cutting


def test_facts_are_matched_by_words_and_passage_not_by_place():
    kept = [
        Trace("tasks", "Mở lớp tập huấn cho giáo viên", "đoạn một"),
        Trace("contents", "Mở lớp tập huấn cho giáo viên", "đoạn hai"),
        Trace("tasks", "Báo cáo cuối năm", "đoạn ba"),
    ]
    fresh = [
        Trace("tasks", "Báo cáo cuối năm học", "đoạn ba"),
        Trace("tasks", "Việc hoàn toàn mới", "đoạn tư"),
        Trace("tasks", "Mở các lớp tập huấn cho giáo viên", "đoạn một"),
    ]

    assert match_facts(kept, fresh) == {0: 2, 2: 0}


def test_the_narrowest_fact_of_the_open_section_covers_a_block():
    spans = [Span(1, "tasks", 0, 9), Span(2, "tasks", 3, 4), Span(3, "legal_bases", 3, 3)]

    in_tasks = smallest_cover(spans, "tasks")
    in_bases = smallest_cover(spans, "legal_bases")

    assert [in_tasks[n].pk for n in (0, 3, 4)] == [1, 2, 2]
    assert [in_bases[n].pk for n in (0, 3, 4)] == [1, 3, 2]


def test_a_long_source_is_cut_into_pieces_without_losing_a_block():
    blocks = [{"text": "x" * 100} for _ in range(300)] + [{"text": "y" * 50_000}]

    starts = cut(blocks)

    assert starts == [0, 80, 160, 240, 300]
    assert cut([]) == [0]
