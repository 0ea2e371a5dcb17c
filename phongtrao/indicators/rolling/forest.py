"""Units of a day as arrays: whoever stands below a unit stands right behind it (preorder)."""

import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counted:
    """Where a unit that ended counts: ``nodes`` of the forest and how often (1, or −1 where branches
    that both hold it meet), so that every unit above counts it exactly once."""

    nodes: Places
    weights: Places


@dataclass(frozen=True, eq=False)
class Forest:
    """``units`` are keys in preorder; ``parents`` are places in it, −1 at a root; the units at and below
    place ``i`` are ``units[i:ends[i]]``."""

    units: Places
    parents: Places
    ends: Places

    @classmethod
    def of_paths(cls, paths: Mapping[int, str]) -> "Forest":
        """{unit: “/1/17/4/”, the units above it and itself} → the forest.

        Text order of paths is a preorder: all paths that begin alike stand side by side.
        """
        units = sorted(paths, key=paths.__getitem__)
        place = {paths[unit]: at for at, unit in enumerate(units)}
        parents = np.full(len(units), -1, np.int64)
        ends = np.arange(1, len(units) + 1, dtype=np.int64)
        for at in range(len(units) - 1, -1, -1):
            path = paths[units[at]]
            above = place.get(path[: path.rindex("/", 0, -1) + 1], -1)
            parents[at] = above
            if above >= 0:
                ends[above] = max(ends[above], ends[at])
        return cls(np.array(units, np.int64), parents, ends)

    def __len__(self) -> int:
        return len(self.units)

    @cached_property
    def place(self) -> dict[int, int]:
        """{unit: its place}."""
        return {unit: at for at, unit in enumerate(self.units.tolist())}

    def sums(self, own: NDArray[np.int64]) -> NDArray[np.int64]:
        """(…, n) whole numbers of each unit → (…, n): the unit and all below it.

        One pass: what stands below a place is a stretch, and a stretch is the difference of two running
        sums. Exact, because the numbers are whole.
        """
        running = np.zeros((*own.shape[:-1], len(self) + 1), np.int64)
        np.cumsum(own, axis=-1, out=running[..., 1:])
        return running[..., self.ends] - running[..., :-1]

    def upwards(self, at: int) -> Iterator[int]:
        """The place itself and those above it, the nearest first."""
        while at >= 0:
            yield at
            at = int(self.parents[at])

    def below(self, at: int) -> range:
        """Places at and below a place."""
        return range(at, int(self.ends[at]))

    def children(self, at: int) -> list[int]:
        """Places right below a place, in order."""
        found, one = [], at + 1
        while one < self.ends[at]:
            found.append(one)
            one = int(self.ends[one])
        return found

    def counted_at(self, units: Collection[int]) -> Counted:
        """A unit that lives on in several (a split) counts at each, and once wherever they meet above.

        KeyError for a unit that does not stand.
        """
        places = sorted({self.place[unit] for unit in units})
        weights = dict.fromkeys(places, 1)
        for one, other in itertools.pairwise(places):
            where = self._meet(one, other)
            weights[where] = weights.get(where, 0) - 1
        weights.pop(-1, None)
        nodes, times = zip(*weights.items(), strict=True)
        return Counted(np.array(nodes, np.int64), np.array(times, np.int64))

    def _meet(self, one: int, other: int) -> int:
        """The lowest place above both (``one`` stands before ``other``); −1 in different trees."""
        return next((at for at in self.upwards(one) if self.ends[at] > other), -1)
