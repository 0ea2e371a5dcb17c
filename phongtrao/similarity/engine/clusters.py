"""Groups of documents that share one text, and who likely wrote it first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from phongtrao.similarity.engine.index import Index
from phongtrao.similarity.engine.syllables import Codes

_NEIGHBOURS = 40  # of one document; a larger group hangs together all the same


@dataclass(frozen=True, slots=True)
class Link:
    """``share`` (0 to 1) of what is telling in ``document`` stands in ``other``."""

    document: int
    other: int
    share: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Documents linked with each other; the first is the likely origin: it bears the earliest day."""

    documents: tuple[int, ...]
    links: tuple[Link, ...]


def links_of(index: Index, documents: Iterable[Codes], at_least: float) -> Iterator[Link]:
    """All against all: the links of every document in the order of the index.

    ``documents``: the fingerprints the index was built of, once more.
    """
    for number, codes in enumerate(documents):
        for found in index.candidates(codes, _NEIGHBOURS):
            if found.share >= at_least and found.document != number:
                yield Link(number, found.document, found.share)


def clusters_of(links: Iterable[Link], days: Mapping[int, Any] | Sequence[Any]) -> list[Cluster]:
    """The groups that hang together by links, the largest first; ``days`` says when each was handed in, by anything
    that has an order."""
    links = list(links)
    root = _roots(links)
    members: dict[int, set[int]] = {}
    inside: dict[int, list[Link]] = {}
    for link in links:
        members.setdefault(root[link.document], set()).update((link.document, link.other))
        inside.setdefault(root[link.document], []).append(link)
    clusters = [
        Cluster(tuple(sorted(group, key=lambda one: (days[one], one))), tuple(inside[at]))
        for at, group in members.items()
    ]
    return sorted(clusters, key=lambda one: (-len(one.documents), one.documents))


def _roots(links: Iterable[Link]) -> dict[int, int]:
    """For each linked document the one that stands for its group (union-find, paths halved)."""
    above: dict[int, int] = {}

    def top(one: int) -> int:
        above.setdefault(one, one)
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for link in links:
        one, other = sorted((top(link.document), top(link.other)))
        above[other] = one
    return {one: top(one) for one in list(above)}
