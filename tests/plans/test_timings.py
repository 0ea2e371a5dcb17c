"""The time of a task as the paper says it, as the rule, and as a due date. S4-46."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import Timing
from phongtrao.plans.models import Phase, Task
from phongtrao.plans.timings import When, due_on, read_rule, read_when, stored

K = Task.Timing
TODAY = date(2026, 3, 10)
PHASE = Phase(name="Giai đoạn 1", starts_on=date(2025, 1, 1), ends_on=date(2027, 12, 31))


@pytest.mark.parametrize(
    ("words", "timing", "value"),
    [
        ("Thường xuyên", K.CONTINUOUS, ""),
        ("Thường  xuyên, liên tục", K.CONTINUOUS, ""),
        ("Hằng năm", K.CONTINUOUS, ""),
        ("Theo kế hoạch riêng", K.SEPARATE_PLAN, ""),
        ("Chậm nhất ngày 20/08/2026", K.DATE, "2026-08-20"),
        ("Trước ngày 5 tháng 9 năm 2026", K.DATE, "2026-09-05"),
        ("20-8-2026", K.DATE, "2026-08-20"),
        ("Tháng 8/2026", K.MONTH, "2026-08"),
        ("Trong tháng 08 năm 2026", K.MONTH, "2026-08"),
        ("Quý III/2026", K.QUARTER, "2026-09"),
        ("Quí 3 năm 2026", K.QUARTER, "2026-09"),
        ("Năm 2026", K.YEAR, "2026"),
        ("Đến hết năm 2030", K.YEAR, "2030"),
        ("2026", K.YEAR, "2026"),
        ("Trước ngày 15/12 hằng năm", K.YEARLY, "--12-15"),
        ("Hàng năm, trước 15/12", K.YEARLY, "--12-15"),
        ("Trước ngày 20 hằng tháng", K.MONTHLY, "---20"),
        ("vào ngày 20 của mỗi tháng", K.MONTHLY, "---20"),
        ("Ngày 20 hằng tháng, từ 01/9/2026", K.MONTHLY, "---20"),
        ("Trước 25 hằng tháng", K.MONTHLY, "---25"),
        ("Trước ngày 25 hằng quý", K.QUARTERLY, "---25"),
        ("Ngày 25 tháng cuối quý", K.QUARTERLY, "---25"),
        ("Hằng quý", K.CONTINUOUS, ""),
        ("Khi có hướng dẫn", K.UNSPECIFIED, ""),
        ("Đầu năm học 2026", K.UNSPECIFIED, ""),
        ("", K.UNSPECIFIED, ""),
    ],
)
def test_words_are_read_as_rules(words, timing, value):
    expected = " ".join(words.split())

    assert read_when(words) == When(timing, value, expected)


@pytest.mark.parametrize(
    "words", ["giai đoạn 1", "Giai đoạn 2025–2027", "Từ ngày 01/01/2025 đến 31/12/2027"]
)
def test_a_phase_is_known_by_its_name_or_its_days(words):
    assert read_when(words, [PHASE]) == When(K.PHASE, "", words, PHASE)


def test_days_that_are_no_phase_of_the_movement_stay_words():
    assert read_when("Giai đoạn 2026–2028", [PHASE]) == When(text="Giai đoạn 2026–2028")


@pytest.mark.parametrize("words", ["31/02/2026", "Tháng 13/2026", "Quý 5/2026", "30/2 hằng năm"])
def test_a_day_that_is_none_is_said(words):
    with pytest.raises(BadInput, match="không phải là thời gian có thật"):
        read_when(words)


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (When(K.DATE, "2026-08-20"), date(2026, 8, 20)),
        (When(K.DATE, "2025-08-20"), date(2025, 8, 20)),  # given out late
        (When(K.MONTH, "2026-02"), date(2026, 2, 28)),
        (When(K.QUARTER, "2026-06"), date(2026, 6, 30)),
        (When(K.YEAR, "2026"), date(2026, 12, 31)),
        (When(K.YEARLY, "--12-15"), date(2026, 12, 15)),
        (When(K.YEARLY, "--01-15"), date(2027, 1, 15)),
        (When(K.YEARLY, "--03-10"), TODAY),
        (When(K.MONTHLY, "---31"), date(2026, 3, 31)),
        (When(K.QUARTERLY, "---25"), date(2026, 3, 25)),
        (When(K.PHASE, phase=PHASE), date(2027, 12, 31)),
        (When(K.CONTINUOUS), None),
        (When(K.SEPARATE_PLAN), None),
        (When(), None),
    ],
)
def test_work_given_out_today_is_due(when, day):
    assert due_on(when, TODAY) == day


def test_a_phase_must_be_named_and_a_value_must_fit():
    with pytest.raises(BadInput, match="phải chọn giai đoạn"):
        When(K.PHASE).rule()
    with pytest.raises(BadInput, match="không hợp với cách nói"):
        When(K.DATE, "2026").rule()


def test_words_come_from_the_paper_else_from_the_rule():
    assert When(K.YEAR, "2026", "Trong năm").words() == "Trong năm"
    assert When(K.YEAR, "2026").words() == "Năm 2026"
    assert When(K.PHASE, phase=PHASE).words() == "Giai đoạn 1"
    assert When().words() == ""


days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
rules = st.one_of(
    days.map(Timing.on),
    days.map(lambda day: Timing.in_month(day.year, day.month)),
    days.map(lambda day: Timing.in_quarter(day.year, (day.month + 2) // 3)),
    days.map(lambda day: Timing.in_year(day.year)),
    days.map(lambda day: Timing.yearly(day.month, day.day)),
    st.integers(1, 31).map(Timing.monthly),
    st.integers(1, 31).map(Timing.quarterly),
    st.just(Timing.continuous()),
    st.just(Timing.separate_plan()),
)


@given(rules)
def test_every_sentence_is_read_back(rule):
    assert read_rule(rule.sentence()) == rule
    kept = stored(rule)
    assert kept is not None
    assert kept.rule() == rule


@given(days, days)
def test_every_sentence_of_a_phase_is_read_back(one, other):
    rule = Timing.phase(min(one, other), max(one, other))
    if rule.sentence().startswith("Năm "):  # a phase of one calendar year reads as that year
        return

    assert read_rule(rule.sentence()) == rule
