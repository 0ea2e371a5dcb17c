"""Sections that say the same in other words: candidates, never proof.

Whoever rewords changes verbs, order and small words; the terms of the matter stay, and stay near each other.
So the telling words of two syllables are learned from the archive itself (``learn_words``: syllables that
stand together far more often than chance has it, in few documents), pairs of them that stand close, whatever
their order, are fingerprints of meaning (``meaning_codes``), and in a likely source the sections with the most
words in common, weighed by rarity, are the answer (``reworded``).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from phongtrao.similarity.engine.document import CODE_BITS, Document
from phongtrao.similarity.engine.passages import Passage
from phongtrao.similarity.engine.phrases import NOTHING, is_in, phrase_codes
from phongtrao.similarity.engine.syllables import Codes, Flags, Places, mix

Weights = NDArray[np.float64]

_DOCUMENTS_LEAST, _DOCUMENTS_MOST = (
    5,
    0.1,
)  # a word stands in so many, and in no larger share of them
_LIFT = 8  # times as often together as by chance
_NEAR = 40  # syllables between the two words of a pair …
_NEIGHBOURS = 12  # … and so many words behind the first
_CODES = 400  # of one document; a book keeps those with the smallest hash, as its copy does

_SECTION, _STEP = 100, 20  # syllables
_LIKENESS = 0.5  # cosine of two sections, words weighed by rarity
_SHARED = 3  # different words both have
_SECTIONS = 1_500  # of one text that are looked at: a book's richest
_SENTENCE_END = re.compile(r"[.!?;:]\s|\n")
_REACH = 300  # characters a section grows by to whole sentences


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The telling words of an archive: ``codes`` sorted (phrases of two syllables), and how much each weighs,
    log(documents/documents with it)."""

    codes: Codes
    weights: Weights

    @property
    def packed(self) -> bytes:
        """Sixteen bytes a word, the low byte first; ``Words.unpacked`` reads them."""
        return self.codes.astype("<u8").tobytes() + self.weights.astype("<f8").tobytes()

    @classmethod
    def unpacked(cls, packed: bytes) -> "Words":
        half = len(packed) // 2
        return cls(np.frombuffer(packed[:half], "<u8"), np.frombuffer(packed[half:], "<f8"))


NO_WORDS = Words(NOTHING, np.empty(0))


def learn_words(documents: Iterable[Codes]) -> Words:
    """From the syllables of a sample; some 6,000 documents are enough, and 400 MB for half a minute."""
    texts = [codes for codes in documents if len(codes) > 1]
    if not texts:
        return NO_WORDS
    held = np.concatenate([np.unique(phrase_codes(codes, 2)) for codes in texts])
    words, holders = np.unique(held, return_counts=True)
    few = (holders >= _DOCUMENTS_LEAST) & (holders <= len(texts) * _DOCUMENTS_MOST)
    words, holders = words[few], holders[few]
    together = _lift(texts, words) >= _LIFT
    return Words(words[together], np.log(len(texts) / holders[together]))


def _lift(texts: list[Codes], words: Codes) -> Weights:
    """How many times more often than by chance the two syllables of each word stand side by side."""
    syllables, counts = np.unique(np.concatenate(texts), return_counts=True)
    times, expected = np.zeros(len(words)), np.ones(len(words))
    for codes in texts:
        pairs = phrase_codes(codes, 2)
        here = np.flatnonzero(is_in(words, pairs))
        at = np.searchsorted(words, pairs[here])
        np.add.at(times, at, 1)
        first, second = (np.searchsorted(syllables, codes[here + side]) for side in (0, 1))
        expected[at] = counts[first] * counts[second] / counts.sum()
    lift: Weights = times / expected
    return lift


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """The telling words of a text: the syllable each begins at, and its place among all words."""

    places: Places
    words: Places

    def within(self, first: int, after: int) -> "_Told":
        part = slice(*np.searchsorted(self.places, (first, after)).tolist())
        return _Told(self.places[part], self.words[part])

    def only(self, wanted: Places) -> "_Told":
        held = np.isin(self.words, wanted)
        return _Told(self.places[held], self.words[held])


def _told(document: Document, words: Words, besides: Iterable[Passage] = ()) -> _Told:
    free = document.telling & _free(document, besides)
    pairs = phrase_codes(document.syllables.codes, 2)
    places = np.flatnonzero(is_in(words.codes, pairs) & free[:-1] & free[1:])
    return _Told(places, np.searchsorted(words.codes, pairs[places]))


def _free(document: Document, besides: Iterable[Passage]) -> Flags:
    """For each syllable, whether it stands in none of these passages."""
    free = np.ones(len(document.syllables), np.bool_)
    for passage in besides:
        free[document.syllables.within(passage.start, passage.end)] = False
    return free


def meaning_codes(document: Document, words: Words, besides: Iterable[Passage] = ()) -> Codes:
    """Fingerprints of meaning, sorted, of 40 bits; without those of the passages ``besides``."""
    told = _told(document, words, besides)
    found = [NOTHING]
    for step in range(1, min(_NEIGHBOURS, len(told.places) - 1) + 1):
        apart = told.places[step:] - told.places[:-step]
        first, second = told.words[:-step], told.words[step:]
        near = (apart > 1) & (apart <= _NEAR) & (first != second)
        found.append(mix(words.codes[first[near]] + words.codes[second[near]]))
    codes = np.unique(np.concatenate(found) >> np.uint64(64 - CODE_BITS))
    # Scattered once more, so that the small ones are no bundle of their own.
    kept: Codes = np.sort(codes[np.argsort(mix(codes), kind="stable")[:_CODES]])
    return kept


def reworded(
    document: Document, source: Document, words: Words, besides: Iterable[Passage] = ()
) -> tuple[Passage, ...]:
    """Sections of both texts that share so many telling words that one may be the other said otherwise.

    In the order of the document, none over another or over the passages ``besides``. ``likeness`` is the cosine
    of their words, 0 to 1, of the sections they were found in.
    """
    free = _free(document, besides)
    mine, theirs = _told(document, words, besides), _told(source, words)
    both = np.intersect1d(mine.words, theirs.words)
    if len(both) < _SHARED:
        return ()
    here, there = _sections(mine, both, words), _sections(theirs, both, words)
    shared = here.holds @ there.holds.T
    likeness = (here.holds * words.weights[both] ** 2) @ there.holds.T
    likeness /= np.outer(here.norms, there.norms)
    likeness[shared < _SHARED] = 0
    pairs = _joined(list(_best(likeness, here.begins, there.begins)))
    found = []
    anywhere = np.ones(len(source.syllables), np.bool_)
    for pair in sorted(
        pairs, key=lambda one: (-one[4], one)
    ):  # the likest takes its sentences first
        for own, other in _common_parts(mine, theirs, pair, free):
            span = _span(document, own, free)
            free[document.syllables.within(*span)] = False
            found.append(Passage(*span, *_span(source, other, anywhere), pair[4]))
    return tuple(sorted(found, key=lambda one: one.start))


@dataclass(frozen=True, slots=True, eq=False)
class _Sections:
    """Windows over a text: where each begins, which of the words both texts have it holds, its length as a
    vector of all its words, each counted once."""

    begins: Places
    holds: Weights
    norms: Weights


def _sections(told: _Told, both: Places, words: Words) -> _Sections:
    begins = np.unique(np.maximum(0, told.places[:, None] // _STEP - np.arange(_SECTION // _STEP)))
    begins *= _STEP
    norms = _norms(told, begins, words)
    known = told.only(both)
    first, after = np.searchsorted(known.places, (begins, begins + _SECTION))
    rich = np.flatnonzero(after - first >= _SHARED)
    rich = np.sort(rich[np.argsort(first[rich] - after[rich], kind="stable")[:_SECTIONS]])
    holds = np.zeros((len(rich), len(both)))
    at = np.searchsorted(both, known.words)
    for row, window in enumerate(rich):
        holds[row, at[first[window] : after[window]]] = 1
    return _Sections(begins[rich], holds, norms[rich])


def _norms(told: _Told, begins: Places, words: Words) -> Weights:
    """A word counts in the windows it stands in, unless it stands in them once more farther back."""
    before = np.full(len(told.places), -1)
    order = np.argsort(told.words, kind="stable")
    same = np.flatnonzero(np.diff(told.words[order]) == 0)
    before[order[same + 1]] = told.places[order[same]]
    squares = words.weights[told.words] ** 2
    changes = np.zeros(len(begins) + 1)
    first = np.maximum(before, told.places - _SECTION)  # windows begin behind this …
    np.add.at(changes, np.searchsorted(begins, first, "right"), squares)
    np.add.at(changes, np.searchsorted(begins, told.places, "right"), -squares)  # … and not later
    norms: Weights = np.sqrt(np.maximum(np.cumsum(changes[:-1]), 0))
    return norms


_Pair = tuple[int, int, int, int, float]  # syllables, as in Passage


def _best(likeness: Weights, begins: Places, source_begins: Places) -> Iterator[_Pair]:
    """The likest sections, then the likest of the rest that do not touch them."""
    while likeness.size and (top := float(likeness.max())) >= _LIKENESS:
        row, column = np.unravel_index(int(likeness.argmax()), likeness.shape)
        start, source_start = int(begins[row]), int(source_begins[column])
        yield start, start + _SECTION, source_start, source_start + _SECTION, top
        likeness[np.abs(begins - start) < _SECTION] = 0


def _joined(pairs: list[_Pair]) -> list[_Pair]:
    """Sections side by side in both texts are one."""
    joined: list[_Pair] = []
    for pair in sorted(pairs):
        last = joined[-1] if joined else (-_SECTION * 9, -_SECTION * 9, 0, 0, 0.0)
        ahead = pair[2] - last[3]
        if pair[0] - last[1] <= _SECTION // 2 and -_SECTION // 2 <= ahead <= _SECTION // 2:
            joined[-1] = (last[0], pair[1], last[2], pair[3], min(last[4], pair[4]))
        else:
            joined.append(pair)
    return joined


def _common_parts(
    mine: _Told, theirs: _Told, pair: _Pair, free: Flags
) -> Iterator[tuple[_Told, _Told]]:
    """The words of the two sections that both have; in parts, where something taken stands in between."""
    here, there = mine.within(pair[0], pair[1]), theirs.within(pair[2], pair[3])
    walls = np.cumsum(~free[pair[0] : pair[1] + 1])
    open_ = free[here.places] & free[here.places + 1]
    at = walls[here.places - pair[0]]
    for wall in np.unique(at[open_]):
        kept = open_ & (at == wall)
        part = _Told(here.places[kept], here.words[kept])
        both = np.intersect1d(part.words, there.words)
        if len(both) >= _SHARED:
            yield part.only(both), there.only(both)


def _span(document: Document, told: _Told, free: Flags) -> tuple[int, int]:
    """From the first of the words to the last, and on to whole sentences as far as all is free."""
    syllables, text = document.syllables, document.text
    first, last = int(told.places[0]), int(told.places[-1]) + 1
    start, end = int(syllables.starts[first]), int(syllables.ends[last])
    near = syllables.within(max(0, start - _REACH), start)
    taken = near.start + np.flatnonzero(~free[near])
    reach = int(syllables.ends[taken[-1]]) if len(taken) else max(0, start - _REACH)
    before = [one.end() for one in _SENTENCE_END.finditer(text, reach, start)]
    near = syllables.within(end, end + _REACH)
    taken = near.start + np.flatnonzero(~free[near])
    reach = int(syllables.starts[taken[0]]) if len(taken) else end + _REACH
    behind = _SENTENCE_END.search(text, end, reach)
    return before[-1] if before else start, behind.start() + 1 if behind else end
