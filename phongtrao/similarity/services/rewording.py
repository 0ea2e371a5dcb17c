"""Sections of a text that other texts say in other words: weaker evidence, shown apart from passages."""

from collections.abc import Collection

from phongtrao.similarity.engine import Document, Overlap, Passage, share_of
from phongtrao.similarity.engine.bundles import MEANING, stored_codes
from phongtrao.similarity.engine.meaning import meaning_codes, reworded
from phongtrao.similarity.queries.common import newest_common, words_of
from phongtrao.similarity.queries.sources import holders_of
from phongtrao.similarity.services.checking import ANY, Asked, Copied, read_sources, shown

LEAST = 4  # pairs of words in common; below that agreement is chance


def find_reworded(
    document: Document, literal: Collection[Passage], asked: Asked = ANY
) -> list[Copied]:
    """As ``find_copies``, but sections alike in meaning (their likeness is of terms) and clear of ``literal``.

    ``document`` and ``literal``: what ``find_copies`` gave, every passage of every source. Nothing is found
    before the index was first rebuilt: telling words are learned then.
    """
    words = words_of(newest_common())
    codes = stored_codes(meaning_codes(document, words, literal), MEANING)
    likely = holders_of(codes, besides=asked.thing, limit=10)
    texts = {one.text.pk: one.text for one in likely if one.shared >= LEAST}
    sources = read_sources(texts)
    found = {key: reworded(document, one, words, literal) for key, one in sources.items()}
    overlaps = [
        Overlap(key, share_of(document, sections), sections)
        for key, sections in found.items()
        if sections
    ]
    return shown(sorted(overlaps, key=lambda one: -one.share), texts, sources, asked)
