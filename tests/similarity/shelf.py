"""A kind of text for tests: reports on a shelf, number by number."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from phongtrao.similarity.engine import read_document
from phongtrao.similarity.kinds import KINDS, Arrival, TextKind, register
from phongtrao.similarity.models import IndexedText
from phongtrao.similarity.queries.common import codes_of
from phongtrao.similarity.queries.sources import stored_codes

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
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT text.number, array_agg(posting.code ORDER BY posting.code)
              FROM similarity_posting posting JOIN similarity_indexedtext text ON text.id = text_id
             GROUP BY text.id
        """)
        return dict(cursor.fetchall())


def right_codes(shelf: Shelf) -> dict[int, list[int]]:
    """What they should say of the texts that answer: each read anew."""
    return {
        number: stored_codes(
            read_document(shelf.words[number], codes_of(row.common)).fingerprints.codes
        )
        for number, row in answering().items()
    }
