import itertools
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.similarity.engine import read_syllables

PHRASES = st.lists(
    st.sampled_from("đổi mới phương pháp dạy học hóa thủy kỹ năng quý hoà 2024 Trường ƯỠN".split()),  # noqa: SIM905 -- words of a text
    max_size=30,
).map(" ".join)
ANYTHING = st.text(max_size=200)


def words_of(text):
    syllables = read_syllables(text)
    return [text[start:end] for start, end in zip(syllables.starts, syllables.ends, strict=True)]


def codes_of(text):
    return read_syllables(text).codes.tolist()


def test_syllables_when_signs_stand_between_them():
    assert words_of("Sáng kiến: “đổi mới”, năm học 2024-2025.") == [
        "Sáng", "kiến", "đổi", "mới", "năm", "học", "2024-2025",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đổi mới phương pháp", "doi moi phuong phap"),
        ("hóa thủy lý kỹ", "hoá thuỷ lí kĩ"),
        ("học sinh lớp", "hоc sinh 1ớр"),  # Cyrillic о and р, the figure one
        ("nhà trường", "nh\u200bà tr\u00adường"),  # zero-width space, soft hyphen
        ("tăng 1.234,5 lần", "tăng 87 lần"),
        ("từ 12/5/2024 đến 1, 2, 3", "từ 5 đến 4"),
        ("ｈọｃ sinh", "học sinh"),
        ("Ðoàn", "đoàn"),  # eth, as old fonts write it
    ],
)
def test_one_text_when_only_writing_differs(one, other):
    assert codes_of(one) == codes_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ba", "ab"), ("tay", "tây ba"), ("nhà", "nhà 5"), ("a", "b")]
)
def test_two_texts_when_words_differ(one, other):
    assert codes_of(one) != codes_of(other)


def test_codes_are_the_same_on_every_machine():
    # Stored fingerprints rest on them: a change of the folding asks for a rebuilt index.
    assert codes_of("học sinh 5") == [
        7251906570290922267,
        11311583846566810766,
        2685821657736338717,
    ]


@given(PHRASES)
def test_form_and_marks_change_nothing(text):
    codes = codes_of(text)

    assert codes_of(unicodedata.normalize("NFD", text)) == codes
    assert codes_of(unicodedata.normalize("NFC", text)) == codes
    assert codes_of(text.upper()) == codes


@given(ANYTHING)
def test_spans_lead_back_to_the_syllable(text):
    syllables = read_syllables(text)

    spans = list(zip(syllables.starts.tolist(), syllables.ends.tolist(), strict=True))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    for (start, end), code in zip(spans, syllables.codes, strict=True):
        assert read_syllables(text[start:end]).codes.tolist() == [code]


@given(ANYTHING)
def test_folding_again_changes_nothing(text):
    """What was cut out, put together again with spaces, is the same text; figures side by side are one."""
    syllables = read_syllables(text)

    again = read_syllables(" ".join(words_of(text)))

    assert np.array_equal(again.codes, syllables.codes)


def test_within_takes_what_begins_there():
    text = "một hai ba bốn"

    part = read_syllables(text).within(4, 10)

    assert (part.start, part.stop) == (1, 3)
