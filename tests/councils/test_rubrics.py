"""Sheets by the three shipped rubrics: sums, minima, what disqualifies, caps, spread, grades."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.councils.catalogue import read_rubrics
from phongtrao.councils.rubrics import faults_of, read_rubric, result, total
from phongtrao.lib.errors import BadInput

RUBRICS = {row["key"]: read_rubric(row["data"]) for row in read_rubrics()}
EFFECT, MINIMA, SCHOOL = (
    RUBRICS[key] for key in ("commune_100_effect", "commune_100_minima", "school_10")
)


def full(rubric) -> dict[str, Decimal]:
    return {leaf.key: leaf.most for leaf in rubric.leaves() if leaf.most is not None}


def test_the_shipped_rubrics_reach_their_totals():
    assert [rubric.most for rubric in (EFFECT, MINIMA, SCHOOL)] == [
        Decimal(100),
        Decimal(100),
        Decimal(10),
    ]


def test_a_sheet_is_final_only_when_every_criterion_has_its_score_or_words():
    scores = full(EFFECT) | {"new": Decimal(11)}
    del scores["spread"]

    found = faults_of(EFFECT, scores, {})

    assert [(fault.key, fault.said) for fault in found] == [
        ("need", "Hãy ghi nhận xét về “Tính cấp thiết”."),
        ("new", "“Tính mới” chấm từ 0 đến 10 điểm."),
        ("spread", "Chưa chấm “Khả năng nhân rộng”."),
    ]
    assert faults_of(EFFECT, full(EFFECT), {"need": "Cấp thiết."}) == []


def test_below_a_minimum_asks_for_a_reason_and_disqualifies():
    low = full(MINIMA) | {"a1": Decimal(9)}

    assert [fault.key for fault in faults_of(MINIMA, low, {})] == ["a1"]
    assert faults_of(MINIMA, low, {"a1": "Đã có ở đơn vị khác."}) == []
    verdict = result(MINIMA, [low], {})
    assert (verdict.score, verdict.disqualified_by, verdict.passes) == (
        Decimal("89.00"),
        ("a1",),
        False,
    )


def test_one_severe_sheet_alone_disqualifies_nobody():
    severe, kind = full(MINIMA) | {"a1": Decimal(8)}, full(MINIMA) | {"a1": Decimal(14)}

    assert result(MINIMA, [severe, kind], {}).disqualified_by == ()


def test_copied_text_caps_the_score():
    assert result(SCHOOL, [full(SCHOOL)], {"copied": Decimal("0.2")}).score == Decimal("5.90")
    assert result(SCHOOL, [full(SCHOOL)], {"copied": Decimal("0.19")}).score == Decimal("10.00")
    assert not result(SCHOOL, [full(SCHOOL)], {"copied": Decimal("0.2")}).passes


def test_sheets_far_apart_raise_the_alarm():
    high, low = full(EFFECT), full(EFFECT) | {"effect": Decimal(20)}

    assert [result(EFFECT, [high, one], {}).is_apart for one in (low, high)] == [True, False]


def test_the_median_leaves_the_outlier_out():
    rubric = read_rubric(
        {
            "criteria": [{"key": "a", "label": "A", "max": 100}],
            "method": "median",
            "grades": [
                {"key": "A", "label": "Tốt", "since": 80},
                {"key": "C", "label": "Đạt", "since": 50},
            ],
        }
    )

    verdict = result(rubric, [{"a": Decimal(n)} for n in (10, 82, 85)], {})

    assert (verdict.score, verdict.grade.key, verdict.passes) == (Decimal("82.00"), "A", True)


def test_weights_by_field_keep_the_maximum():
    rubric = read_rubric(
        {
            "criteria": [
                {"key": "a", "label": "A", "max": 50, "weights": {"quản lý": 2}},
                {"key": "b", "label": "B", "max": 50},
            ]
        }
    )

    assert total(rubric, {"a": Decimal(50), "b": Decimal(0)}, "dạy học") == Decimal(50)
    assert total(rubric, {"a": Decimal(50), "b": Decimal(0)}, "quản lý") == Decimal("66.67")
    assert total(rubric, {"a": Decimal(50), "b": Decimal(50)}, "quản lý") == Decimal(100)


@pytest.mark.parametrize(
    "data",
    [
        {"criteria": []},
        {"criteria": [{"key": "a", "label": "A", "max": "abc"}]},
        {"criteria": [{"key": "a", "label": "A", "max": -1}]},
        {"criteria": [{"key": "a", "label": "A", "max": 5}, {"key": "a", "label": "B", "max": 5}]},
        {"criteria": [{"key": "a", "label": "A", "max": 5, "min": 6}]},
        {"criteria": [{"key": "a", "label": "A", "max": 5, "disqualifies": True}]},
        {"criteria": [{"key": "a", "label": "A", "max": 5}], "pass_from": 6},
        {"criteria": [{"key": "a", "label": "A", "max": 5}], "grades": [{"key": "C", "label": "C", "since": 1}, {"key": "A", "label": "A", "since": 4}]},
    ],
)  # fmt: skip
def test_a_rubric_that_cannot_be_scored_by_is_refused_with_a_sentence(data):
    with pytest.raises(BadInput):
        read_rubric(data)


@given(st.lists(st.fixed_dictionaries({key: st.decimals(0, most, places=1) for key, most in full(MINIMA).items()}), min_size=1, max_size=7))  # fmt: skip
def test_the_score_lies_between_the_lowest_and_the_highest_sheet(sheets):
    verdict = result(MINIMA, sheets, {})

    assert (
        verdict.totals[0] - Decimal("0.01") <= verdict.score <= verdict.totals[-1] + Decimal("0.01")
    )
    assert verdict.spread == verdict.totals[-1] - verdict.totals[0]
