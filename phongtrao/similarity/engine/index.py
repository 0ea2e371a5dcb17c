"""Every fingerprint of every document in one sorted array, for bulk work.

A posting is one number: 40 bits of the fingerprint, then 24 bits of the document. Sorting the numbers is
building the index; a table of buckets over the first bits stands in for the binary search. Eight bytes a
posting: 20,000 reports are 70 MB.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from phongtrao.similarity.engine.document import CODE_BITS
from phongtrao.similarity.engine.phrases import NOTHING
from phongtrao.similarity.engine.syllables import Codes, Places

_DOCUMENT_BITS = np.uint64(64 - CODE_BITS)
_DOCUMENT = (np.uint64(1) << _DOCUMENT_BITS) - np.uint64(1)
_POSTINGS_A_BUCKET = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that shares phrases: how many, and what share (0 to 1) of all phrases asked about they
    weigh. A share says where to look; what was copied is said by ``passages.align``."""

    document: int
    shared: int
    share: float


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Immutable; built by ``build_index``. Documents are numbered in the order they were given."""

    documents: int
    postings: Codes  # sorted
    buckets: Places  # where the postings of each prefix begin, and the end
    shift: np.uint64  # a code without so many bits is its bucket

    def candidates(self, codes: Codes, limit: int = 10) -> list[Candidate]:
        """The likeliest sources of these fingerprints, at most ``limit``, the first one first."""
        return rank_sources(*self._holders(codes), self.documents, limit)

    def _holders(self, codes: Codes) -> tuple[Places, Places]:
        """Who holds each of the codes, one code after the other, and how many hold it."""
        bucket = (codes >> self.shift).astype(np.int64)
        first = self.buckets[bucket]
        sizes = self.buckets[bucket + 1] - first
        asked = np.repeat(np.arange(len(codes)), sizes)
        places = np.arange(len(asked)) + np.repeat(first - np.cumsum(sizes) + sizes, sizes)
        found = self.postings[places]
        hits = (found >> _DOCUMENT_BITS) == codes[asked]
        owners = (found[hits] & _DOCUMENT).astype(np.int64)
        return owners, np.bincount(asked[hits], minlength=len(codes))


def rank_sources(
    owners: Places, counts: Places, documents: int, limit: int = 10
) -> list[Candidate]:
    """Rank who holds the fingerprints asked about, wherever the postings come from.

    ``owners``: the documents that hold the first code, then those of the second …; ``counts``: how many
    hold each; ``documents``: how many there are in all. A phrase weighs by its rarity, log(documents/holders).
    """
    # Tried: only phrases with a neighbour of the same document. Chance phrases overlap as well, and a
    # copy with replaced words loses more than they do.
    weights = np.log((documents + 1) / np.maximum(counts, 1))
    shared = np.bincount(owners)
    weighed = np.bincount(owners, np.repeat(weights, counts)).astype(np.float64)
    return [
        Candidate(one, int(shared[one]), float(weighed[one] / weights.sum()))
        for one in _largest(weighed, limit)
    ]


def build_index(documents: Iterable[Codes]) -> Index:
    """An index over the fingerprints of each document; ValueError beyond 16 million documents."""
    parts = [
        (codes << _DOCUMENT_BITS) | np.uint64(number) for number, codes in enumerate(documents)
    ]
    if len(parts) > _DOCUMENT:
        raise ValueError("more documents than an index holds: cut it by province")
    postings = np.concatenate([NOTHING, *parts])
    postings.sort()
    bits = max(1, (len(postings) // _POSTINGS_A_BUCKET).bit_length())
    shift = np.uint64(CODE_BITS - bits)
    edges = np.arange(1 << bits, dtype=np.uint64) << (shift + _DOCUMENT_BITS)
    buckets = np.append(np.searchsorted(postings, edges), len(postings))
    return Index(len(parts), postings, buckets, shift)


def _largest(values: NDArray[np.float64], limit: int) -> list[int]:
    """Where the largest values above 0 stand, the largest first."""
    places = np.argpartition(-values, limit)[:limit] if len(values) > limit else values.argsort()
    ranked = places[np.lexsort((places, -values[places]))]
    return [int(place) for place in ranked if values[place] > 0]
