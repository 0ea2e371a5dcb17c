"""What each printed letter was read as: words side by side, then letters side by side, then counted.

The alignment and the counts improve one another (expectation maximisation with the best alignment
only, three rounds are enough): the first round knows no more than that a letter is read as its like.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher

from phongtrao.lib.text import nfc, strip_marks

Readings = Counter[tuple[str, str]]  # (letter, signs) → how often
Cost = Callable[[str, str], float]
_Way = tuple[float, tuple[tuple[str, str], ...]]

_LONGEST = 3
_ROUNDS = 4
_ALIKE = 0.3  # pairs of words less alike than this stand side by side by chance
_READABLE = 0.3  # a page with fewer words in common was not read at all
_FAR = 5.0  # cost for each letter beyond which two words are not the same word
_WORD = re.compile(r"[^\W\d_]+")
_AROUND = "“”\"'‘’()[]{}.,;:!?*"


def count_readings(pages: Iterable[tuple[str, str]]) -> Readings:
    """Count over pages of (what was printed, what was read)."""
    pairs = Counter(pair for printed, read in pages for pair in _pair_words(printed, read))
    cost: Cost = _first_guess
    readings: Readings = Counter()
    for _ in range(_ROUNDS):
        readings = _count(pairs, cost)
        cost = _cost_of(readings)
    return readings


def _pair_words(printed: str, read: str) -> Iterable[tuple[str, str]]:
    left, right = nfc(printed).split(), nfc(read).split()
    keys = [_key(word) for word in left], [_key(word) for word in right]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    if matcher.ratio() < _READABLE:
        return
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal" and (kind != "replace" or b - a != d - c):
            continue
        for one, other in zip(left[a:b], right[c:d], strict=True):
            one, other = one.strip(_AROUND), other.strip(_AROUND)  # noqa: PLW2901 -- what the words are
            if _WORD.fullmatch(one) and other and _is_alike(one, other):
                yield one, other


def _key(word: str) -> str:
    return re.sub(r"\W", "", strip_marks(word).lower())


def _is_alike(one: str, other: str) -> bool:
    return len(one) <= 2 or SequenceMatcher(None, _key(one), _key(other)).ratio() >= _ALIKE  # noqa: PLR2004 -- too short to tell


def _count(pairs: Counter[tuple[str, str]], cost: Cost) -> Readings:
    readings: Readings = Counter()
    for (printed, read), often in pairs.items():
        for step in _align(printed, read, cost):
            readings[step] += often
    return readings


def _align(printed: str, read: str, cost: Cost) -> Sequence[tuple[str, str]]:
    """The cheapest way to cut ``read`` so that each letter of ``printed`` has its piece; () if far."""
    ways: dict[int, _Way] = {0: (0.0, ())}
    for letter in printed:
        longer: dict[int, _Way] = {}
        for at, (so_far, way) in ways.items():
            for length in range(min(_LONGEST, len(read) - at) + 1):
                signs = read[at : at + length]
                price = so_far + cost(letter, signs)
                if at + length not in longer or price < longer[at + length][0]:
                    longer[at + length] = (price, (*way, (letter, signs)))
        ways = longer
    unknown: _Way = (math.inf, ())
    total, way = ways.get(len(read), unknown)
    return way if total < _FAR * len(printed) else ()


def _first_guess(letter: str, signs: str) -> float:
    if letter == signs:
        return 0.0
    if strip_marks(letter).lower() == strip_marks(signs).lower():
        return 0.5
    return (5.0, 3.0, 5.0, 8.0)[len(signs)]


def _cost_of(readings: Readings) -> Cost:
    totals: Counter[str] = Counter()
    for (letter, _), often in readings.items():
        totals[letter] += often

    def cost(letter: str, signs: str) -> float:
        if not totals[letter]:
            return _first_guess(letter, signs)
        return -math.log((readings[letter, signs] + 0.01) / (totals[letter] + 1))

    return cost
