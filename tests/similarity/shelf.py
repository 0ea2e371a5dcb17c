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
    numbers = dict(IndexedText.objects.values_list("pk", "number"))
    return {numbers[key]: codes for key, codes in codes_by_text().items()}


def codes_by_text() -> dict[int, list[int]]:
    """The same by key of the indexed text."""
    kept = unpack(Bundle.objects.values_list("number", "postings"))
    order = np.lexsort((kept.codes, kept.texts))
    keys, edges = np.unique(kept.texts[order], return_index=True)
    parts = np.split(kept.codes[order], edges[1:])
    return {key: codes.tolist() for key, codes in zip(keys.tolist(), parts, strict=False)}


def right_codes(shelf: Shelf) -> dict[int, list[int]]:
    """What they should say of the texts that answer: each read anew."""
    return {number: codes_anew(shelf.words[number], row) for number, row in answering().items()}


def codes_anew(words: str, row: IndexedText) -> list[int]:
    document = read_document(words, codes_of(row.common))
    return np.sort(codes_kept_of(document, words_of(row.common))).tolist()
