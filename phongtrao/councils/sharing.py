"""Sharing cases out among reviewers: no conflict, loads as equal as can be, who knows the field first. No Django.

A flow of least cost: every case asks for so many reviewers; the k-th sheet of a reviewer costs more than the one
before, so that loads come out equal; a case outside one's field costs about as much as one sheet more.

>>> share_out([Need(1, 1), Need(2, 1)], [Reviewer(7), Reviewer(8)], {(2, 8)})
[(1, 8), (2, 7)]
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import networkx as nx

# One sheet more weighs LOAD, a strange field STRANGE: knowledge is worth a difference of one sheet, not of two.
LOAD, STRANGE = 2, 3
NOBODY = 1_000_000  # a case left without a reviewer, only when no other way is open

SOURCE, SINK = ("source", 0), ("sink", 0)


@dataclass(frozen=True, slots=True)
class Need:
    """A case asks for ``reviewers`` more; ``area``: its field, empty where it has none."""

    case: int
    reviewers: int
    area: str = ""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """``load``: sheets in hand already; ``areas``: the fields one knows, none: all alike."""

    member: int
    load: int = 0
    areas: frozenset[str] = frozenset()

    def knows(self, area: str) -> bool:
        return not area or not self.areas or area in self.areas


def share_out(
    needs: Sequence[Need], reviewers: Sequence[Reviewer], barred: Collection[tuple[int, int]]
) -> list[tuple[int, int]]:
    """(case, member) pairs, in order. ``barred``: pairs that must not be, by conflict or because they are already.

    Cases that find too few reviewers get as many as there are. The same input gives the same answer.
    """
    wanted = sum(need.reviewers for need in needs)
    if not wanted or not reviewers:
        return []
    flow = nx.network_simplex(_graph(needs, reviewers, set(barred), wanted))[1]
    return sorted(
        (need.case, reviewer.member)
        for need in needs
        for reviewer in reviewers
        if _flows(flow, ("case", need.case), ("member", reviewer.member))
    )


def _flows(
    flow: dict[tuple[str, int], dict[tuple[str, int], dict[int, int]]],
    start: tuple[str, int],
    end: tuple[str, int],
) -> bool:
    return any(flow[start].get(end, {}).values())


def _graph(
    needs: Sequence[Need], reviewers: Sequence[Reviewer], barred: set[tuple[int, int]], wanted: int
) -> "nx.MultiDiGraph[tuple[str, int]]":
    graph: nx.MultiDiGraph[tuple[str, int]] = nx.MultiDiGraph()
    graph.add_node(SOURCE, demand=-wanted)
    graph.add_node(SINK, demand=wanted)
    for need in needs:
        case = ("case", need.case)
        graph.add_edge(SOURCE, case, capacity=need.reviewers, weight=0)
        graph.add_edge(case, SINK, capacity=need.reviewers, weight=NOBODY)
        for one in reviewers:
            if (need.case, one.member) not in barred:
                cost = 0 if one.knows(need.area) else STRANGE
                graph.add_edge(case, ("member", one.member), capacity=1, weight=cost)
    for one in reviewers:
        for capacity, cost in _rising(one.load, wanted, len(reviewers), len(needs)):
            graph.add_edge(("member", one.member), SINK, capacity=capacity, weight=cost)
    return graph


def _rising(load: int, wanted: int, reviewers: int, cases: int) -> Iterator[tuple[int, int]]:
    """Capacity and cost of each further sheet; beyond twice a fair share all cost alike, and too much."""
    fair = 2 * -(-wanted // reviewers) + 1
    for step in range(min(fair, cases)):
        yield 1, LOAD * (load + step)
    if cases > fair:
        yield cases - fair, LOAD * (load + cases)
