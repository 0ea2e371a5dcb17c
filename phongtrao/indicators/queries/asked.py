"""Which indicators of a round a unit is asked: those whose targets are for units of its sort.

A kindergarten is not asked about pupils' science projects. An indicator without targets is asked of all.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from phongtrao.indicators.models import CollectionRound, Indicator, Target
from phongtrao.orgs.models import SchoolLevel, Unit

Traits = tuple[str, str | None, str, str]  # kind, type, level, area: of many units one


def traits_of(unit: Unit) -> Traits:
    return unit.kind, unit.type_id, unit.level, unit.area


@dataclass(frozen=True, slots=True)
class Asked:
    """Two queries for any number of units."""

    targets: Mapping[int, Sequence[Target]]  # by indicator, of its owner
    contains: Mapping[str, Sequence[str]]  # basic levels by level

    @classmethod
    def of(cls, indicators: Sequence[Indicator]) -> "Asked":
        targets: dict[int, list[Target]] = defaultdict(list)
        owners = {one.pk: one.owner_id for one in indicators}
        for row in Target.objects.filter(indicator__in=owners):
            if row.unit_id == owners[row.indicator_id]:
                targets[row.indicator_id].append(row)
        levels = SchoolLevel.objects.values_list("code", "contains") if targets else ()
        return cls(targets, dict(levels))

    def asks(self, indicator: Indicator, traits: Traits) -> bool:
        mine = self.targets.get(indicator.pk)
        return not mine or any(self._includes(target, traits) for target in mine)

    def _includes(self, target: Target, traits: Traits) -> bool:
        """As ``Populated.population`` says it in SQL."""
        kind, type_, level, area = traits
        if target.kinds and not {kind, type_} & set(target.kinds):
            return False
        if target.areas and area not in target.areas:
            return False
        if not target.levels or (target.kinds and not level):
            return True
        return bool({level, *self.contains.get(level, ())} & set(target.levels))


def expected_numbers(round_: CollectionRound, indicators: Sequence[Indicator]) -> dict[int, int]:
    """{indicator: how many units of the round are asked it}. Three queries."""
    asked = Asked.of(indicators)
    sorts: dict[Traits, int] = defaultdict(int)
    names = ("unit__kind", "unit__type__code", "unit__level", "unit__area")
    for kind, type_, level, area in round_.reports.values_list(*names):
        sorts[kind, type_, level, area] += 1
    return {
        one.pk: sum(n for traits, n in sorts.items() if asked.asks(one, traits))
        for one in indicators
    }
