"""“If these two schools reach level 2”: the same total with other numbers of some units. S4-25"""

from dataclasses import dataclass
from decimal import Decimal

from phongtrao.indicators.access.totals import opened_among
from phongtrao.indicators.pages.totals import Reading, Result
from phongtrao.indicators.rolling import SCALE, share_needed
from phongtrao.orgs.models import Unit

MOST = 200  # units to choose from
PERCENT = 100


@dataclass(frozen=True, slots=True)
class WhatIf:
    """``units``: who does not say yes yet and may be chosen; ``then``: the total if the chosen did."""

    units: tuple[tuple[int, str], ...]
    chosen: frozenset[int]
    needed: int | None
    then: Reading | None

    @classmethod
    def of(cls, result: Result, asked: frozenset[int]) -> "WhatIf | None":
        """None for what is no yes or no of single units. The board is changed: ask this last."""
        if not result.goal.indicator.is_yes_no or result.now is None:
            return None
        now = result.now.total
        opened = opened_among(result.asked.user, _not_yet(result))
        names = Unit.objects.filter(pk__in=opened).order_by("sort_key")
        units = tuple(names.values_list("pk", "name")[:MOST])
        chosen = asked & {unit for unit, _name in units}
        needed = None
        if result.goal.target:
            goal = result.goal.target.value / PERCENT
            of_all = Decimal(now.asked)
            needed = share_needed(now.numerator, of_all, result.goal.target.comparator, goal)
        return cls(units, chosen, needed, _changed(result, chosen))


def _not_yet(result: Result) -> list[int]:
    """Units of the population that stand, without a number or with less than a whole one."""
    rolled, last = result.board.rolled, (0, len(result.board.periods) - 1)
    own = rolled.own()
    says_yes = (own.measured[last] > 0) & (own.numerators[last] >= own.denominators[last])
    waits = rolled.asked.due[last] & ~says_yes
    return [unit for unit, column in rolled.ground.forest.place.items() if waits[column]]


def _changed(result: Result, chosen: frozenset[int]) -> Reading | None:
    if not chosen:
        return None
    period = len(result.board.periods) - 1
    for unit in chosen:
        result.board.rolled.change(unit, (SCALE, SCALE), 0, period)
    return result.readings()[-1]
