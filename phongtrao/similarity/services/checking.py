"""A text against the index: its likely sources, each aligned with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from phongtrao.similarity.engine import Document, Overlap, compare, read_document
from phongtrao.similarity.kinds import KINDS
from phongtrao.similarity.models import IndexedText
from phongtrao.similarity.queries.common import codes_of, newest_common
from phongtrao.similarity.queries.sources import Thing, likely_sources

SHOWN = 3  # works of others, and as many of one's own; beyond them shares are chance
People = frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Copied:
    """A source and what the text has in common with it; ``is_own``: they have an author in common."""

    source: IndexedText
    document: Document
    overlap: Overlap[int]
    is_own: bool


def find_copies(
    words: str, *, besides: Thing = ("", 0), makers: People = frozenset()
) -> tuple[Document, list[Copied]]:
    """The text as it was read, and its sources with passages, the largest share first: at most three works
    of others and three of its own ``makers`` (keys of people).

    ``besides``: the kind and key of the thing the text itself belongs to.
    """
    common = codes_of(newest_common())
    document = read_document(words, common)
    likely = {one.text.pk: one.text for one in likely_sources(document, besides=besides)}
    sources = {key: read_document(words, common) for key, words in _words(likely).items()}
    wrote = _makers(likely.values())
    found = [
        Copied(likely[one.source], sources[one.source], one, bool(makers & wrote[one.source]))
        for one in compare(document, sources)
    ]
    others = [one for one in found if not one.is_own][:SHOWN]
    return document, others + [one for one in found if one.is_own][:SHOWN]


def _words(texts: dict[int, IndexedText]) -> dict[int, str]:
    """By key of the indexed text; what is gone is left out."""
    found = {
        (key, number): words
        for key, numbers in _by_kind(texts.values()).items()
        for number, words in KINDS[key].texts(numbers).items()
    }
    return {
        key: found[text.kind, text.number]
        for key, text in texts.items()
        if (text.kind, text.number) in found
    }


def _makers(texts: Iterable[IndexedText]) -> dict[int, People]:
    texts = list(texts)
    found = {
        (key, number): people
        for key, numbers in _by_kind(texts).items()
        for number, people in KINDS[key].makers(numbers).items()
    }
    return {text.pk: found.get((text.kind, text.number), frozenset()) for text in texts}


def _by_kind(texts: Iterable[IndexedText]) -> dict[str, list[int]]:
    """Numbers; a kind that is not plugged in any more is left out."""
    found: dict[str, list[int]] = {}
    for text in texts:
        if text.kind in KINDS:
            found.setdefault(text.kind, []).append(text.number)
    return found
