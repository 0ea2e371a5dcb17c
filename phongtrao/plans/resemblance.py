"""Which text of a list another one most resembles, by the words they share. No database.

Only proposes: a person confirms. Long words of offices (“tổ chức”, “thực hiện”) stand in most tasks, so a
word counts the less the more of the texts have it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, log

from phongtrao.lib.text import fold

LIKELY = 0.5  # share of common weight; two tasks of one plan that differ share about a third


@dataclass(frozen=True, slots=True)
class Match:
    """``key`` of the text it resembles; ``share`` of their weight in common, 0..1."""

    key: int
    share: float

    @property
    def percent(self) -> int:
        return int(self.share * 100)


def propose(texts: Mapping[int, str], among: Mapping[int, str]) -> dict[int, Match]:
    """For each text (by its key) the one it resembles most; none where nothing is like it enough."""
    bags = {key: _words(text) for key, text in among.items()}
    asked = {key: _words(text) for key, text in texts.items()}
    weights = _weights([*bags.values(), *asked.values()])
    found = {key: _best(words, bags, weights) for key, words in asked.items()}
    return {key: match for key, match in found.items() if match and match.share >= LIKELY}


def rank(text: str, among: Mapping[int, str]) -> list[Match]:
    """All of them, what resembles the text most first."""
    bags = {key: _words(other) for key, other in among.items()}
    words = _words(text)
    weights = _weights([*bags.values(), words])
    found = [Match(key, _share(words, other, weights)) for key, other in bags.items()]
    return sorted(found, key=lambda match: -match.share)


def _best(
    words: frozenset[str], bags: Mapping[int, frozenset[str]], weights: Mapping[str, float]
) -> Match | None:
    scored = (Match(key, _share(words, other, weights)) for key, other in bags.items())
    return max(scored, key=lambda match: match.share, default=None)


def _share(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    # fsum: the order of a set's words, another in every process, must not turn 100 % into 99 %.
    every = fsum(weights[word] for word in one | other)
    return fsum(weights[word] for word in one & other) / every if every else 0.0


def _weights(bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """Inverse document frequency, smoothed so that a word of all texts still counts a little."""
    counts = Counter(word for bag in bags for word in bag)
    return {word: log(1 + len(bags) / count) for word, count in counts.items()}


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())
