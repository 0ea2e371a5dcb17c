"""Whose texts are compared is said by the apps above: their kinds of text plug in here at start-up.

Similarity knows a text by its kind and its number. A text never changes: what is written anew is another
text, with a higher number, of the same thing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Arrival:
    """A text to be read: its ``number`` within its kind, the key of the ``thing`` it is the text of, and the
    day it was handed in (who was first is told by it)."""

    number: int
    thing: int
    day: date


@dataclass(frozen=True, slots=True)
class TextKind:
    """``arrivals(number, limit)``: the texts after this one, in rising order, at most ``limit``.
    ``texts(numbers)``: their words; one that is not there any more is left out.
    """

    key: str
    arrivals: Callable[[int, int], list[Arrival]]
    texts: Callable[[Collection[int]], dict[int, str]]


KINDS: dict[str, TextKind] = {}


def register(kind: TextKind) -> None:
    """Plug a kind of text in; a key taken by another kind is an error (ValueError)."""
    if KINDS.setdefault(kind.key, kind) != kind:
        raise ValueError(f"the kind of text {kind.key!r} is registered twice")
