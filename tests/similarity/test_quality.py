"""The whole way, on a small corpus; `make bench` asks the same of 20,000 documents (issue 7)."""

from statistics import mean

import pytest

from bench._copies import DISGUISES, REWORDED, clean, copy
from bench._reports import report
from bench.similarity import mask
from phongtrao.similarity.engine import compare
from tests.similarity.corpus import index, read

CASES = 6
NEW = 10_000


def check(text):
    document = read(text)
    found = index().candidates(document.fingerprints.codes)
    return compare(document, {one.document: read(report(one.document).text) for one in found})


@pytest.mark.parametrize("disguise", [one for one in DISGUISES if one != REWORDED])
def test_a_copy_of_ten_percent_is_found_and_marked(disguise):
    precisions, recalls = [], []
    for number in range(CASES):
        case = copy(NEW + number, 0.1, [number * 9], disguise)

        first, *_ = check(case.text)

        assert first.source == number * 9
        marked = mask(case, [(one.start, one.end) for one in first.passages])
        copied = mask(case, [(one.start, one.end) for one in case.truth])
        precisions.append((marked & copied).sum() / marked.sum())
        recalls.append((marked & copied).sum() / copied.sum())
    assert mean(precisions) >= 0.9
    assert mean(recalls) >= (0.6 if disguise == "1/3 reworded" else 0.85)


def test_three_sources_of_one_text_are_all_found():
    for number in range(CASES):
        sources = [number * 9, number * 9 + 1, number * 9 + 2]

        found = check(copy(NEW + number, 0.1, sources).text)

        assert {overlap.source for overlap in found[:3]} == set(sources)


def test_shares_are_those_copied():
    found = check(copy(NEW, 0.6, [5]).text)

    assert found[0].share == pytest.approx(0.6, abs=0.15)


def test_little_is_marked_in_an_honest_report():
    shares = [check(clean(NEW + number).text) for number in range(CASES * 2)]

    assert all(found[0].share < 0.05 for found in shares if found)
