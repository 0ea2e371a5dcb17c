"""Shares of authors sum to exactly 100."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.lib.errors import BadInput
from phongtrao.lib.shares import check_shares, equal_shares


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        (["60", "39.99"], "còn thiếu 0,01%"),
        (["60", "40.01"], "thừa 0,01%"),
        (["100", "0"], "lớn hơn 0"),
        (["120", "-20"], "lớn hơn 0"),
    ],
)
def test_anything_but_a_hundred_is_refused_with_what_is_missing(shares, said):
    with pytest.raises(BadInput, match=said):
        check_shares([Decimal(share) for share in shares])


@given(st.integers(1, 40))
def test_equal_shares_sum_to_a_hundred_and_differ_by_little(people):
    shares = equal_shares(people)

    check_shares(shares)
    assert len(shares) == people
    assert max(shares) - min(shares) < Decimal("0.01") * people
