"""Regimes as data: their stages and clocks. S0-27"""

from datetime import date

import pytest

from phongtrao.lib.errors import BadInput
from phongtrao.orgs.working_days import working_days
from phongtrao.research import catalogue
from phongtrao.research.lights import Standing, light_of
from phongtrao.research.stages import due_of, read_regime

PACKS = {row["key"]: row for row in catalogue.read_regimes()}
OLD, NEW = (read_regime(PACKS[key]["data"]) for key in ("before_2025_10", "since_2025_10"))


def test_both_regimes_are_read_and_one_follows_the_other():
    days = [(row["valid_from"], row.get("valid_to")) for row in PACKS.values()]

    assert days == [(date(2014, 2, 15), date(2025, 9, 30)), (date(2025, 10, 1), None)]
    assert [stage.key for stage in NEW.stages] == [
        "call", "valid", "review", "explain", "budget", "approve", "contract", "run", "final", "results",
    ]  # fmt: skip
    assert [rating.label for rating in OLD.scale if rating.passes] == ["Xuất sắc", "Đạt"]


@pytest.mark.django_db
def test_working_days_of_a_clock_pass_over_tet_and_the_reason_says_so():
    due = due_of(NEW.stage("valid"), {"valid": date(2026, 2, 10)}, working_days())

    assert due.day == date(2026, 3, 3)
    assert due.because == (
        "10 ngày làm việc kể từ 10/02/2026; không tính 5 ngày nghỉ lễ, Tết; số ngày cần kiểm tra"
    )


@pytest.mark.django_db
def test_the_decision_is_due_110_days_after_the_call_closed():
    began = {"call": date(2025, 11, 3), "valid": date(2025, 12, 3), "approve": date(2026, 2, 1)}
    due = due_of(NEW.stage("approve"), began, working_days())

    assert due.day == date(2026, 3, 23)


def test_a_stage_of_the_other_regime_is_none():
    with pytest.raises(BadInput, match="không có bước “determine”"):
        NEW.stage("determine")


def test_stages_follow_the_states():
    rows = [
        {"key": "a", "state": "running", "title": "A"},
        {"key": "b", "state": "proposed", "title": "B"},
    ]
    with pytest.raises(BadInput, match="theo thứ tự"):
        read_regime({"stages": rows, "scale": []})


@pytest.mark.parametrize(
    ("standing", "colour", "words"),
    [
        (Standing(), "green", "Đúng tiến độ."),
        (Standing(report_due=date(2026, 5, 30)), "red", "Quá hạn: báo cáo định kỳ hạn 30/05/2026."),
        (
            Standing(stage_due=date(2026, 6, 10)),
            "amber",
            "Sắp đến hạn: bước hiện nay hạn 10/06/2026.",
        ),
        (Standing(pace="late"), "red", "Báo cáo gần nhất tự đánh giá chậm tiến độ."),
        (Standing(ends_on=date(2027, 1, 1)), "green", "Đúng tiến độ."),
    ],
)
def test_a_light_says_why(standing, colour, words):  # S0-28
    light = light_of(standing, date(2026, 6, 1))

    assert (light.colour, light.because) == (colour, words)
