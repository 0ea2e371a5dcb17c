"""The likeliest words behind a row of misread ones: a beam search over trigrams and readings."""

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from phongtrao.reader.marks.ngrams import STOP, Context, Ngrams

Choices = Mapping[str, float]  # word → cost of its having been read as what stands there
_BEAM = 40
_KEPT = 14  # readings of one word that are looked at
_SURE = 2.5  # a word is sure when the next best in its place is e² times less likely


@dataclass(frozen=True, slots=True)
class Decoded:
    """One chosen word, and whether no other one came close in its place."""

    word: str
    is_sure: bool


def decode(row: Sequence[Choices], model: Ngrams) -> list[Decoded]:
    """For each place of ``row`` the word of the cheapest way through all of them."""
    narrowed = [_nearest(choices, model) for choices in row]
    words = _cheapest(narrowed, model)
    return [
        Decoded(word, _is_sure(place, words, narrowed[place], model))
        for place, word in enumerate(words)
    ]


def _nearest(choices: Choices, model: Ngrams) -> Choices:
    if len(choices) <= _KEPT:
        return choices
    ranked = sorted(choices, key=lambda word: choices[word] + model.cost_alone(word))
    return {word: choices[word] for word in ranked[:_KEPT]}


def _cheapest(row: Sequence[Choices], model: Ngrams) -> list[str]:
    beam: dict[Context, float] = {(STOP, STOP): 0.0}
    ways: list[dict[Context, Context]] = []  # by place: the last two words ← the two before
    for choices in row:
        costs: dict[Context, float] = {}
        way: dict[Context, Context] = {}
        for before, cost in beam.items():
            for word, read in choices.items():
                price = cost + read + model.cost(before, word)
                after = (before[1], word)
                if price < costs.get(after, math.inf):
                    costs[after], way[after] = price, before
        beam = dict(heapq.nsmallest(_BEAM, costs.items(), key=itemgetter(1)))
        ways.append(way)
    return _walk_back(min(beam, key=beam.__getitem__), ways)


def _walk_back(last: Context, ways: Sequence[Mapping[Context, Context]]) -> list[str]:
    words: list[str] = []
    for way in reversed(ways):
        words.append(last[1])
        last = way[last]
    return words[::-1]


def _is_sure(place: int, words: Sequence[str], choices: Choices, model: Ngrams) -> bool:
    """Whether every other word in this place, its neighbours as they are, would cost much more."""
    before = [STOP, STOP, *words[max(place - 2, 0) : place]][-2:]
    after = words[place + 1 : place + 3]

    def price(word: str) -> float:
        run = [*before, word, *after]
        steps = range(2, len(run))
        return choices[word] + sum(model.cost((run[i - 2], run[i - 1]), run[i]) for i in steps)

    chosen = price(words[place])
    return all(price(word) - chosen >= _SURE for word in choices if word != words[place])
