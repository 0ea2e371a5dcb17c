"""Sections that say the same in other words."""

from functools import cache
from itertools import pairwise
from math import log

import numpy as np
import pytest

from bench._copies import clean, copy
from bench._reports import report
from bench.similarity import mask
from phongtrao.similarity.engine import phrase_codes, read_syllables
from phongtrao.similarity.engine.meaning import (
    NO_WORDS,
    Words,
    learn_words,
    meaning_codes,
    reworded,
)
from phongtrao.similarity.engine.passages import align
from phongtrao.similarity.models import IndexedText
from phongtrao.similarity.services.checking import Asked, find_copies
from phongtrao.similarity.services.indexing import note_arrivals, read_waiting, rebuild, sweep
from phongtrao.similarity.services.rewording import find_reworded
from tests.similarity.corpus import SIZE, read
from tests.similarity.shelf import KEY, Shelf, plugged

NEW = 10_000
REWORDED = "reworded"


@cache
def words():
    return learn_words(read_syllables(report(number).text).codes for number in range(SIZE))


def test_words_are_syllables_that_stand_together_in_few_texts():
    texts = ["an lành"] * 3 + ["cây bàng gù ở sân"] * 5 + ["sân an ở cây lành"] * 60

    learned = learn_words(read_syllables(text).codes for text in texts)

    assert learned.codes.tolist() == phrase_codes(read_syllables("Bang gu").codes, 2).tolist()
    assert learned.weights == pytest.approx([log(68 / 5)])


def test_words_survive_being_stored():
    again = Words.unpacked(words().packed)

    assert np.array_equal(again.codes, words().codes)
    assert np.array_equal(again.weights, words().weights)


def test_a_pair_of_words_is_the_same_in_any_order():
    learned = words()
    one, other = (report(at).paragraphs[6].text for at in (1, 2))

    codes = meaning_codes(read(f"{one} {other}"), learned)
    turned = meaning_codes(read(f"{other} {one}"), learned)

    assert len(set(codes.tolist()) & set(turned.tolist())) > len(codes) / 2


def test_what_is_said_otherwise_is_found_where_it_stands():
    found, right, marked = [], 0, 0
    for number in range(8):
        case = copy(NEW + number, 0.3, [number * 9], REWORDED)
        sections = reworded(read(case.text), read(report(number * 9).text), words())
        found.append(bool(sections))
        spans = mask(case, [(one.start, one.end) for one in sections])
        copied = mask(case, [(one.start, one.end) for one in case.truth])
        right += int((spans & copied).sum())
        marked += int(spans.sum())

    assert sum(found) >= 7
    assert right / marked >= 0.9


def test_two_honest_texts_have_no_section_in_common():
    pairs = [(read(clean(NEW + n).text), read(report(n).text)) for n in range(20)]

    assert sum(bool(reworded(one, other, words())) for one, other in pairs) <= 1


def test_nothing_is_said_of_what_stands_in_a_passage():
    text = report(3).text
    document = read(text)
    [section, *_] = reworded(document, document, words())

    assert reworded(document, document, words(), besides=[section]) != (section,)
    whole = [type(section)(0, len(text), 0, len(text), 1.0)]
    assert reworded(document, document, words(), besides=whole) == ()
    assert len(meaning_codes(document, words(), whole)) == 0


def test_sections_cover_neither_passages_nor_each_other():
    """Copies in part word by word, in part in other words; sections grow to whole sentences between them."""
    sections = 0
    for number in range(12):
        here = copy(NEW + number, 0.6, [number * 9], REWORDED).text
        source = report(number * 9).text
        middle = len(source) // 2
        text = here[: len(here) // 2] + source[middle : middle + 700] + here[len(here) // 2 :]
        document, other = read(text), read(source)
        passages = align(document, other)
        found = reworded(document, other, words(), passages)
        spans = sorted([(one.start, one.end) for one in (*found, *passages)])
        sections += len(found)

        assert passages
        assert all(one[1] <= after[0] for one, after in pairwise(spans)), number
        assert [one.start for one in found] == sorted(one.start for one in found)
    assert sections > 12


def test_a_word_counts_once_however_often_it_stands_in_a_section():
    text = "\n".join(f"{one.text} {one.text}" for one in report(3).paragraphs)
    document = read(text)

    found = reworded(document, document, words())

    assert [one.likeness for one in found] == pytest.approx([1.0] * len(found))
    assert found


@pytest.mark.parametrize("text", ["", "一二三", "a", "một " * 50_000])
def test_texts_that_tell_nothing_are_like_nothing(text):
    document = read(text)

    assert len(meaning_codes(document, words())) == 0
    assert reworded(document, read(report(1).text), words()) == ()
    assert len(meaning_codes(read(report(1).text), NO_WORDS)) == 0


def test_a_book_is_looked_at_in_bounded_time():
    book = read("\n".join(report(number).text for number in range(200)))

    assert len(meaning_codes(book, words())) == 400
    assert reworded(book, read(report(7).text), words())


@pytest.mark.django_db
def test_the_index_leads_to_what_was_reworded():
    with plugged(Shelf()) as shelf:
        for number in range(1, 121):
            shelf.words[number] = report(number).text
        note_arrivals(), read_waiting(), rebuild(), read_waiting(), sweep()
        case = copy(1_000, 0.6, [44], REWORDED)
        document, copies = find_copies(case.text)
        literal = [passage for one in copies for passage in one.overlap.passages]

        found = find_reworded(document, literal)

        assert found[0].source == IndexedText.objects.get(number=44, status="done")
        assert 0.05 < found[0].overlap.share < 0.6
        assert 44 not in [
            one.source.number for one in find_reworded(document, literal, Asked((KEY, 44)))
        ]
