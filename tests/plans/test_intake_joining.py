"""Two facts made one: what stands between their sentences."""

import pytest

from phongtrao.plans.intake.joining import join_values, join_words


@pytest.mark.parametrize(
    ("first", "second", "passage", "joined"),
    [
        ("Mở lớp", "Tổ chức thi", "- Mở lớp;", "Mở lớp. Tổ chức thi"),
        ("Mở lớp.", "Tổ chức thi", "", "Mở lớp. Tổ chức thi"),
        ("Mở lớp gồm:", "Tin học", "", "Mở lớp gồm: Tin học"),
        ("Mở lớp", "cho giáo viên", "- Mở lớp", "Mở lớp cho giáo viên"),
        ("Mở lớp", "tổ chức thi", "- Mở lớp;", "Mở lớp; tổ chức thi"),
        ("", "Tổ chức thi", "", "Tổ chức thi"),
        ("Mở lớp", "", "", "Mở lớp"),
    ],
)
def test_between_two_sentences_stands_what_belongs_there(first, second, passage, joined):
    assert join_words(first, second, passage) == joined


def test_lists_are_put_together_and_empty_fields_filled():
    one = {"text": "Mở lớp", "lead_units": ["A"], "time": None}
    two = {"text": "Tổ chức thi", "lead_units": ["A", "B"], "time": "Năm 2026"}

    joined = join_values(one, two, "text")

    assert joined == {
        "text": "Mở lớp. Tổ chức thi",
        "lead_units": ["A", "B"],
        "time": "Năm 2026",
    }
