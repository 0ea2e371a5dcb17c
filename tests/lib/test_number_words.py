"""Sums in words, as they stand under a list of money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.lib.number_words import in_words, sum_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (105, "một trăm lẻ năm"),
        (710_000, "bảy trăm mười nghìn"),
        (1_000_000, "một triệu"),
        (1_005_000, "một triệu không trăm lẻ năm nghìn"),
        (2_340_000, "hai triệu ba trăm bốn mươi nghìn"),
        (23_451_001, "hai mươi ba triệu bốn trăm năm mươi mốt nghìn không trăm lẻ một"),
        (1_000_000_055, "một tỷ không trăm năm mươi lăm"),
        (12_000_000_000_000, "mười hai nghìn tỷ"),
    ],
)
def test_numbers_are_said_as_accountants_write_them(number, words):
    assert in_words(number) == words


def test_a_sum_begins_with_a_capital_and_ends_with_its_money():
    assert sum_in_words(710_000) == "Bảy trăm mười nghìn đồng"


@given(st.integers(0, 10**13), st.integers(0, 10**13))
def test_two_numbers_never_share_their_words(one, other):
    assert (in_words(one) == in_words(other)) == (one == other)


def test_below_nought_is_an_error():
    with pytest.raises(ValueError, match="below nought"):
        in_words(-1)
