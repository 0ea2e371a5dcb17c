"""Units dealt out among those who verify: as many for each, a commune whole where wanted. No Django.

>>> deal([(1, 2, 3), (4,), (5,)], [7, 8], held={}, conflicts={})
{1: 7, 2: 7, 3: 7, 4: 8, 5: 8}
>>> deal([(1, 2)], [7, 8], held={}, conflicts={7: {1}})  # 7 works at 1
{1: 8, 2: 8}
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

Lot = tuple[int, ...]  # units that stay together: one, or those of a commune


def deal(
    lots: Iterable[Lot],
    people: Sequence[int],
    *,
    held: Mapping[int, int],
    conflicts: Mapping[int, AbstractSet[int]],
) -> dict[int, int]:
    """unit → person. Large lots first, each to whoever has least; ``held``: what they have already.

    Nobody gets a unit it works at (``conflicts``): the lot goes to another, and where all are in the way it
    is dealt unit by unit. A unit that nobody may have is left out.
    """
    loads = {one: held.get(one, 0) for one in people}
    given: dict[int, int] = {}
    for lot in sorted(lots, key=len, reverse=True):
        is_free_for_one = bool(_free(lot, people, conflicts))
        for part in [lot] if is_free_for_one else [(unit,) for unit in lot]:
            if free := _free(part, people, conflicts):
                chosen = min(free, key=lambda one: loads[one])
                loads[chosen] += len(part)
                given |= dict.fromkeys(part, chosen)
    return given


def _free(lot: Lot, people: Sequence[int], conflicts: Mapping[int, AbstractSet[int]]) -> list[int]:
    return [one for one in people if not conflicts.get(one, frozenset()) & set(lot)]
