"""Which fact of a second reading is one a person has already dealt with. No database.

Printed numbers say nothing here (SX-02: a plan may use “III” twice): a fact is known by its section,
its words and its passage.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from phongtrao.lib.text import fold

ALIKE = 0.6  # share of common words; two items of one list share about a third
SAME_PASSAGE = 0.3  # added when the passages are the same words


@dataclass(frozen=True, slots=True)
class Trace:
    """What a fact leaves behind: its section, its words as read, its passage."""

    section: str
    text: str
    passage: str


def match_facts(kept: Sequence[Trace], fresh: Sequence[Trace]) -> dict[int, int]:
    """Place in ``fresh`` → place in ``kept``, each used once, the most alike first."""
    old_words, new_words = [_words(trace) for trace in kept], [_words(trace) for trace in fresh]
    scored = []
    for new, trace in enumerate(fresh):
        for old, other in enumerate(kept):
            score = _alike(new_words[new], old_words[old]) if other.section == trace.section else 0
            if score >= ALIKE:
                scored.append((-score, new, old))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _score, new, old in sorted(scored):
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return found


def _words(trace: Trace) -> tuple[frozenset[str], str]:
    return frozenset(fold(trace.text).split()), fold(trace.passage)


def _alike(one: tuple[frozenset[str], str], other: tuple[frozenset[str], str]) -> float:
    """Share of common words, and something more where the passage is the same."""
    every = len(one[0] | other[0])
    common = len(one[0] & other[0]) / every if every else 1.0
    return common + (SAME_PASSAGE if one[1] and one[1] == other[1] else 0.0)
