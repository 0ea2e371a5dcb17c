"""The secret box: counted right with both halves, unreadable otherwise, nothing to tell ballots apart by."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.councils.ballots import (
    BoxBroken,
    Vote,
    WrongHalf,
    count,
    drop_in,
    open_box,
    read_half,
    seal,
    written_half,
)

CHOICES = ("yes", "no", "excellent")


@pytest.fixture
def opened():
    return open_box()


@pytest.fixture
def vote(opened):
    return Vote(opened.public, "case 7, dossier ab12, turn 1", CHOICES)


def fill(vote, cast):
    box: list[bytes] = []
    for choice in cast:
        box = drop_in(box, seal(choice, vote))
    return box


@given(st.lists(st.sampled_from(CHOICES), max_size=12))
def test_both_halves_count_what_was_cast(cast):
    opened = open_box()
    vote = Vote(opened.public, "case 7", CHOICES)

    found = count(fill(vote, cast), vote, opened.halves)

    assert found == {choice: Counter(cast)[choice] for choice in CHOICES}


def test_all_ballots_look_alike(vote):
    sealed = [seal(choice, vote) for choice in ("yes", "yes", "no", "excellent")]

    assert len({len(ballot) for ballot in sealed}) == 1
    assert len(set(sealed)) == 4  # the same choice twice is two different texts
    assert not any(choice.encode() in ballot for ballot in sealed for choice in CHOICES)


def test_one_half_twice_or_of_another_vote_opens_nothing(opened, vote):
    box, other = fill(vote, ["yes"]), open_box()

    for halves in (
        (opened.halves[0],) * 2,
        (opened.halves[0], other.halves[1]),
        opened.halves[::-1],
    ):
        with pytest.raises(WrongHalf):
            count(box, vote, halves)


def test_a_ballot_of_another_case_or_dossier_is_told(opened, vote):
    moved = Vote(opened.public, "case 7, dossier ff00, turn 1", CHOICES)

    with pytest.raises(BoxBroken):
        count([seal("yes", moved)], vote, opened.halves)


def test_a_ballot_somebody_changed_is_told(opened, vote):
    ballot = bytearray(seal("yes", vote))
    ballot[-1] ^= 1

    with pytest.raises(BoxBroken):
        count([bytes(ballot)], vote, opened.halves)


def test_where_a_ballot_lies_says_nothing_about_when_it_came(vote):
    places = Counter()
    for _ in range(300):
        box = drop_in([b"a", b"b", b"c"], b"mine")
        places[box.index(b"mine")] += 1

    assert all(places[place] > 40 for place in range(4))  # 75 each; 40 is five deviations off


@given(st.binary(min_size=16, max_size=16))
def test_a_half_is_read_as_it_was_written(half):
    written = written_half(half)

    assert read_half(written) == half
    assert read_half(written.upper().replace("-", " ").replace("0", "O").replace("1", "l")) == half


@given(st.binary(min_size=16, max_size=16), st.integers(0, 27), st.integers(1, 31))
def test_a_slip_of_the_pen_never_opens_as_another_half(half, place, by):
    letters = list(written_half(half).replace("-", ""))
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    letters[place] = alphabet[(alphabet.index(letters[place]) + by) % 32]
    try:
        found = read_half("".join(letters))
    except WrongHalf:
        return  # told at once: 1,023 of 1,024 slips
    assert found != half or place == 25  # the last character's low bits carry nothing


@pytest.mark.parametrize("text", ["", "abcd", "u" * 40, "!" * 28])
def test_what_is_no_half_is_said_to_be_none(text):
    with pytest.raises(WrongHalf):
        read_half(text)


def test_no_choice_but_those_of_the_vote(vote):
    with pytest.raises(ValueError, match="choice"):
        seal("maybe", vote)
