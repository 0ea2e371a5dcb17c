"""A kind of text for tests: reports on a shelf, number by number."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from phongtrao.similarity.engine import read_document
from phongtrao.similarity.engine.bundles import unpack
from phongtrao.similarity.kinds import KINDS, Arrival, TextKind, register
from phongtrao.similarity.models import Bundle, IndexedText
from phongtrao.similarity.queries.common import codes_of, words_of
from phongtrao.similarity.services.indexing import codes_kept_of

KEY = "shelf"


@dataclass
class Shelf:
    """``words`` by number; the thing of a text is its number unless ``things`` says another."""

    words: dict[int, str] = field(default_factory=dict)
    things: dict[int, int] = field(default_factory=dict)
    day: date = date(2026, 11, 20)

    def arrivals(self, number: int, limit: int) -> list[Arrival]:
        later = sorted(one for one in self.words if one > number)[:limit]
        return [Arrival(one, self.things.get(one, one), self.day) for one in later]

    def texts(self, numbers: Collection[int]) -> dict[int, str]:
        return {one: self.words[one] for one in numbers if one in self.words}


@contextmanager
def plugged(shelf: Shelf) -> Iterator[Shelf]:
    register(TextKind(KEY, "Giá sách", shelf.arrivals, shelf.texts))
    try:
        yield shelf
    finally:
        del KINDS[KEY]


def answering() -> dict[int, IndexedText]:
    """The texts that answer, by number."""
    rows = IndexedText.objects.filter(status="done").select_related("common")
    return {row.number: row for row in rows}


def kept_codes() -> dict[int, list[int]]:
    """What the postings say, by number of the text; of every text that has one, whatever its state."""
    kept = unpack(Bundle.objects.values_list("number", "postings"))
    numbers = dict(IndexedText.objects.values_list("pk", "number"))
    return {
        numbers[key]: np.sort(kept.codes[kept.texts == key]).tolist()
        for key in np.unique(kept.texts).tolist()
    }


def right_codes(shelf: Shelf) -> dict[int, list[int]]:
    """What they should say of the texts that answer: each read anew."""
    return {
        number: codes_kept_of(
            read_document(shelf.words[number], codes_of(row.common)), words_of(row.common)
        ).tolist()
        for number, row in answering().items()
    }
