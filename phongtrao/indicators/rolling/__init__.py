"""Adds numbers of units up to everybody above them; knows arrays, nothing of where they come from.

``Ground.of`` takes the units of a day and who follows those that ended · ``unpack`` reads blocks of cells ·
``roll_up`` gives ``Rolled``: the ``Total`` of any unit, indicator and period, and what one change makes of it ·
``expected`` and ``track`` hold a value against the path to its goal.

>>> ground = Ground.of({1: "/1/", 2: "/1/2/", 3: "/1/3/"})
>>> sides = [Side.of("2026", {2: pack([(7, 30 * SCALE, 40 * SCALE)])})]
>>> cells = unpack(sides, columns=ground.column, indicators=[7], periods=["2026"], width=ground.width)
>>> rolled = roll_up(ground, cells, [Rule(How.RATIO)], Asked.of([False, True, True]))
>>> total = rolled.at(1)
>>> total.value, total.measured, total.missing
(Decimal('0.75'), 1, 1)
"""

from phongtrao.indicators.rolling.cells import RECORD, SCALE, Cells, Side, pack, unpack
from phongtrao.indicators.rolling.forest import Forest
from phongtrao.indicators.rolling.goals import Point, Track, expected, meets, share_needed, track
from phongtrao.indicators.rolling.ground import Former, Ground
from phongtrao.indicators.rolling.rollup import EVERYBODY, Asked, Rolled, Totals, roll_up
from phongtrao.indicators.rolling.rules import How, Rule, Total, as_typed, as_whole

__all__ = [
    "EVERYBODY",
    "RECORD",
    "SCALE",
    "Asked",
    "Cells",
    "Forest",
    "Former",
    "Ground",
    "How",
    "Point",
    "Rolled",
    "Rule",
    "Side",
    "Total",
    "Totals",
    "Track",
    "as_typed",
    "as_whole",
    "expected",
    "meets",
    "pack",
    "roll_up",
    "share_needed",
    "track",
    "unpack",
]
