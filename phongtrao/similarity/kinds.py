"""Whose texts are compared is said by the apps above: their kinds of text plug in here at start-up.

Similarity knows a text by its kind and its number. A text never changes: what is written anew is another
text, with a higher number, of the same thing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.functional import Promise

Numbers = Collection[int]
Span = tuple[int, int]  # start and end, in characters


class Names(Protocol):
    """Names of people and units that tell whose a text is."""

    def spans(self, text: str) -> list[Span]:
        """Where they stand in words."""

    def cover(self, text: str) -> str:
        """The words without them."""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A text to be read: its ``number`` within its kind, the key of the ``thing`` it is the text of, and the
    day it was handed in (who was first is told by it; ``date.max``: nobody knows). ``moment``: of that day, where it
    is known."""

    number: int
    thing: int
    day: date
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """A text for somebody who may open it: whose it is, and where it is read."""

    by: str
    url: str


def _nothing(_numbers: Numbers) -> dict[int, Any]:
    return {}


def _unseen(_user: AbstractBaseUser, _numbers: Numbers) -> dict[int, Sight]:
    return {}


def _open(_user: AbstractBaseUser, _numbers: Numbers) -> set[int]:
    return set()


@dataclass(frozen=True, slots=True)
class TextKind:
    """What similarity asks a kind; each answer is by number, and leaves out what is not there any more.

    ``arrivals(number, limit)``: the texts after this one, in rising order, at most ``limit``.
    ``texts``: their words, without what is kept secret; ``titles``: what they are called.
    ``sights(user, numbers)``: those of them the user may open whole by rights of their own.
    ``makers``: keys of the people (``orgs.Person``) who wrote it; ``names``: what tells them.
    ``sections``: the parts of its words, if it has any.
    ``units``: the unit each comes from, by its key; ``veiled(user, numbers)``: those whose makers the user must
    not learn now, because of judging them without names.
    ``is_checked``: its texts are held against all others; otherwise they only serve as sources.
    """

    key: str
    label: str | Promise
    arrivals: Callable[[int, int], list[Arrival]]
    texts: Callable[[Numbers], dict[int, str]]
    titles: Callable[[Numbers], dict[int, str]] = _nothing
    sights: Callable[[AbstractBaseUser, Numbers], dict[int, Sight]] = _unseen
    makers: Callable[[Numbers], dict[int, frozenset[int]]] = _nothing
    names: Callable[[Numbers], dict[int, Names]] = _nothing
    sections: Callable[[Numbers], dict[int, list[Section]]] = _nothing
    units: Callable[[Numbers], dict[int, int]] = _nothing
    veiled: Callable[[AbstractBaseUser, Numbers], set[int]] = _open
    is_checked: bool = False


KINDS: dict[str, TextKind] = {}


def register(kind: TextKind) -> None:
    """Plug a kind of text in; a key taken by another kind is an error (ValueError)."""
    if KINDS.setdefault(kind.key, kind) != kind:
        raise ValueError(f"the kind of text {kind.key!r} is registered twice")
