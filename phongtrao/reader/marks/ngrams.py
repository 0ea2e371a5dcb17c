"""Which words follow one another: a trigram model of administrative Vietnamese.

P(w | u v) mixes what was counted after “u v”, after “v” and at all, each trusted the more the
oftener its context was seen and the fewer different words followed it (Witten and Bell, 1991).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

STOP = "."  # stands for every end of a sentence, and for the beginning of the text
NUMBER = "#"  # stands for every number
_LETTERS = frozenset("àáảạèéẻẹìíỉịòóỏọôồốổỗộờởợùúủụừửữựýỷỹỵaeiouy")  # words of one letter
Context = tuple[str, str]
_UNKNOWN = 1e-7  # share of each single word that was never counted


class Ngrams:
    """``counts``: how often three words stood side by side, the shorter runs are sums of these."""

    def __init__(self, counts: Mapping[tuple[str, str, str], int]) -> None:
        self._three = dict(counts)
        self._two: Counter[tuple[str, str]] = Counter()
        self._one: Counter[str] = Counter()
        self._after_two: Counter[Context] = Counter()
        for (first, second, third), count in counts.items():
            self._two[second, third] += count
            self._one[third] += count
            self._after_two[first, second] += count
        self._after_one = _sums((pair[0], count) for pair, count in self._two.items())
        self._all = sum(self._one.values())
        self._kinds_two = Counter((first, second) for first, second, _ in counts)
        self._kinds_one = Counter(first for first, _ in self._two)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every word that was counted; numbers, stops and letters that are no word (“b)”) aside."""
        return tuple(word for word in self._one if len(word) > 1 or word in _LETTERS)

    def cost(self, context: Context, word: str) -> float:
        """−log P(word | the two words before it)."""
        return -math.log(self._share_after_two(context, word))

    def cost_alone(self, word: str) -> float:
        """−log P(word), whatever stands before it."""
        return -math.log(self._share(word))

    def _share_after_two(self, context: Context, word: str) -> float:
        total = self._after_two[context]
        lower = self._share_after_one(context[1], word)
        if not total:
            return lower
        kinds = self._kinds_two[context]
        return (self._three.get((*context, word), 0) + kinds * lower) / (total + kinds)

    def _share_after_one(self, before: str, word: str) -> float:
        total, lower = self._after_one[before], self._share(word)
        if not total:
            return lower
        kinds = self._kinds_one[before]
        return (self._two[before, word] + kinds * lower) / (total + kinds)

    def _share(self, word: str) -> float:
        return max(self._one[word] / self._all, _UNKNOWN)


def _sums(pairs: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for key, count in pairs:
        sums[key] += count
    return sums
