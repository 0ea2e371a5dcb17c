from datetime import date

import numpy as np
import pytest

from bench._copies import copy
from phongtrao.similarity.engine import (
    Cluster,
    Link,
    Settings,
    build_index,
    clusters_of,
    links_of,
    rank_sources,
)
from tests.similarity.corpus import SIZE, fingerprints, index, read


def codes(*numbers):
    return np.array(numbers, np.uint64) << np.uint64(20)


def test_candidates_hold_most_of_what_is_rare():
    # Code 1 is in every document, 2 and 3 in the last two, 4 in one.
    small = build_index([codes(1), codes(1, 2, 3), codes(1, 2, 3, 4)])

    found = small.candidates(codes(1, 2, 3, 4, 5))

    assert [(one.document, one.shared) for one in found] == [(2, 4), (1, 3), (0, 1)]
    assert 0 < found[2].share < found[1].share < found[0].share < 1


def test_candidates_equal_a_count_by_hand():
    asked = fingerprints()[7]
    holders = [[n for n, held in enumerate(fingerprints()) if code in held] for code in asked]
    owners = np.array([one for row in holders for one in row])
    counts = np.array([len(row) for row in holders])

    assert index().candidates(asked) == rank_sources(owners, counts, SIZE)
    assert index().candidates(asked)[0].document == 7


@pytest.mark.parametrize("documents", [[], [codes()], [codes(), codes(9)]])
def test_nobody_when_nothing_is_shared(documents):
    assert build_index(documents).candidates(codes(1, 2)) == []
    assert build_index(documents).candidates(codes()) == []


def test_no_more_candidates_than_asked_for():
    assert len(index().candidates(fingerprints()[7], limit=3)) == 3


def test_cluster_when_three_share_one_text():
    copies = [read(copy(10_000 + n, 0.6, [5]).text).fingerprints.codes for n in range(2)]
    documents = [*fingerprints(), *copies]
    days = [date(2025, 5, 1)] * SIZE + [date(2024, 5, 1), date(2026, 5, 1)]

    [cluster] = clusters_of(links_of(build_index(documents), documents, at_least=0.3), days)

    assert cluster.documents == (SIZE, 5, SIZE + 1)  # the earliest day first


def test_clusters_are_apart_when_no_link_joins_them():
    links = [Link(1, 2, 0.5), Link(2, 3, 0.4), Link(8, 7, 0.9)]
    days = dict.fromkeys(range(9), date(2025, 1, 1))

    assert clusters_of(links, days) == [
        Cluster((1, 2, 3), (links[0], links[1])),
        Cluster((7, 8), (links[2],)),
    ]


@pytest.mark.parametrize("wrong", [{"phrase": 0}, {"kept_one_in": 3}, {"density": 0}])
def test_settings_when_they_contradict_each_other(wrong):
    with pytest.raises(ValueError, match=r"need|power|between"):
        Settings(**wrong)
