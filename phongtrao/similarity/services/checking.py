"""A text against the index: its likely sources, each aligned with it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from phongtrao.lib.text import fold
from phongtrao.similarity.engine import Document, Overlap, compare, read_document
from phongtrao.similarity.kinds import KINDS, Numbers, TextKind
from phongtrao.similarity.models import IndexedText
from phongtrao.similarity.queries.common import codes_of, newest_common
from phongtrao.similarity.queries.sources import Thing, likely_sources

SHOWN = 3  # works of others, and as many of one's own; beyond them shares are chance
FEW = 30  # syllables that count; of fewer a share says nothing
People = frozenset[int]
T = TypeVar("T")


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
    """Of the text that is checked: kind and key of its thing, keys of the people who wrote it, its day, and the
    moment of it where that is known."""

    thing: Thing = ("", 0)
    makers: People = frozenset()
    day: date = date.max
    moment: datetime | None = None


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
    found = _ask(texts.values(), lambda kind: kind.texts)
    return {key: read_document(words, common) for key, words in found.items()}


def shown(
    overlaps: Iterable[Overlap[int]],
    texts: dict[int, IndexedText],
    sources: dict[int, Document],
    asked: Asked,
) -> list[Copied]:
    """The first works of each sort, the overlaps being ranked; keys are those of indexed texts."""
    wrote = _makers(texts.values())
    sorts: dict[tuple[bool, bool], list[Copied]] = {}
    for one in overlaps:
        text = texts[one.source]
        is_own, is_later = bool(asked.makers & wrote[text.pk]), _is_later(text, asked)
        copied = Copied(text, sources[one.source], one, is_own, is_later)
        sorts.setdefault((is_own, is_later), []).append(copied)
    works = _works(texts.values(), sources, wrote)
    return [one for sort in sorted(sorts) for one in _first(sorts[sort], works)]


def _first(ranked: list[Copied], works: dict[int, object]) -> list[Copied]:
    """Every text of the first works: files and copies of one take no place from another."""
    first = list(dict.fromkeys(works[one.source.pk] for one in ranked))[:SHOWN]
    return [one for one in ranked if works[one.source.pk] in first]


def _works(
    texts: Collection[IndexedText], sources: dict[int, Document], wrote: dict[int, People]
) -> dict[int, object]:
    """By key of the indexed text, what is equal for texts of one work: those with the same words, or the same title
    and authors."""
    titles = _ask(texts, lambda kind: kind.titles)
    works: dict[object, object] = {}
    found: dict[int, object] = {}
    for text in texts:
        people = wrote[text.pk]
        own = (people, fold(titles[text.pk])) if people and text.pk in titles else text.pk
        words = sources[text.pk].text if text.pk in sources else text.pk
        found[text.pk] = works.setdefault(words, works.setdefault(own, own))
    return found


def _is_later(source: IndexedText, asked: Asked) -> bool:
    """An old work or a reference of unknown day was there before; two of one day count against each other unless
    the moments of both are known, and are two."""
    if source.day == asked.day and source.moment and asked.moment:
        return asked.moment < source.moment
    return asked.day < source.day < date.max


def _makers(texts: Iterable[IndexedText]) -> dict[int, People]:
    texts = list(texts)
    found = _ask(texts, lambda kind: kind.makers)
    return {text.pk: found.get(text.pk, frozenset()) for text in texts}


def _ask(
    texts: Collection[IndexedText], what: Callable[[TextKind], Callable[[Numbers], dict[int, T]]]
) -> dict[int, T]:
    """What the kinds answer, by key of the indexed text; what is gone is left out."""
    found = {
        (key, number): answer
        for key, numbers in _by_kind(texts).items()
        for number, answer in what(KINDS[key])(numbers).items()
    }
    return {
        text.pk: found[text.kind, text.number]
        for text in texts
        if (text.kind, text.number) in found
    }


def _by_kind(texts: Iterable[IndexedText]) -> dict[str, list[int]]:
    """Numbers; a kind that is not plugged in any more is left out."""
    found: dict[str, list[int]] = {}
    for text in texts:
        if text.kind in KINDS:
            found.setdefault(text.kind, []).append(text.number)
    return found
