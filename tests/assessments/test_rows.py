"""Criteria as rows: what an answer is worth, what an edition may not be, what must be looked at."""

from dataclasses import replace
from decimal import Decimal

import pytest

from phongtrao.assessments.catalogue import read_packs
from phongtrao.assessments.levels import check_rules, read_rules
from phongtrao.assessments.rows import (
    BadRow,
    Row,
    Way,
    check_rows,
    groups_of,
    notes_of,
    points_of,
)
from phongtrao.lib.errors import BadInput
from tests.assessments.made import ROWS

D = Decimal
CHOICES = ({"label": "Chưa", "points": "0"}, {"label": "Có", "points": "7.5"})
PERCENT = Row("a", "Tỷ lệ", way=Way.PERCENT, most=D(7))
COUNT = Row("a", "Sáng kiến", way=Way.COUNT, most=D(10), each=D("2.5"))
CHOICE = Row("a", "Mức", way=Way.CHOICE, most=D(10), choices=CHOICES)
POINTS = Row("a", "Điểm", most=D(6))


@pytest.mark.parametrize(
    ("row", "value", "points"),
    [
        (POINTS, "4.25", "4.25"),
        (PERCENT, "95", "6.65"),
        (PERCENT, "33.3", "2.33"),
        (PERCENT, "100", "7"),
        (COUNT, "3", "7.5"),
        (COUNT, "9", "10"),
        (CHOICE, "7.5", "7.5"),
        (Row("a", "Kế hoạch", way=Way.CONDITION), "1", "0"),
    ],
)
def test_points_of_an_answer(row, value, points):
    assert points_of(row, D(value)) == D(points)


@pytest.mark.parametrize(
    ("row", "value", "said"),
    [
        (POINTS, "6.5", "từ 0 đến 6 điểm"),
        (POINTS, "-1", "từ 0 đến 6 điểm"),
        (POINTS, "1.005", "hai chữ số"),
        (PERCENT, "0.95", "95% thì ghi 95"),
        (PERCENT, "101", "từ 0 đến 100"),
        (COUNT, "-1", "từ 0 đến 999.999"),
        (COUNT, "1000000", "từ 0 đến 999.999"),
        (CHOICE, "5", "một trong các mức"),
        (Row("a", "Kế hoạch", way=Way.CONDITION), "2", "đạt hoặc chưa đạt"),
    ],
)
def test_an_answer_outside_its_bounds_is_refused(row, value, said):
    with pytest.raises(BadInput, match=said):
        points_of(row, D(value))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "ít nhất một tiêu chí"),
        ((*ROWS, ROWS[-1]), "cùng mã 2.2"),
        ((*ROWS, replace(POINTS, depth=3)), "quá một bậc"),
        ((*ROWS, replace(POINTS, most=None)), "chưa có điểm tối đa"),
        ((*ROWS, replace(POINTS, least=D(9))), "lớn hơn điểm tối đa"),
        ((*ROWS, replace(COUNT, each=None)), "cho mỗi đơn vị đếm"),
        ((*ROWS, replace(CHOICE, choices=CHOICES[:1])), "hai lựa chọn"),
        ((*ROWS, replace(CHOICE, most=D(7))), "ngoài khoảng"),
    ],
)
def test_an_edition_that_cannot_be(rows, said):
    with pytest.raises(BadRow, match=said):
        check_rows(rows)


def test_every_shipped_set_can_be_used():
    """S4-25, S4-26: QĐ 4725 with its levels; S1-52: a set for a Sở and its units."""
    for pack in read_packs():
        check_rows(pack["rows"])
        check_rules(read_rules(pack["rules"]), groups_of(pack["rows"]))

    assert [pack["key"] for pack in read_packs()] == ["qd_4725", "so_and_units", "cluster_table"]
    assert all(pack["heading"]["needs_check"] for pack in read_packs())


def test_the_ten_points_missing_in_group_two_are_told():
    pack = read_packs()[0]

    assert groups_of(pack["rows"]) == {"1": D(100), "2": D(90)}
    assert notes_of(pack["rows"]) == [
        "Mục 2 ghi 100 điểm nhưng các tiêu chí cộng lại 90 điểm, còn thiếu 10 điểm: cần kiểm tra.",
        "Mục 2.3 ghi 70 điểm nhưng các tiêu chí cộng lại 60 điểm, còn thiếu 10 điểm: cần kiểm tra.",
    ]
