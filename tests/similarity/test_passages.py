import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench._copies import DISGUISES, REWORDED, copy
from bench._reports import report
from phongtrao.similarity.engine import Passage, align, compare, share_of
from tests.similarity.corpus import read

SOURCE = "Mỗi sáng thứ hai, cả lớp trồng một luống rau và ghi nhật ký về chiều cao của từng cây."
HOST = "Năm nay tôi dạy lớp bốn."


def test_passage_when_a_sentence_is_copied_without_marks():
    copied = "moi sang thu hai ca lop trong mot luong rau va ghi nhat ky ve chieu cao cua tung cay"
    text = f"{HOST} {copied}. Hết."

    [passage] = align(read(text), read(SOURCE))

    assert text[passage.start : passage.end] == copied
    assert SOURCE[passage.source_start : passage.source_end] == SOURCE[:-1]
    assert passage.likeness == 1.0


def test_passage_spans_what_was_replaced_put_in_and_left_out():
    text = f"{HOST} Mỗi sáng thứ ba, cả lớp mình cùng trồng một luống rau và ghi nhật ký chiều cao của từng cây."

    [passage] = align(read(text), read(SOURCE))

    assert text[passage.start : passage.end] == text[len(HOST) + 1 : -1]
    assert passage.likeness == pytest.approx(0.7, abs=0.15)


def test_passages_when_sentences_change_places():
    first, second = report(3).paragraphs[4].text, report(3).paragraphs[6].text

    passages = align(read(f"{second}\n{first}"), read(report(3).text))

    assert [passage.source_start for passage in passages] == [
        report(3).text.index(second),
        report(3).text.index(first),
    ]
    assert sum(passage.length for passage in passages) == len(first) + len(second) - 2  # full stops


def test_nothing_when_texts_are_of_one_kind_only():
    assert align(read(report(1).text), read(report(41).text)) == ()  # one topic, the same words


def test_nothing_when_a_phrase_is_all_they_share():
    assert align(read("Hôm nay cả lớp trồng một luống rau."), read(SOURCE)) == ()


@given(
    number=st.integers(0, 200),
    share=st.sampled_from([0.1, 0.3, 1]),
    disguise=st.sampled_from([one for one in DISGUISES if one != REWORDED]),
)
@settings(max_examples=25, deadline=None)
def test_alignment_is_symmetric(number, share, disguise):
    """A passage of the one in the other is one of the other in the one, give or take its edges."""
    one = read(copy(10_000, share, [number], disguise).text)
    other = read(report(number).text)

    here, there = align(one, other), align(other, one)

    length, other_length = (sum(passage.length for passage in found) for found in (here, there))
    lengths_there = sum(passage.source_end - passage.source_start for passage in there)
    assert length == pytest.approx(lengths_there, rel=0.2, abs=300)
    assert bool(other_length) == bool(length)


@given(number=st.integers(0, 200))
@settings(max_examples=10, deadline=None)
def test_passages_are_in_order_and_apart(number):
    document = read(copy(10_000, 0.6, [number, number + 1], "25 % words").text)

    passages = align(document, read(report(number).text))

    assert all(one.end <= other.start for one, other in itertools.pairwise(passages))


def test_a_text_is_one_passage_of_itself():
    document = read(report(5).text)

    [overlap] = compare(document, {"itself": document})

    assert (overlap.share, len(overlap.passages)) == (1.0, 1)


def test_sources_come_by_the_share_copied():
    case = copy(10_000, 0.3, [5], "none")
    more = read(f"{case.text}\n{report(9).paragraphs[4].text}")

    found = compare(more, {number: read(report(number).text) for number in (9, 5, 7)})

    assert [overlap.source for overlap in found] == [5, 9]


def test_share_of_a_section_counts_what_stands_in_it():
    text = f"{HOST} {SOURCE}"
    document = read(text)
    passages = (Passage(len(HOST) + 1, len(text), 0, len(SOURCE), 1.0),)

    assert share_of(document, passages, 0, len(HOST)) == 0
    assert share_of(document, passages, len(HOST)) == 1
    assert share_of(document, passages) == pytest.approx(20 / 26)
    assert share_of(document, passages, 3, 3) == 0
