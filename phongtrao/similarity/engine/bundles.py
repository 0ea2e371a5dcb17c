"""Postings packed for a database: six bytes each, all of the codes that begin with the same bits in one bundle.

A row of its own would cost a posting sixty bytes, nine tenths of them the database's. A bundle is bytes without
any order, so that a text is added by appending; whoever asks gets a few strangers beside every holder, and
throws them away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from phongtrao.similarity.engine.document import CODE_BITS
from phongtrao.similarity.engine.phrases import NOTHING
from phongtrao.similarity.engine.syllables import Codes, Places

STORED_BITS = 35  # of a fingerprint; among two million texts one in forty phrases has a chance hit
_REST_BITS = np.uint64(16)
BUNDLES = 1 << (STORED_BITS - 16)  # of fingerprints; each further family of codes has as many
MEANING = 1  # the family of codes of meaning; fingerprints are the first, 0
_POSTING = np.dtype([("rest", "<u2"), ("text", "<u4")])
_SPARE = np.uint64(CODE_BITS - STORED_BITS)

Bytes: TypeAlias = "bytes | memoryview[int]"  # as a driver gives them
Bundle = tuple[int, Bytes]  # number and postings


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Two arrays of one length: ``texts[i]`` holds ``codes[i]``."""

    codes: Codes
    texts: Places

    def of(self, codes: Codes) -> "Postings":
        """Only those of these codes, which are sorted; in their order."""
        at = np.searchsorted(codes, self.codes)
        hits = np.flatnonzero(codes.take(at, mode="clip") == self.codes) if len(codes) else at[:0]
        hits = hits[np.argsort(at[hits], kind="stable")]
        return Postings(self.codes[hits], self.texts[hits])


def stored_codes(codes: Codes, family: int = 0) -> Codes:
    """As bundles keep them: the first 35 bits of 40, sorted and distinct. Families never meet."""
    stored = np.unique(codes >> _SPARE)
    return stored + np.uint64(family << STORED_BITS)


def engine_codes(stored: Codes) -> Codes:
    """Of the first family, with the bits that are not kept at zero: 40 bits again, as the engine's index has them."""
    return stored << _SPARE


def bundles_of(codes: Codes) -> list[int]:
    """The numbers of the bundles that may hold these codes, in rising order."""
    numbers: list[int] = np.unique(codes >> _REST_BITS).tolist()
    return numbers


def pack(held: Mapping[int, Codes]) -> list[Bundle]:
    """What is to be appended when texts, by their keys, hold these stored codes; in rising order."""
    texts = np.repeat(np.array(list(held), np.int64), [len(codes) for codes in held.values()])
    codes = np.concatenate([NOTHING, *held.values()])
    order = np.argsort(codes, kind="stable")
    postings = np.empty(len(codes), _POSTING)
    postings["rest"] = codes[order] & np.uint64(0xFFFF)
    postings["text"] = texts[order]
    numbers, begins = np.unique(codes[order] >> _REST_BITS, return_index=True)
    edges = np.append(begins, len(codes)) * _POSTING.itemsize
    packed = postings.tobytes()
    parts = (packed[begin:end] for begin, end in pairwise(edges.tolist()))
    return list(zip(numbers.tolist(), parts, strict=True))


def unpack(bundles: Iterable[Bundle]) -> Postings:
    bundles = list(bundles)
    postings = np.frombuffer(b"".join(packed for _, packed in bundles), _POSTING)
    sizes = [len(packed) // _POSTING.itemsize for _, packed in bundles]
    numbers = np.repeat(np.array([number for number, _ in bundles], np.uint64), sizes)
    codes = (numbers << _REST_BITS) | postings["rest"]
    return Postings(codes, postings["text"].astype(np.int64))


def without(packed: Bytes, texts: Places) -> bytes:
    """The postings of a bundle without those of these texts, which are sorted."""
    postings = np.frombuffer(packed, _POSTING)
    return postings[~np.isin(postings["text"], texts)].tobytes()
