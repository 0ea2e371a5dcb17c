"""Letter, minutes and list tell how many are frontline people and small collectives. S0-12 S0-56"""

import pytest

from phongtrao.nominations.papers import (
    fill_letter,
    fill_list,
    fill_minutes,
    sample_letter,
    sample_list,
    sample_minutes,
    sample_rows,
    share_said,
)


def rows(*said):
    """(is a person, is put first) of each."""
    return [
        {**sample_rows()[0], "is_person": who, "is_frontline": first} for who, first in said
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("of", "said"),
    [
        ([(True, True), (True, False), (True, True)], "Trong đó có 02 cá nhân trực tiếp công tác trên 03 (66,7%)."),
        ([(False, False)], "Trong đó có 00 tập thể nhỏ trên 01 (0%)."),
        ([(True, True), (False, True), (False, False)],
         "Trong đó có 01 cá nhân trực tiếp công tác trên 01 (100%), 01 tập thể nhỏ trên 02 (50%)."),
        ([], ""),
    ],
)  # fmt: skip
def test_the_share_is_told_of_people_and_of_collectives(of, said):
    assert share_said(rows(*of)) == said


def test_facts_printed_before_tell_no_share():
    old = [{name: value for name, value in rows((True, True))[0].items() if name != "is_frontline"}]
    assert share_said(old) == ""


def test_it_stands_below_the_list_in_the_letter_and_in_the_conclusion():
    words = "Trong đó có 01 cá nhân trực tiếp công tác trên 01 (100%)."
    assert words in fill_list(sample_list())["bang"]
    assert words in fill_letter(sample_letter())["bang"]
    assert fill_minutes(sample_minutes())["ket_luan"].endswith(words)
