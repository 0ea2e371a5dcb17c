"""A text against the index: its likely sources, each aligned with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from phongtrao.similarity.engine import Document, Overlap, compare, read_document
from phongtrao.similarity.kinds import KINDS
from phongtrao.similarity.models import IndexedText
from phongtrao.similarity.queries.common import codes_of, newest_common
from phongtrao.similarity.queries.sources import Thing, likely_sources

SHOWN = 3  # works of others, and as many of one's own; beyond them shares are chance
People = frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Copied:
    """A source and what the text has in common with it. ``is_own``: they have an author in common;
    ``is_later``: it was handed in after the text, which cannot have copied it."""

    source: IndexedText
    document: Document
    overlap: Overlap[int]
    is_own: bool
    is_later: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Of the text that is checked: kind and key of its thing, keys of the people who wrote it, its day."""

    thing: Thing = ("", 0)
    makers: People = frozenset()
    day: date = date.max


ANY = Asked()


def find_copies(words: str, asked: Asked = ANY) -> tuple[Document, list[Copied]]:
    """The text as it was read, and its sources with passages: at most three works of others, the largest
    share first, then as many later ones and as many of its own authors.
    """
    document = read_document(words, codes_of(newest_common()))
    texts = {one.text.pk: one.text for one in likely_sources(document, besides=asked.thing)}
    sources = read_sources(texts)
    return document, shown(compare(document, sources), texts, sources, asked)


def read_sources(texts: dict[int, IndexedText]) -> dict[int, Document]:
    common = codes_of(newest_common())
    return {key: read_document(words, common) for key, words in _words(texts).items()}


def shown(
    overlaps: Iterable[Overlap[int]],
    texts: dict[int, IndexedText],
    sources: dict[int, Document],
    asked: Asked,
) -> list[Copied]:
    """The first ones of each sort, the overlaps being ranked; keys are those of indexed texts."""
    wrote = _makers(texts.values())
    sorts: dict[tuple[bool, bool], list[Copied]] = {}
    for one in overlaps:
        text = texts[one.source]
        is_own, is_later = bool(asked.makers & wrote[text.pk]), _is_later(text, asked.day)
        copied = Copied(text, sources[one.source], one, is_own, is_later)
        sorts.setdefault((is_own, is_later), []).append(copied)
    return [one for sort in sorted(sorts) for one in sorts[sort][:SHOWN]]


def _is_later(source: IndexedText, day: date) -> bool:
    """What is only a source, an old work or a reference, was there before it came into the program."""
    return KINDS[source.kind].is_checked and source.day > day


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
