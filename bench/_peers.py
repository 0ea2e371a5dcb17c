"""The named peers: an exact numpy index over all shingles, datasketch and rensa.

Each gets the folded five-syllable phrases of our reader, for without folding all of them find nothing in a
disguised text; and each ranks in its own way, without any threshold of false alarms.
"""

from collections.abc import Iterable

import numpy as np

from phongtrao.similarity.engine import phrase_codes, read_syllables

SLOTS, THRESHOLD = 128, 0.1  # below 0.1 their tables refuse or take every pair for a likely one
BITS = 22


def phrases(text: str) -> np.ndarray:
    return np.unique(phrase_codes(read_syllables(text).codes, 5) >> np.uint64(24))


class Exact:
    """All shingles but the commonest in one sorted array, found by the bucket of their first bits."""

    def __init__(self, documents: Iterable[np.ndarray]) -> None:
        parts = [codes << np.uint64(24) | np.uint64(n) for n, codes in enumerate(documents)]
        self.postings = np.concatenate(parts)
        self.postings.sort()
        # With boilerplate in it every question would take a hundred times as long.
        begins = np.flatnonzero(np.diff(self.postings >> np.uint64(24), prepend=np.uint64(0)))
        sizes = np.diff(begins, append=len(self.postings))
        self.postings = self.postings[np.repeat(sizes < max(30, len(parts) / 200), sizes)]
        edges = np.arange((1 << BITS) + 1, dtype=np.float64) * 2.0 ** (64 - BITS)
        self.buckets = np.searchsorted(self.postings, edges[:-1].astype(np.uint64))
        self.buckets = np.append(self.buckets, len(self.postings))

    def first_three(self, codes: np.ndarray) -> list[int]:
        bucket = (codes >> np.uint64(40 - BITS)).astype(np.int64)
        first, after = self.buckets[bucket], self.buckets[bucket + 1]
        sizes = after - first
        at = np.arange(sizes.sum()) + np.repeat(first - np.cumsum(sizes) + sizes, sizes)
        found = self.postings[at]
        same = found >> np.uint64(24) == np.repeat(codes, sizes)
        held = np.bincount((found[same] & np.uint64((1 << 24) - 1)).astype(np.int64))
        return np.argsort(-held, kind="stable")[:3].tolist()


class Datasketch:
    def __init__(self, documents: Iterable[np.ndarray]) -> None:
        from datasketch import MinHashLSH  # noqa: PLC0415 -- slow import

        self.table = MinHashLSH(threshold=THRESHOLD, num_perm=SLOTS)
        self.hashes = []
        for number, codes in enumerate(documents):
            self.hashes.append(self.of(codes))
            self.table.insert(number, self.hashes[-1])

    def of(self, codes: np.ndarray):
        from datasketch import MinHash  # noqa: PLC0415 -- slow import

        hashed = MinHash(num_perm=SLOTS, hashfunc=int)
        hashed.update_batch((codes & np.uint64(0xFFFFFFFF)).tolist())
        return hashed

    def first_three(self, codes: np.ndarray) -> list[int]:
        asked = self.of(codes)
        found = self.table.query(asked)
        return sorted(found, key=lambda one: -asked.jaccard(self.hashes[one]))[:3]


class Rensa:
    def __init__(self, documents: Iterable[np.ndarray]) -> None:
        from rensa import RMinHashLSH  # noqa: PLC0415 -- slow import

        self.table = RMinHashLSH(threshold=THRESHOLD, num_perm=SLOTS, num_bands=64)
        self.hashes = []
        for number, codes in enumerate(documents):
            self.hashes.append(self.of(codes))
            self.table.insert(number, self.hashes[-1])

    def of(self, codes: np.ndarray):
        from rensa import RMinHash  # noqa: PLC0415 -- slow import

        hashed = RMinHash(num_perm=SLOTS, seed=1)
        hashed.update([str(code) for code in codes.tolist()])
        return hashed

    def first_three(self, codes: np.ndarray) -> list[int]:
        asked = self.of(codes)
        found = self.table.query(asked)
        return sorted(found, key=lambda one: -asked.jaccard(self.hashes[one]))[:3]
