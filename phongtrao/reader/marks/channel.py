"""What a scanner that knows no Vietnamese makes of Vietnamese letters: ố → é, 6, o; ứ → tt, if, ir.

Each letter of a word was printed, each was read as nothing, one, two or three signs. How often as
which is counted (``letters.txt``); a walk over the tree of all known words finds those that may
have been read as the signs at hand, with −log of how likely that is.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from phongtrao.lib.text import strip_marks

_LONGEST = 3  # signs one letter is read as
_STRANGE = 9.0  # cost of a letter read as a sign it was never seen read as
_STRAY = 5.0  # cost of a sign that stands for no letter: a speck of dust
_WIDTH = 9.0  # words this much less likely than the best are not looked at
_LIMIT, _LIMIT_OF_A_SIGN = 9.0, 1.9  # beyond which nothing is left of what was read
_TRUST = 6.0  # readings of a letter weigh as much as those of its family (ô ố ồ …) from here on


@dataclass(slots=True)
class _Branch:
    """One place in the tree of words: the letters that may follow, the word that ends here."""

    following: dict[str, "_Branch"] = field(default_factory=dict)
    word: str = ""


class Channel:
    """``readings``: {(letter, signs): how often}; ``words``: what may have been printed, small letters."""

    def __init__(self, readings: Mapping[tuple[str, str], int], words: Iterable[str]) -> None:
        self._letters_of = _costs(readings)
        self._root = _Branch()
        for word in words:
            self._plant(word)

    def candidates(self, seen: str) -> dict[str, float]:
        """Words that may have been read as ``seen``, each with its cost; small letters."""
        is_capital = sum(sign.isupper() for sign in seen) > 1 and not any(map(str.islower, seen))
        return self._walk(seen, capitals=len(seen) if is_capital else int(seen[:1].isupper()))

    def _walk(self, seen: str, *, capitals: int) -> dict[str, float]:
        """The cheapest ways through the tree first; ``capitals``: how many letters are large."""
        found: dict[str, float] = {}
        limit = max(_LIMIT, _LIMIT_OF_A_SIGN * len(seen))
        count = 0
        heap: list[tuple[float, int, int, int, _Branch]] = [(0.0, 0, 0, 0, self._root)]
        reached: dict[tuple[int, int], float] = {}
        while heap:
            cost, _, at, depth, branch = heapq.heappop(heap)
            if cost > limit:
                break
            if reached.setdefault((at, id(branch)), cost) < cost:
                continue
            if at == len(seen) and branch.word and branch.word not in found:
                found[branch.word] = cost
                limit = min(limit, cost + _WIDTH)
            for length, price, deeper in self._steps(seen, at, branch, large=depth < capitals):
                count += 1
                down = depth + (deeper is not branch)
                heapq.heappush(heap, (cost + price, count, at + length, down, deeper))
        return found

    def _steps(
        self, seen: str, at: int, branch: _Branch, *, large: bool
    ) -> Iterable[tuple[int, float, _Branch]]:
        """(signs taken, cost, branch reached) of every step from here."""
        if at < len(seen):
            yield 1, _STRAY, branch
        for length in range(min(_LONGEST, len(seen) - at) + 1):
            prices = self._letters_of.get(seen[at : at + length], {})
            for letter, deeper in branch.following.items():
                price = prices.get(letter.upper() if large else letter)
                if price is not None:
                    yield length, price, deeper
                elif length == 1:
                    yield length, _STRANGE, deeper

    def _plant(self, word: str) -> None:
        branch = self._root
        for letter in word:
            branch = branch.following.setdefault(letter, _Branch())
        branch.word = word


def _costs(readings: Mapping[tuple[str, str], int]) -> Mapping[str, Mapping[str, float]]:
    """{signs: {letter: −log P(signs | letter)}}: a rare letter borrows from its family (ớ from o, ơ, ờ …)."""
    totals: Counter[str] = Counter()
    of_family: dict[str, Counter[str]] = defaultdict(Counter)
    for (letter, signs), count in readings.items():
        totals[letter] += count
        of_family[_family(letter)][signs] += count
    costs: dict[str, dict[str, float]] = defaultdict(dict)
    for letter, total in totals.items():
        family = of_family[_family(letter)]
        for signs, count in family.items():
            borrowed = _TRUST * count / family.total()
            share = (readings.get((letter, signs), 0) + borrowed) / (total + _TRUST)
            costs[signs][letter] = -math.log(share)
    return costs


def _family(letter: str) -> str:
    """Letters that are misread alike: ô ố ồ …, but not o, which is read as it is."""
    plain = strip_marks(letter)
    return plain if plain == letter else f"marked {plain}"
