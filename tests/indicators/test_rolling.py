"""Rolling numbers up, held against the plainest way to do it.  S4-25 to S4-31

The plain way asks, for one unit, one indicator and one period, every raw row again: which units live on at
or below it, what each of them said last, how that adds up. Trees, mergers, splits and gaps are random.
"""

import doctest
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.indicators import rolling
from phongtrao.indicators.rolling import (
    SCALE,
    Asked,
    Ground,
    How,
    Point,
    Rule,
    Side,
    Track,
    as_typed,
    goals,
    pack,
    roll_up,
    track,
    unpack,
)

PERIODS = ["2024", "2025", "2026"]
RULES = [Rule(how, cumulative) for how in How for cumulative in (False, True)]
INDICATORS = [70 - at for at in range(len(RULES))]  # keys in no order


@dataclass
class World:
    """Units 1 … n in a forest, formers above 100 with whom they led to, and the raw rows."""

    parents: dict[int, int | None]
    followed: dict[int, set[int]]
    ended: dict[int, int]
    rows: dict[tuple[int, int, int], tuple[int, int]]  # (unit, indicator, period)
    within: set[int] = field(default_factory=set)
    due: set[tuple[int, int]] = field(default_factory=set)  # (unit, period)

    def paths(self):
        return {
            unit: "".join(f"/{one}" for one in reversed(self.upwards(unit))) + "/"
            for unit in self.parents
        }

    def upwards(self, unit):
        above = self.parents[unit]
        return [unit] if above is None else [unit, *self.upwards(above)]

    def ground(self):
        return Ground.of(self.paths(), self.followed, self.ended)

    def cells(self, ground):
        blocks = {}
        for (unit, indicator, period), (numerator, denominator) in self.rows.items():
            cell = (INDICATORS[indicator], numerator, denominator)
            blocks.setdefault((unit, PERIODS[period]), []).append(cell)
        kept = [
            Side.of(period, {u: pack(cells) for (u, at), cells in blocks.items() if at == period})
            for period in PERIODS
        ]
        return unpack(
            kept,
            columns=ground.column,
            indicators=INDICATORS,
            periods=PERIODS,
            width=ground.width,
        )

    def asked(self, ground):
        within = np.array([[[unit in self.within for unit in ground.column]]])
        due = [[(unit, at) in self.due for unit in ground.column] for at in range(len(PERIODS))]
        return Asked(within, np.array([due]))

    def rolled(self):
        ground = self.ground()
        return roll_up(ground, self.cells(ground), RULES, self.asked(ground))


# ------------------------------------------------------------------ the plain way
def plain(world, unit, indicator, period):
    """(numerator, denominator, measured, missing) from raw rows alone."""
    rule = RULES[indicator]
    members = {unit} if rule.how is How.LATEST else lives_at(world, below(world, unit))
    found = [0, 0, 0, 0]
    for member in members & world.within:
        cell = last_said(world, member, indicator, period)
        if cell is None:
            found[3] += (member, period) in world.due
        else:
            numerator, denominator = in_mean(cell) if rule.how is How.MEAN else cell
            found = [found[0] + numerator, found[1] + denominator, found[2] + 1, found[3]]
    return tuple(found)


def below(world, unit):
    return {one for one in world.parents if unit in world.upwards(one)}


def lives_at(world, units):
    """These, and whoever ended and lives on in one of them."""
    return units | {former for former in world.followed if standing(world, former) & units}


def standing(world, unit):
    if unit in world.parents:
        return {unit}
    return set().union(*(standing(world, one) for one in world.followed[unit]))


def after(world, unit):
    latter = world.followed.get(unit, set())
    return latter.union(*(after(world, one) for one in latter))


def last_said(world, unit, indicator, period):
    for at in range(period, -1, -1):
        cell = world.rows.get((unit, indicator, at))
        if cell is not None:
            return None if at < period and taken_over(world, unit, indicator, at, period) else cell
        if not RULES[indicator].cumulative:
            return None
    return None


def taken_over(world, unit, indicator, since, until):
    """Whether one of those that came after has said a number since the unit ended."""
    if unit in world.parents:
        return False
    times = range(max(world.ended[unit], 0), until + 1)
    return any((one, indicator, at) in world.rows for one in after(world, unit) for at in times)


def in_mean(cell):
    numerator, denominator = (Decimal(number) for number in cell)
    by = denominator or SCALE
    return int((numerator * SCALE / by).quantize(1, ROUND_HALF_UP)), SCALE


# ------------------------------------------------------------------ random worlds
@st.composite
def worlds(draw):
    number = draw(st.integers(1, 9))
    parents = {1: None}
    for unit in range(2, number + 1):
        parents[unit] = draw(st.sampled_from([None, *parents]))
    followed: dict[int, set[int]] = {}
    for former in range(101, 101 + draw(st.integers(0, 4))):
        later = [*parents, *followed]
        followed[former] = set(draw(st.lists(st.sampled_from(later), min_size=1, max_size=3)))
    units = [*parents, *followed]
    cell = st.tuples(st.integers(0, 10**7), st.integers(0, 10**7))
    place = st.tuples(
        st.sampled_from(units),
        st.integers(0, len(RULES) - 1),
        st.integers(0, len(PERIODS) - 1),
    )
    return World(
        parents,
        followed,
        {former: draw(st.integers(0, len(PERIODS))) for former in followed},
        draw(st.dictionaries(place, cell, max_size=60)),
        set(draw(st.lists(st.sampled_from(units)))) or set(units),
        set(draw(st.lists(st.tuples(st.sampled_from(units), st.integers(0, 2)), max_size=20))),
    )


def all_totals(world, rolled):
    for unit in world.parents:
        for indicator in range(len(RULES)):
            for period in range(len(PERIODS)):
                total = rolled.at(unit, indicator, period)
                yield (
                    (unit, indicator, period),
                    (
                        int(total.numerator * SCALE),
                        int(total.denominator * SCALE),
                        total.measured,
                        total.missing,
                    ),
                )


def plainly(world):
    return {
        (unit, indicator, period): plain(world, unit, indicator, period)
        for unit in world.parents
        for indicator in range(len(RULES))
        for period in range(len(PERIODS))
    }


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_every_total_equals_its_recomputation_from_raw_rows(world):
    assert dict(all_totals(world, world.rolled())) == plainly(world)


@settings(max_examples=80, deadline=None)
@given(worlds(), st.data())
def test_a_changed_unit_leaves_the_totals_a_new_roll_up_gives(world, data):
    rolled = world.rolled()
    for _ in range(3):
        unit = data.draw(st.sampled_from([*world.parents, *world.followed]))
        indicator = data.draw(st.integers(0, len(RULES) - 1))
        period = data.draw(st.integers(0, len(PERIODS) - 1))
        cell = data.draw(st.none() | st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)))
        rolled.change(unit, cell, indicator, period)
        world.rows.pop((unit, indicator, period), None)
        if cell is not None:
            world.rows[unit, indicator, period] = cell

    assert dict(all_totals(world, rolled)) == plainly(world)


# ------------------------------------------------------------------ what a person would check by hand
def a_province(**more):
    """Sở 1 above communes 2 (schools 4, 5) and 3 (school 6)."""
    parents = {1: None, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3}
    return World(parents, {}, {}, {}, set(parents) | {101}, **more)


RATIO, CUMULATIVE = RULES.index(Rule(How.RATIO)), RULES.index(Rule(How.SUM, cumulative=True))


def test_a_ratio_is_a_sum_over_a_sum_and_no_mean_of_percentages():
    world = a_province()
    world.rows = {(4, RATIO, 2): (10 * SCALE, 10 * SCALE), (5, RATIO, 2): (0, 990 * SCALE)}

    assert world.rolled().at(2, RATIO, 2).value == Decimal("0.01")


def test_a_missing_unit_is_counted_as_missing_and_never_as_zero():
    world = a_province(due={(4, 2), (5, 2), (6, 2)})
    world.rows = {(4, RATIO, 2): (SCALE, SCALE)}

    total = world.rolled().at(1, RATIO, 2)
    assert (total.value, total.measured, total.missing, total.asked) == (1, 1, 2, 3)
    assert world.rolled().at(3, RATIO, 2).value is None


def test_a_split_unit_counts_at_each_part_and_once_above_them():
    world = a_province()
    world.followed, world.ended = {101: {4, 5, 6}}, {101: 1}
    world.rows = {(101, RULES.index(Rule(How.SUM)), 0): (7 * SCALE, SCALE)}

    rolled = world.rolled()
    assert [rolled.at(unit).numerator for unit in (4, 5, 6, 2, 3, 1)] == [7] * 6


def test_a_former_unit_is_not_carried_on_beside_the_heir_that_reported():
    world = a_province()
    world.followed, world.ended = {101: {4}}, {101: 1}
    world.rows = {
        (101, CUMULATIVE, 0): (5 * SCALE, SCALE),
        (4, CUMULATIVE, 0): (3 * SCALE, SCALE),
        (4, CUMULATIVE, 2): (9 * SCALE, SCALE),
    }

    rolled = world.rolled()
    assert [rolled.at(1, CUMULATIVE, at).numerator for at in range(3)] == [8, 8, 9]


def test_a_unit_that_leads_to_nobody_who_stands_is_left_out():
    assert Ground.of({1: "/1/"}, {101: {102}, 102: set()}).formers == ()


def test_a_sum_that_does_not_fit_is_refused():
    world = a_province()
    world.rows = {(unit, 0, 0): (2**62, SCALE) for unit in (4, 5)}

    with pytest.raises(OverflowError):
        world.rolled()


# ------------------------------------------------------------------ the path to the goal
PATH = [Point(2025, Decimal(50)), Point(2030, Decimal(95))]


@pytest.mark.parametrize(
    ("year", "value", "said"),
    [
        (2026, 59, Track.ON),
        (2026, 58, Track.OFF),
        (2026, 96, Track.REACHED),
        (2030, 95, Track.OFF),  # “above 95” is not 95
        (2024, 10, Track.UNKNOWN),
        (2026, None, Track.UNKNOWN),
    ],
)
def test_a_value_is_held_against_the_line_to_the_goal(year, value, said):
    number = None if value is None else Decimal(value)

    assert track(number, ">", PATH, year, falls=False) == said


def test_milestones_bend_the_line():
    bent = [*PATH, Point(2026, Decimal(90))]

    assert track(Decimal(80), ">", bent, 2026, falls=False) == Track.OFF
    assert track(Decimal(80), ">", PATH, 2026, falls=False) == Track.ON


def test_where_less_is_better_the_line_falls():
    fewer = [Point(2025, Decimal(40)), Point(2030, Decimal(0))]

    assert track(Decimal(30), "<=", fewer, 2026, falls=True) == Track.ON
    assert track(Decimal(35), "<=", fewer, 2026, falls=True) == Track.OFF


def test_the_share_that_is_still_needed_may_be_out_of_reach():
    assert goals.share_needed(Decimal(3), Decimal(4), ">", Decimal(1)) is None
    assert goals.share_needed(Decimal(0), Decimal(0), ">=", Decimal(1)) is None
    assert goals.share_needed(Decimal(4), Decimal(4), ">=", Decimal(1)) == 0


def test_numbers_keep_four_decimals_and_refuse_more():
    assert as_typed(rolling.as_whole(Decimal("12.3456"))) == Decimal("12.3456")
    with pytest.raises(ValueError, match="four decimals"):
        rolling.as_whole(Decimal("0.00001"))


def test_the_examples_of_the_docstrings_hold():
    for module in (rolling, goals):
        assert doctest.testmod(module).failed == 0
