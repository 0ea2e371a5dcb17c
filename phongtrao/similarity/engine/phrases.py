"""Phrases of a few syllables in a row, as numbers; and those that are nobody's own."""

from collections.abc import Iterable

import numpy as np

from phongtrao.similarity.engine.settings import DEFAULT, Settings
from phongtrao.similarity.engine.syllables import Codes, Flags, Places, mix

NOTHING: Codes = np.empty(0, np.uint64)
_BASE = np.uint64(0xD1342543DE82EF95)


def phrase_codes(codes: Codes, size: int) -> Codes:
    """One code for every ``size`` syllables in a row; none of a shorter text."""
    count = max(0, len(codes) - size + 1)
    total = np.zeros(count, np.uint64)
    for offset in range(size):
        total = total * _BASE + codes[offset : offset + count]
    return mix(total)


def whole(flags: Flags, size: int) -> Flags:
    """For each phrase whether all of its syllables are flagged."""
    count = max(0, len(flags) - size + 1)
    every = np.ones(count, np.bool_)
    for offset in range(size):
        every &= flags[offset : offset + count]
    return every


def learn_common(documents: Iterable[Codes], settings: Settings = DEFAULT) -> Codes:
    """The phrases that many documents share, sorted, from all ``phrase_codes`` of a sample of them.

    Some 6,000 documents drawn by chance are enough, and 150 MB. Phrases of a form that must be used are
    common by order: unite them with these (``numpy.union1d``).
    """
    distinct = [np.unique(codes) for codes in documents]
    codes, counts = np.unique(np.concatenate([NOTHING, *distinct]), return_counts=True)
    least = max(settings.common_least, len(distinct) * settings.common_share)
    return codes[counts >= least]


def is_in(known: Codes, codes: Codes) -> Flags:
    """For each code whether it is among the ``known``, which are sorted."""
    if not len(known):
        return np.zeros(len(codes), np.bool_)
    return np.equal(known.take(np.searchsorted(known, codes), mode="clip"), codes)


def covered(begins: Places, lengths: Places | int, size: int) -> Flags:
    """For each of ``size`` syllables whether one of these spans covers it."""
    change = np.bincount(begins, minlength=size + 1) - np.bincount(
        begins + lengths, minlength=size + 1
    )
    return np.cumsum(change[:size]) > 0
