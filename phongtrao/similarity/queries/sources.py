"""The likely sources of a text, from the postings."""

from dataclasses import dataclass

import numpy as np
from django.db import connection

from phongtrao.similarity.engine import Document, rank_sources
from phongtrao.similarity.engine.document import CODE_BITS
from phongtrao.similarity.engine.syllables import Codes
from phongtrao.similarity.models import IndexedText

_SPARE = np.uint64(CODE_BITS - 32)
_MIDDLE = 1 << 31  # PostgreSQL's four bytes have a sign
Thing = tuple[str, int]  # kind and key

_HOLDERS = """
    SELECT posting.code, text.id
      FROM unnest(%s::int[]) AS asked(code)
      JOIN similarity_posting AS posting USING (code)
      JOIN similarity_indexedtext AS text ON text.id = posting.text_id AND text.status = 'done'
     WHERE (text.kind, text.thing) IS DISTINCT FROM (%s, %s)
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that shares phrases: how many, and what share (0 to 1) of those asked about they weigh."""

    text: IndexedText
    shared: int
    share: float


def stored_codes(codes: Codes) -> list[int]:
    """As postings keep them: 32 bits of the 40. Among two million texts that is one chance hit in five."""
    stored: list[int] = (np.unique(codes >> _SPARE).astype(np.int64) - _MIDDLE).tolist()
    return stored


def likely_sources(
    document: Document, *, besides: Thing = ("", 0), limit: int = 10
) -> list[Source]:
    """At most ``limit`` texts to compare with, the likeliest first; none of the thing ``besides``."""
    asked = stored_codes(document.fingerprints.codes)
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, [asked, *besides])
        rows = np.array(cursor.fetchall(), np.int64).reshape(-1, 2)
    found = rows[np.argsort(rows[:, 0], kind="stable")]
    keys, owners = np.unique(found[:, 1], return_inverse=True)
    counts = np.bincount(np.searchsorted(asked, found[:, 0]), minlength=len(asked))
    all_texts = IndexedText.objects.filter(status=IndexedText.Status.DONE).count()
    ranked = rank_sources(owners, counts, all_texts, limit)
    texts = IndexedText.objects.in_bulk([int(keys[one.document]) for one in ranked])
    return [Source(texts[int(keys[one.document])], one.shared, one.share) for one in ranked]
