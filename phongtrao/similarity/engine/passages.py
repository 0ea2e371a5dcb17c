"""Which passages of one text stand in another: seeds, runs, chains.

A seed is a phrase of three syllables that both texts hold. Seeds side by side make a run; runs in the same
order, with little between them, make a chain, and a chain with enough shared syllables is a passage. So a
replaced word or sentence stays inside its passage, and a moved paragraph is a passage of its own.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from phongtrao.similarity.engine.document import Document
from phongtrao.similarity.engine.phrases import phrase_codes
from phongtrao.similarity.engine.settings import DEFAULT, Settings
from phongtrao.similarity.engine.syllables import Codes, Flags, Places

# Bounds for bad input; a report of 20 pages reaches none of them.
_REPEATS = 16  # a phrase that stands more often than this in one text proves no place in it …
_SEEDS = 2_000_000  # … and in a book fewer, so that there are no more pairs of places than this
_RUNS = 20_000  # the most telling ones are looked at
_FAR = 1 << 30


@dataclass(frozen=True, slots=True)
class Passage:
    """``text[start:end]`` stands in the source as ``source[source_start:source_end]``; characters.

    ``likeness``: the share of its syllables, 0 to 1, that are the same.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    likeness: float

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class _Run:
    """``length`` syllables that are the same in both texts, ``telling`` of them; places in syllables."""

    first: int
    source_first: int
    length: int
    telling: int

    @property
    def after(self) -> int:
        return self.first + self.length

    @property
    def source_after(self) -> int:
        return self.source_first + self.length

    @property
    def offset(self) -> int:
        return self.source_first - self.first

    def distance(self, earlier: "_Run", settings: Settings) -> int:
        """How far behind an earlier one: syllables between, and more for each put in or taken out."""
        skipped = self.first - earlier.after
        drifted = self.offset - earlier.offset
        if min(skipped, skipped + drifted) < -settings.seed:
            return _FAR
        return max(skipped, skipped + drifted) + settings.drift * abs(drifted)


@dataclass(frozen=True, slots=True)
class _Chain:
    """Runs that follow each other in both texts. Two may meet in a syllable or two, counted for both."""

    runs: tuple[_Run, ...]

    @property
    def first(self) -> int:
        return self.runs[0].first

    @property
    def after(self) -> int:
        return self.runs[-1].after

    @property
    def source_first(self) -> int:
        return self.runs[0].source_first

    @property
    def source_after(self) -> int:
        return self.runs[-1].source_after

    @property
    def telling(self) -> int:
        return sum(run.telling for run in self.runs)

    @property
    def likeness(self) -> float:
        span = max(self.after - self.first, self.source_after - self.source_first)
        return min(1.0, sum(run.length for run in self.runs) / span)

    def is_beside(self, sure: list["_Chain"], settings: Settings) -> bool:
        """Whether a sure passage stands around it in both texts: a paragraph turned around."""
        return any(
            max(self.first - one.after, one.first - self.after) <= settings.around
            and abs(self.source_first - one.source_first) <= settings.around * 4
            for one in sure
        )


def align(
    document: Document, source: Document, settings: Settings = DEFAULT
) -> tuple[Passage, ...]:
    """The passages of ``document`` that stand in ``source``, in their order; none overlaps another."""
    runs = _runs(*_seeds(document, source, settings), document.telling, settings.seed)
    told = (one for one in _chains(runs, settings) if one.telling >= settings.beside)
    chains = [_without_loose_ends(chain, settings) for chain in told]
    chains = [one for one in chains if one.likeness >= settings.density]
    taken = bytearray(len(document.syllables))
    take = partial(_add, taken=taken, told=document.telling)
    sure = take(chains, settings.passage)
    weak = take([one for one in chains if one.is_beside(sure, settings)], settings.beside)
    found = sorted(sure + weak, key=lambda one: one.first)
    return tuple(_passage(chain, document, source) for chain in found)


def _seeds(document: Document, source: Document, settings: Settings) -> tuple[Places, Places]:
    """Where both texts hold the same phrase: its places here and there."""
    longest = max(len(document.syllables), len(source.syllables), 1)
    repeats = min(_REPEATS, max(1, _SEEDS // longest))
    codes, places = _phrases(document, settings.seed, repeats)
    source_codes, source_places = _phrases(source, settings.seed, repeats)
    first = np.searchsorted(source_codes, codes)
    counts = np.searchsorted(source_codes, codes, side="right") - first
    here = np.repeat(places, counts)
    offsets = np.arange(len(here)) - np.repeat(np.cumsum(counts) - counts, counts)
    return here, source_places[np.repeat(first, counts) + offsets]


def _phrases(document: Document, size: int, repeats: int) -> tuple[Codes, Places]:
    """All phrases, sorted by code, but those that repeat without end."""
    codes = phrase_codes(document.syllables.codes, size)
    places = np.argsort(codes, kind="stable")
    codes = codes[places]
    often = np.searchsorted(codes, codes, side="right") - np.searchsorted(codes, codes) > repeats
    return codes[~often], places[~often]


def _runs(here: Places, there: Places, telling: Flags, seed: int) -> list[_Run]:
    """Seeds that follow each other in both texts, joined; in the order of the text."""
    if not len(here):
        return []
    diagonal = there - here
    order = np.lexsort((here, diagonal))
    here, there, diagonal = here[order], there[order], diagonal[order]
    apart = (np.diff(diagonal) != 0) | (np.diff(here) > seed)
    begins = np.append(0, np.flatnonzero(apart) + 1)
    lasts = np.append(begins[1:], len(here)) - 1
    first, source_first = here[begins], there[begins]
    length = here[lasts] - first + seed
    told = np.append(0, np.cumsum(telling))
    columns = (first, source_first, length, told[first + length] - told[first])
    order = np.argsort(-columns[-1], kind="stable")[:_RUNS]
    order = order[np.lexsort((source_first[order], first[order]))]
    return [_Run(*row) for row in zip(*(column[order].tolist() for column in columns), strict=True)]


def _chains(runs: list[_Run], settings: Settings) -> list[_Chain]:
    """Each run joins the chain whose end is nearest, or begins one."""
    chains: list[list[_Run]] = []
    # Most runs are chance. Looking only at chains whose last run has much the same offset between the
    # texts, which is all that can be near, makes this linear.
    ends: defaultdict[int, list[list[_Run]]] = defaultdict(list)
    width = settings.gap // settings.drift + 1
    for run in runs:
        band = run.offset // width
        open_ = [chain for at in (band - 1, band, band + 1) for chain in ends.get(at, ())]
        distances = [run.distance(chain[-1], settings) for chain in open_]
        nearest = min(distances, default=_FAR)
        if nearest <= settings.gap:
            chain = open_[distances.index(nearest)]
            ends[chain[-1].offset // width].remove(chain)
            chain.append(run)
        else:
            chain = [run]
            chains.append(chain)
        ends[band] = [one for one in ends[band] if run.first - one[-1].after <= settings.gap]
        ends[band].append(chain)
    return [_Chain(tuple(chain)) for chain in chains]


def _without_loose_ends(chain: _Chain, settings: Settings) -> _Chain:
    """A short run far from the rest met it by chance."""
    runs = list(chain.runs)
    while len(runs) > 1 and runs[1].first - runs[0].after > settings.loose * runs[0].length:
        runs.pop(0)
    while len(runs) > 1 and runs[-1].first - runs[-2].after > settings.loose * runs[-1].length:
        runs.pop()
    return _Chain(tuple(runs))


def _add(chains: list[_Chain], telling: int, taken: bytearray, told: Flags) -> list[_Chain]:
    """The strongest chains first, each without what is taken already, while they tell enough.

    ``taken``: one byte for each syllable of the document; those of what is added are set.
    """
    added = []
    for chain in sorted(chains, key=lambda one: (-one.telling, one.first, one.source_first)):
        if chain.telling < telling:
            break
        rest = _Chain(tuple(_free(chain.runs, taken, told)))
        if rest.telling >= telling and 1 not in taken[rest.first : rest.after]:
            taken[rest.first : rest.after] = b"\1" * (rest.after - rest.first)
            added.append(rest)
    return added


def _free(runs: tuple[_Run, ...], taken: bytearray, told: Flags) -> Iterator[_Run]:
    """Without the edges another passage reaches over, as neighbours that share a syllable do."""
    for run in runs:
        edges = bytes(taken[run.first : run.after])
        skipped = len(edges) - len(edges.lstrip(b"\1"))
        first, after = run.first + skipped, run.first + len(edges.rstrip(b"\1"))
        if first == run.first and after == run.after:
            yield run
        elif first < after:
            telling = int(told[first:after].sum())
            yield _Run(first, run.source_first + skipped, after - first, telling)


def _passage(chain: _Chain, document: Document, source: Document) -> Passage:
    here, there = document.syllables, source.syllables
    return Passage(
        int(here.starts[chain.first]),
        int(here.ends[chain.after - 1]),
        int(there.starts[chain.source_first]),
        int(there.ends[chain.source_after - 1]),
        chain.likeness,
    )
