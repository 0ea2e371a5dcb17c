"""Level rules as data: every score has one level, gaps and overlaps are named."""

from decimal import Decimal

import pytest

from phongtrao.assessments.levels import (
    BadLevels,
    band_as_data,
    check_rules,
    level_of,
    read_rules,
)

D = Decimal
BANDS = [
    {"key": "1", "label": "Mức 1", "below": "50"},
    {"key": "2", "label": "Mức 2", "from": "50", "to": "75"},
    {"key": "3", "label": "Mức 3", "above": "75"},
]
MOST = {"1": D(100), "2": D(90)}


def rules(bands=None, **more):
    return read_rules({"bands": BANDS if bands is None else bands, **more})


def changed(place, **ends):
    row = {key: BANDS[place][key] for key in ("key", "label")}
    return [{**row, **ends} if n == place else band for n, band in enumerate(BANDS)]


@pytest.mark.parametrize(
    ("score", "label"),
    [
        (0, "Mức 1"),
        ("49.99", "Mức 1"),
        (50, "Mức 2"),
        (75, "Mức 2"),
        ("75.01", "Mức 3"),
        (100, "Mức 3"),
    ],
)
def test_every_score_has_its_level(score, label):
    found = level_of(rules(), {"1": D(score)}, lacks=0)

    assert found.label == label


def test_the_shipped_rules_cover_every_score():
    check_rules(rules(), MOST)


@pytest.mark.parametrize(
    ("bands", "gap"),
    [
        (changed(1, **{"from": "50", "below": "75"}), "đúng 75 điểm"),
        (changed(1, **{"from": "51", "to": "75"}), "từ 50 dưới 51 điểm"),
        (changed(1, above="50", to="75"), "đúng 50 điểm"),
        (changed(2, above="80"), "trên 75 đến 80 điểm"),
        (BANDS[:2], "trên 75 đến 100 điểm"),
        (BANDS[1:], "từ 0 dưới 50 điểm"),
        (changed(2, above="75", below="100"), "đúng 100 điểm"),
    ],
)
def test_a_gap_is_refused_and_named(bands, gap):
    with pytest.raises(BadLevels, match=f"Chưa có mức nào cho {gap}"):
        check_rules(rules(bands), MOST)


@pytest.mark.parametrize("bands", [changed(2, **{"from": "75"}), changed(2, above="60")])
def test_two_levels_for_one_score_are_refused(bands):
    with pytest.raises(BadLevels, match="thuộc hai mức"):
        check_rules(rules(bands), MOST)


def test_combinations():
    totals = {"1": D(80), "2": D(60)}

    found = [level_of(rules(combine=how), totals, lacks=0).label for how in ("lowest", "mean")]

    assert found == ["Mức 2", "Mức 2"]
    assert level_of(rules(combine="sum"), totals, lacks=0).label == "Mức 3"


def test_a_missing_condition_caps_the_level():
    assert level_of(rules(mandatory="1"), {"1": D(100)}, lacks=1).label == "Mức 1"
    assert level_of(rules(), {"1": D(100)}, lacks=1).label == "Mức 3"


def test_bands_are_written_as_they_were_read():
    assert [band_as_data(band) for band in rules().bands] == BANDS


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"bands": []}, "chưa có mức"),
        ({"bands": BANDS, "mandatory": "9"}, "không có trong bảng mức"),
        ({"bands": [BANDS[0], {**BANDS[1], "key": "1"}]}, "cùng mã"),
    ],
)
def test_rules_that_cannot_be(data, said):
    with pytest.raises(BadLevels, match=said):
        check_rules(read_rules(data), MOST)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"from": "5", "above": "5"}, "hai đầu cùng phía"),
        ({"from": "7", "to": "5"}, "lớn hơn đầu trên"),
        ({"from": "mười"}, "không phải là số điểm"),
    ],
)
def test_a_band_that_cannot_be_read(row, said):
    with pytest.raises(BadLevels, match=said):
        read_rules({"bands": [{"key": "1", "label": "Mức 1", **row}]})
