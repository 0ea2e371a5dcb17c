"""On what numbers are added up: the forest of a day, and the units that ended before it.

Whoever ended counts where those stand that follow it, as ``orgs`` tells it: a merged unit at its heir, a
split one at each of its parts and once above them, one that nobody follows below the unit it stood under.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from phongtrao.indicators.rolling.forest import Counted, Forest


@dataclass(frozen=True, slots=True)
class Former:
    """A unit that ended. ``nodes``: where it counts; ``followers``: columns of all that came after it;
    ``ended``: the first period, by number, that was not over when it ended."""

    unit: int
    counted: Counted
    followers: tuple[int, ...]
    ended: int


@dataclass(frozen=True, eq=False)
class Ground:
    """Columns of every array: the forest in its order, then the formers in theirs."""

    forest: Forest
    formers: tuple[Former, ...] = ()

    @classmethod
    def of(
        cls,
        paths: Mapping[int, str],
        followed: Mapping[int, Collection[int]] | None = None,
        ended: Mapping[int, int] | None = None,
    ) -> "Ground":
        """``paths`` of those that stand; ``followed``: {unit that ended: those that follow it, or the
        unit it stood under}; ``ended``: {unit that ended: number of a period}, 0 where not said.

        Whoever leads to nobody that stands is left out: ``unplaced`` names them.
        """
        forest, followed, ended = Forest.of_paths(paths), followed or {}, ended or {}
        after = {unit: _after(unit, followed) for unit in followed if unit not in forest.place}
        placed = [unit for unit in sorted(after) if after[unit] & forest.place.keys()]
        column = forest.place | {unit: len(forest) + at for at, unit in enumerate(placed)}
        formers = tuple(
            Former(
                unit,
                forest.counted_at(_standing(unit, followed, forest)),
                tuple(sorted(column[one] for one in after[unit] if one in column)),
                ended.get(unit, 0),
            )
            for unit in placed
        )
        return cls(forest, formers)

    @property
    def width(self) -> int:
        return len(self.forest) + len(self.formers)

    @cached_property
    def column(self) -> dict[int, int]:
        """{unit: its column}, formers too."""
        behind = {former.unit: len(self.forest) + at for at, former in enumerate(self.formers)}
        return self.forest.place | behind

    def formers_of(self, column: int) -> list[int]:
        """Columns of the formers whose numbers may depend on what stands in the column."""
        ahead = len(self.forest)
        return [ahead + at for at, one in enumerate(self.formers) if column in one.followers]

    def nodes_of(self, column: int) -> Counted:
        """Where a column counts: a standing unit at its own place."""
        if column < len(self.forest):
            return self.forest.counted_at([int(self.forest.units[column])])
        return self.formers[column - len(self.forest)].counted


def _after(unit: int, followed: Mapping[int, Collection[int]]) -> set[int]:
    """All that came after the unit, however far."""
    found: set[int] = set()
    waiting = list(followed.get(unit, ()))
    while waiting:
        one = waiting.pop()
        if one not in found and one != unit:
            found.add(one)
            waiting.extend(followed.get(one, ()))
    return found


def _standing(unit: int, followed: Mapping[int, Collection[int]], forest: Forest) -> set[int]:
    """The nearest that stand on the ways from the unit: where it is counted."""
    found: set[int] = set()
    seen: set[int] = {unit}
    waiting = list(followed.get(unit, ()))
    while waiting:
        one = waiting.pop()
        if one in forest.place:
            found.add(one)
        elif one not in seen:
            seen.add(one)
            waiting.extend(followed.get(one, ()))
    return found
