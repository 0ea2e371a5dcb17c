"""A text against the index: its likely sources, each aligned with it."""

from dataclasses import dataclass

from phongtrao.similarity.engine import Document, Overlap, compare, read_document
from phongtrao.similarity.kinds import KINDS
from phongtrao.similarity.models import IndexedText
from phongtrao.similarity.queries.common import codes_of, newest_common
from phongtrao.similarity.queries.sources import Thing, likely_sources

SHOWN = 3  # sources; beyond them shares are chance


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A source and what the text has in common with it."""

    source: IndexedText
    document: Document
    overlap: Overlap[int]


def find_copies(words: str, *, besides: Thing = ("", 0)) -> tuple[Document, list[Finding]]:
    """The text as it was read, and at most three sources with passages, the largest share first.

    ``besides``: the kind and key of the thing the text itself belongs to.
    """
    common = codes_of(newest_common())
    document = read_document(words, common)
    likely = {one.text.pk: one.text for one in likely_sources(document, besides=besides)}
    sources = {key: read_document(words, common) for key, words in _words(likely).items()}
    overlaps = compare(document, sources)[:SHOWN]
    return document, [Finding(likely[one.source], sources[one.source], one) for one in overlaps]


def _words(texts: dict[int, IndexedText]) -> dict[int, str]:
    """By key of the indexed text; what is gone is left out."""
    found = {
        (key, number): words
        for key, kind in KINDS.items()
        for number, words in kind.texts(
            [text.number for text in texts.values() if text.kind == key]
        ).items()
    }
    return {
        key: found[text.kind, text.number]
        for key, text in texts.items()
        if (text.kind, text.number) in found
    }
