"""What stands in which source: passages of several sources, and the shares that follow."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from phongtrao.similarity.engine.document import Document
from phongtrao.similarity.engine.passages import Passage, align
from phongtrao.similarity.engine.settings import DEFAULT, Settings
from phongtrao.similarity.engine.syllables import Flags

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Overlap(Generic[Key]):
    """What a document has in common with one source; ``share`` of its counted syllables, 0 to 1."""

    source: Key
    share: float
    passages: tuple[Passage, ...]


def compare(
    document: Document, sources: Mapping[Key, Document], settings: Settings = DEFAULT
) -> tuple[Overlap[Key], ...]:
    """Those of the sources that share passages, the largest share first; equal ones as they came."""
    found = ((key, align(document, source, settings)) for key, source in sources.items())
    overlaps = [
        Overlap(key, share_of(document, passages), passages) for key, passages in found if passages
    ]
    return tuple(sorted(overlaps, key=lambda one: -one.share))


def share_of(
    document: Document, passages: Iterable[Passage], start: int = 0, end: int | None = None
) -> float:
    """The share, 0 to 1, of the counted syllables that stand in any of the passages.

    Between the characters ``start`` and ``end``, for the share of a section; 0 where nothing counts.
    """
    part = document.syllables.within(start, len(document.text) if end is None else end)
    counted = document.counted[part]
    copied = counted & _within(document, passages)[part]
    return float(copied.sum() / counted.sum()) if counted.any() else 0.0


def _within(document: Document, passages: Iterable[Passage]) -> Flags:
    inside = np.zeros(len(document.syllables), np.bool_)
    for passage in passages:
        inside[document.syllables.within(passage.start, passage.end)] = True
    return inside
