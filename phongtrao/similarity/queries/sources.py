"""The likely sources of a text, from the postings."""

from dataclasses import dataclass

import numpy as np
from django.db import connection
from django.db.models import Max

from phongtrao.similarity.engine import Document, rank_sources
from phongtrao.similarity.engine.bundles import (
    BUNDLES,
    Postings,
    bundles_of,
    engine_codes,
    stored_codes,
    unpack,
)
from phongtrao.similarity.engine.syllables import Codes
from phongtrao.similarity.models import Bundle, IndexedText

_LOOKED_UP = 200  # the first ones, of which some are replaced already
Thing = tuple[str, int]  # kind and key

_BUNDLES = "SELECT number, postings FROM similarity_bundle WHERE number = ANY(%s::int[])"
# What was read again since the postings were fetched answers under its new key.
_ANSWERING = """
    SELECT t.id, coalesce(again.id, t.id) FROM similarity_indexedtext t
      LEFT JOIN similarity_indexedtext again
        ON t.status = 'replaced' AND again.status = 'done' AND (again.kind, again.number) = (t.kind, t.number)
     WHERE t.id = ANY(%s::int[]) AND (t.kind, t.thing) IS DISTINCT FROM (%s, %s)
       AND (t.status = 'done' OR again.id IS NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that shares phrases: how many, and what share (0 to 1) of those asked about they weigh."""

    text: IndexedText
    shared: int
    share: float


def likely_sources(
    document: Document, *, besides: Thing = ("", 0), limit: int = 10
) -> list[Source]:
    """At most ``limit`` texts to compare with, the likeliest first; none of the thing ``besides``."""
    return holders_of(stored_codes(document.fingerprints.codes), besides=besides, limit=limit)


def holders_of(codes: Codes, *, besides: Thing, limit: int) -> list[Source]:
    """Who holds the most of these stored codes, weighed by rarity."""
    found = postings_of(codes)
    keys, owners = np.unique(found.texts, return_inverse=True)
    if not len(keys):
        return []
    counts = np.bincount(np.searchsorted(codes, found.codes), minlength=len(codes))
    # Counting takes longer than all the rest; a logarithm does not mind who was replaced since.
    all_texts = IndexedText.objects.aggregate(last=Max("pk"))["last"]
    ranked = rank_sources(owners, counts, all_texts, _LOOKED_UP)
    by_key = {int(keys[one.document]): one for one in ranked}
    first = dict(list(answering_keys(list(by_key), besides).items())[:limit])
    texts = IndexedText.objects.in_bulk(list(first))
    return [Source(texts[now], by_key[was].shared, by_key[was].share) for now, was in first.items()]


def answering_keys(keys: list[int], besides: Thing) -> dict[int, int]:
    """{text that answers today: its key among these}, in the same order; each text once."""
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERING, [array_of(keys), *besides])
        answers = dict(cursor.fetchall())
    found: dict[int, int] = {}
    for key in keys:
        if key in answers:
            found.setdefault(answers[key], key)
    return found


def postings_of(codes: Codes) -> Postings:
    """The postings of these stored codes, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(_BUNDLES, [array_of(bundles_of(codes))])
        return unpack(cursor.fetchall()).of(codes)


def array_of(numbers: list[int]) -> str:
    """As PostgreSQL writes it: Django and the driver would look at every number."""
    return f"{{{','.join(map(str, numbers))}}}"


def all_fingerprints() -> dict[int, Codes]:
    """For bulk work, ``engine.build_index``: the fingerprints of every text that answers, by its key."""
    first = Bundle.objects.filter(number__lt=BUNDLES).values_list("number", "postings")
    kept = unpack(first.iterator())
    order = np.lexsort((kept.codes, kept.texts))
    codes, texts = engine_codes(kept.codes[order]), kept.texts[order]
    keys = np.unique(texts)
    edges = np.searchsorted(texts, keys)[1:]
    parts = dict(zip(keys.tolist(), np.split(codes, edges), strict=True)) if len(keys) else {}
    done = IndexedText.objects.filter(status=IndexedText.Status.DONE).order_by("pk")
    return {key: parts.get(key, codes[:0]) for key in done.values_list("pk", flat=True)}
