"""What indicators come to at a unit and below it, as of a day, from the blocks alone.

A ``Board`` is one roll-up: some countings (an indicator, of whom) over some periods on the tree of one day.
Everything the pages show of it, totals, rows below, what if, is read from it without another query.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q
from psycopg import Cursor
from psycopg.rows import tuple_row

from phongtrao.indicators.models import CollectionRound, Indicator, Target, UnitReport
from phongtrao.indicators.rolling import (
    Asked,
    Ground,
    How,
    Rolled,
    Rule,
    Side,
    Total,
    roll_up,
    unpack,
)
from phongtrao.indicators.rolling.cells import Cells, Mask
from phongtrao.lib.periods import Period
from phongtrao.orgs.models import Line, Unit
from phongtrao.orgs.queries import endings, tree_as_of
from phongtrao.plans.periods import read_period

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Counting:
    """An indicator, of whom. ``is_named``: the population is named, so all of it should have a number;
    otherwise only who was asked in a round. ``part``: of its numbers that part alone."""

    indicator: Indicator
    population: Q
    is_named: bool
    part: str = ""

    @classmethod
    def of_target(cls, target: Target) -> "Counting":
        named = bool(target.kinds or target.levels or target.areas)
        return cls(target.indicator, target.population(), named)

    @classmethod
    def of_all(cls, indicator: Indicator) -> "Counting":
        return cls(indicator, Q(), is_named=False)


@dataclass(frozen=True, slots=True)
class Board:
    """Indicators are named by the place of their counting, periods by their place in ``periods``."""

    unit: Unit
    countings: tuple[Counting, ...]
    periods: tuple[Period, ...]
    rolled: Rolled

    def total(self, counting: int, period: int, unit: int | None = None) -> Total:
        """Of a unit of the tree; of the one it was asked for."""
        return self.rolled.at(unit or self.unit.pk, counting, period)

    def value(self, counting: int, total: Total) -> Decimal | None:
        return shown(self.countings[counting].indicator, total)

    def children(self, unit: int | None = None) -> list[int]:
        """Units right below, in no order."""
        forest = self.rolled.ground.forest
        places = forest.children(forest.place[unit or self.unit.pk])
        return [int(forest.units[place]) for place in places]

    def formers(self) -> list[int]:
        """Units that ended and whose past counts at the unit itself."""
        place = self.rolled.ground.forest.place[self.unit.pk]
        return [
            former.unit
            for former in self.rolled.ground.formers
            if (place, 1) in zip(former.counted.nodes, former.counted.weights, strict=True)
        ]


def shown(indicator: Indicator, total: Total) -> Decimal | None:
    """In the indicator's unit of measure: the share of sums as a percentage where it is one."""
    value = total.value
    is_share = total.rule.how is How.RATIO and indicator.is_percent
    return value * PERCENT if value is not None and is_share else value


def rule_of(indicator: Indicator) -> Rule:
    return Rule(How(indicator.rolling), indicator.is_cumulative)


def year_of(period: Period) -> int:
    """The year a period belongs to on the path to a goal: the one it ends in."""
    return period.end.year


def periods_with_numbers(indicators: Collection[int], day: date) -> list[Period]:
    """Those in which one of them was measured or asked for, begun by the day, the earliest first."""
    measured = Indicator.objects.filter(pk__in=indicators, measurements__is_accepted=True)
    keys = set(measured.values_list("measurements__period", flat=True).distinct())
    rounds = CollectionRound.objects.exclude(status=CollectionRound.Status.DRAFT)
    keys |= set(rounds.filter(indicators__in=indicators).values_list("period", flat=True))
    found = [period for key in keys if (period := read_period(key)).start <= day]
    return sorted(found, key=lambda period: (period.end, period.start))


def board(
    unit: Unit,
    countings: Sequence[Counting],
    *,
    day: date,
    periods: Sequence[Period],
    line: str = Line.PROF,
    among: Collection[int] | None = None,
) -> Board:
    """The roll-up at and below the unit. Five queries and one for each part, whatever the numbers.

    ``among``: count only these of the units that stand (of a tree on the other line).
    KeyError where the unit did not stand on the day.
    """
    ground = _ground(unit, day, line, periods)
    if unit.pk not in ground.forest.place:
        raise KeyError(unit.pk)
    chosen = _cells(ground, countings, [period.key for period in periods])
    asked = _asked(ground, countings, periods, day=day, among=among)
    rules = [rule_of(counting.indicator) for counting in countings]
    return Board(unit, tuple(countings), tuple(periods), roll_up(ground, chosen, rules, asked))


def _cells(ground: Ground, countings: Sequence[Counting], periods: list[str]) -> Cells:
    """Those of each counting, in their order; one query for each part."""
    found: dict[str, tuple[list[int], Cells]] = {}
    for part in dict.fromkeys(counting.part for counting in countings):
        asked = sorted({one.indicator.pk for one in countings if one.part == part})
        cells = unpack(
            _sides(list(ground.column), periods, part),
            columns=ground.column,
            indicators=asked,
            periods=periods,
            width=ground.width,
        )
        found[part] = asked, cells
    places = [found[one.part][0].index(one.indicator.pk) for one in countings]
    if len(found) > 1:
        pairs = zip(countings, places, strict=True)
        return Cells.joined([found[one.part][1].chosen([place]) for one, place in pairs])
    for asked, cells in found.values():
        return cells if places == list(range(len(asked))) else cells.chosen(places)
    return Cells.empty(0, len(periods), ground.width)


def _sides(units: list[int], periods: list[str], part: str) -> list[Side]:
    """As they come out of the table, in binary, those of a period as one: row by row takes three times as long."""
    connection.ensure_connection()
    sql = """
        SELECT period, string_agg(int8send(unit_id), ''), string_agg(int8send(length(cells)), ''),
               string_agg(cells, '')
        FROM indicators_block
        WHERE unit_id = ANY(%s::bigint[]) AND period = ANY(%s::text[]) AND part = %s AND cells <> ''
        GROUP BY period
    """
    with Cursor(
        connection.connection, row_factory=tuple_row
    ) as cursor:  # Django's own knows text only
        cursor.execute(sql, [units, periods, part], binary=True)
        return [Side(*row) for row in cursor]


def _ground(unit: Unit, day: date, line: str, periods: Sequence[Period]) -> Ground:
    ended = endings(day, line)
    return Ground.of(
        tree_as_of(day, line, unit),
        {former: ending.into for former, ending in ended.items()},
        {
            former: sum(period.end < ending.on for period in periods)
            for former, ending in ended.items()
        },
    )


def _asked(
    ground: Ground,
    countings: Sequence[Counting],
    periods: Sequence[Period],
    *,
    day: date,
    among: Collection[int] | None,
) -> Asked:
    shape = (len(countings), len(periods), ground.width)
    within, stood = np.zeros((shape[0], 1, shape[2]), np.bool_), np.zeros(shape[1:], np.bool_)
    populations = list(dict.fromkeys(counting.population for counting in countings))
    place = [populations.index(counting.population) for counting in countings]
    meant = np.zeros((len(populations), ground.width), np.bool_)
    last = [min(period.end, day) for period in periods]
    for unit, opened, closed, *members in _units(ground, populations):
        column = ground.column[unit]
        meant[:, column] = members
        stood[:, column] = [opened <= one and (closed is None or closed > one) for one in last]
    within[:, 0] = meant[place]
    if among is not None:
        within &= _those(ground, set(among))
    due = np.broadcast_to(stood, shape) & within
    return Asked(within, due & _owed(ground, countings, periods))


def _units(ground: Ground, populations: Sequence[Q]) -> list[Any]:
    """(unit, opened, closed, whether it is of the first population, …); one query."""
    members = {
        f"in_{at}": ExpressionWrapper(
            population or Q(pk__isnull=False), output_field=BooleanField()
        )
        for at, population in enumerate(populations)
    }
    rows = Unit.objects.filter(pk__any_of=ground.column).annotate(**members)
    return list(rows.values_list("pk", "opened_on", "closed_on", *members))


def _those(ground: Ground, units: set[int]) -> Mask:
    """Standing ones of these, and formers that count at one of them."""
    standing = [int(unit) in units for unit in ground.forest.units]
    former = [any(standing[node] for node in one.counted.nodes) for one in ground.formers]
    return np.array([*standing, *former], np.bool_)


def _owed(ground: Ground, countings: Sequence[Counting], periods: Sequence[Period]) -> Mask:
    """Of a named population all; of others whoever was asked in a round of the period."""
    shape = (len(countings), len(periods), ground.width)
    found = np.zeros(shape, np.bool_)
    found[[counting.is_named for counting in countings]] = True
    open_ones = {c.indicator.pk for c in countings if not c.is_named}
    if not open_ones:
        return found
    place = {period.key: at for at, period in enumerate(periods)}
    rows = UnitReport.objects.filter(
        round__indicators__in=open_ones, round__period__in=place, unit__any_of=ground.column
    ).exclude(round__status=CollectionRound.Status.DRAFT)
    for unit, period, indicator in rows.values_list(
        "unit", "round__period", "round__indicators"
    ).distinct():
        for at, counting in enumerate(countings):
            if counting.indicator.pk == indicator and not counting.is_named:
                found[at, place[period], ground.column[unit]] = True
    return found
