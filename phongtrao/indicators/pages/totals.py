"""What an indicator comes to at a unit: readings through time, what is below, what stands behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.indicators.access.rounds import visible_measurements
from phongtrao.indicators.access.totals import opened_among
from phongtrao.indicators.models import Indicator, Measurement, Target
from phongtrao.indicators.queries.paths import paths_of
from phongtrao.indicators.queries.totals import (
    Board,
    Counting,
    board,
    periods_with_numbers,
    year_of,
)
from phongtrao.indicators.rolling import How, Point, Total, Track, expected, track
from phongtrao.indicators.sources import source_of
from phongtrao.indicators.splits import part_names
from phongtrao.lib.numbers import format_number, with_measure
from phongtrao.lib.periods import Period
from phongtrao.orgs.models import Line, Unit
from phongtrao.orgs.queries import tree_as_of
from phongtrao.web.components import State, StateKind

PLACES = 2
STATES: dict[Track, tuple[Any, StateKind]] = {
    Track.REACHED: (lambda: _("Đã đạt"), "done"),
    Track.ON: (lambda: _("Đúng tiến độ"), "running"),
    Track.OFF: (lambda: _("Chậm"), "late"),
    Track.UNKNOWN: (lambda: _("Chưa so được"), "neutral"),
}
K = Unit.Kind


@dataclass(frozen=True, slots=True)
class Goal:
    """Against what a value is held; without a target there is nothing to hold it against."""

    indicator: Indicator
    target: Target | None = None
    points: tuple[Point, ...] = ()

    @classmethod
    def of(cls, target: Target) -> "Goal":
        return cls(target.indicator, target, tuple(paths_of([target])[target.pk]))

    def begun(self, values: Iterable[tuple[int, Decimal | None]]) -> "Goal":
        """Without a baseline the path begins at the first number there is; (year, value) in their order."""
        if self.target is None or self.indicator.baseline is not None:
            return self
        first = next(((year, value) for year, value in values if value is not None), None)
        if first is None or first[0] >= min(point.year for point in self.points):
            return self
        return replace(self, points=(Point(*first), *self.points))

    def track(self, value: Decimal | None, year: int) -> Track:
        if self.target is None:
            return Track.UNKNOWN
        falls = self.indicator.direction == Indicator.Direction.DOWN
        return track(value, self.target.comparator, self.points, year, falls=falls)

    def expected(self, year: int) -> Decimal | None:
        return expected(self.points, year) if self.target else None

    @property
    def goal_words(self) -> str:
        """“trên 95%”; "" without a target."""
        if self.target is None:
            return ""
        return f"{self.target.get_comparator_display()} {self.words(self.target.value)}"

    def words(self, value: Decimal | None) -> str:
        """“78,5%”, “12 trường”; a dash where there is no number."""
        if value is None:
            return "—"
        return with_measure(Decimal(format_plain(value)), self.indicator.measure)


def format_plain(value: Decimal) -> str:
    """Rounded to two places, as a number."""
    return str(round(value, PLACES).normalize() if value % 1 else round(value))


@dataclass(frozen=True, slots=True)
class Reading:
    """One total in words, with what it is held against."""

    goal: Goal
    total: Total
    value: Decimal | None
    year: int

    @property
    def words(self) -> str:
        return self.goal.words(self.value)

    @property
    def track(self) -> Track:
        return self.goal.track(self.value, self.year)

    @property
    def state(self) -> State:
        label, kind = STATES[self.track]
        return State(label(), kind)

    @property
    def path(self) -> Decimal | None:
        return self.goal.expected(self.year)

    @property
    def path_words(self) -> str:
        return self.goal.words(self.path)

    @property
    def parts(self) -> str:
        """“76 / 97”, the sums the value is made of."""
        numerator = format_number(self.total.numerator)
        if not self.goal.indicator.is_ratio:
            return numerator
        return f"{numerator} / {format_number(self.total.denominator)}"


@dataclass(frozen=True, slots=True)
class Row:
    """A unit below, or several in one sum: then ``unit`` is None and it opens nowhere."""

    name: str
    readings: tuple[Reading, ...]
    unit: int | None = None

    @property
    def now(self) -> Reading:
        return self.readings[-1]


@dataclass(frozen=True, eq=False)
class Asked:
    """Which total: of whom, as of which day; as a view has read it from the address."""

    user: AbstractBaseUser
    unit: Unit
    day: date
    period: str = ""


@dataclass(frozen=True, eq=False)
class Result:
    asked: Asked
    goal: Goal
    board: Board
    periods: tuple[Period, ...]  # to choose from
    line: str

    @classmethod
    def build(cls, asked: Asked, goal: Goal) -> "Result":
        """Http404 where the unit did not stand on the day, or nothing was ever measured."""
        counting = (
            Counting.of_target(goal.target) if goal.target else Counting.of_all(goal.indicator)
        )
        periods = periods_with_numbers([goal.indicator.pk], asked.day)
        keys = [period.key for period in periods]
        until = keys.index(asked.period) + 1 if asked.period in keys else len(keys)
        chosen = periods[:until]
        line = Line.ADMIN if asked.unit.kind == K.COMMUNE else cls._line(goal)
        try:
            found = board(asked.unit, [counting], day=asked.day, periods=chosen, line=line)
        except KeyError:
            raise Http404 from None
        values = [
            (year_of(period), found.value(0, found.total(0, at)))
            for at, period in enumerate(found.periods)
        ]
        return cls(asked, goal.begun(values), found, tuple(periods), line)

    @staticmethod
    def _line(goal: Goal) -> str:
        return goal.target.line if goal.target else Line.PROF

    # ------------------------------------------------------------ the total itself
    def readings(self, of: Board | None = None, unit: int | None = None) -> tuple[Reading, ...]:
        """Through time, the latest last."""
        found = of or self.board
        totals = [found.total(0, at, unit) for at in range(len(found.periods))]
        return self._read(totals)

    def _read(self, totals: Sequence[Total]) -> tuple[Reading, ...]:
        years = [year_of(period) for period in self.board.periods]
        return tuple(
            Reading(self.goal, total, self.board.value(0, total), year)
            for total, year in zip(totals, years, strict=True)
        )

    @cached_property
    def through_time(self) -> list[tuple[Period, Reading]]:
        return list(zip(self.board.periods, self.readings(), strict=True))

    @property
    def now(self) -> Reading | None:
        return self.through_time[-1][1] if self.through_time else None

    @property
    def goal_words(self) -> str:
        return self.goal.goal_words

    @property
    def period(self) -> Period:
        return self.board.periods[-1]

    # ------------------------------------------------------------ taken apart
    @cached_property
    def part_names(self) -> Mapping[str, str]:
        return part_names(self.goal.indicator) if self.board.periods else {}

    @cached_property
    def by_part(self) -> Board | None:
        """The same units, a counting for each part; None where nothing is taken apart."""
        if not self.part_names:
            return None
        countings = [replace(self.board.countings[0], part=key) for key in self.part_names]
        asked, periods = self.asked, self.board.periods
        return board(asked.unit, countings, day=asked.day, periods=periods, line=self.line)

    def readings_of(self, part: int) -> tuple[Reading, ...]:
        """Of one part by its place, through time."""
        if self.by_part is None:
            return ()
        return self._read([self.by_part.total(part, at) for at in range(len(self.board.periods))])

    # ------------------------------------------------------------ what it opens to
    @cached_property
    def rows(self) -> list[Row]:
        """Units below that the user opens, the rest in one sum: together the total. By name."""
        if not self.board.periods:
            return []
        below, found = self._below()
        opened = opened_among(self.asked.user, below)
        names = dict(
            Unit.objects.filter(pk__in=opened).order_by("sort_key").values_list("pk", "name")
        )
        shown = [Row(name, self.readings(found, unit), unit) for unit, name in names.items()]
        shown = [row for row in shown if any(one.total.asked for one in row.readings)]
        return [*shown, *self._rest(shown)]

    def _below(self) -> tuple[list[int], Board]:
        """Right below; of the whole Sở or province by commune, and what stands in none."""
        if self.asked.unit.kind not in {*K.top, K.DEPARTMENT}:
            return self.board.children(), self.board
        found = self._by_commune
        kinds = Unit.objects.filter(kind=K.COMMUNE).values_list("pk", flat=True)
        forest = found.rolled.ground.forest
        communes = [unit for unit in kinds if unit in forest.place]
        inside = {at for unit in communes for at in forest.below(forest.place[unit])}
        beside = [
            unit
            for unit in self.board.children()
            if unit in forest.place and forest.place[unit] not in inside
        ]
        return [*communes, *beside], found

    @cached_property
    def _by_commune(self) -> Board:
        """The same units added up on the administrative line."""
        unit, day = self.asked.unit, self.asked.day
        here = set(tree_as_of(day, self._line(self.goal), unit))
        top = next(int(step) for step in unit.admin_path.split("/") if step)
        root = unit if unit.pk == top else Unit.objects.get(pk=top)
        countings, periods = self.board.countings, self.board.periods
        return board(root, countings, day=day, periods=periods, line=Line.ADMIN, among=here)

    def _rest(self, shown: Sequence[Row]) -> list[Row]:
        """What the rows leave of the total: oneself, and what lies outside one's scope."""
        if self.board.rolled.rules[0].how is How.LATEST:
            return []  # nothing was added up
        left = []
        for at, reading in enumerate(self.readings()):
            whole, parts = reading.total, [row.readings[at].total for row in shown]
            left.append(
                Total(
                    whole.rule,
                    whole.numerator - sum(part.numerator for part in parts),
                    whole.denominator - sum(part.denominator for part in parts),
                    whole.measured - sum(part.measured for part in parts),
                    whole.missing - sum(part.missing for part in parts),
                )
            )
        if not any(total.asked or total.numerator for total in left):
            return []
        name = _("Đơn vị khác, gộp chung") if shown else str(self.asked.unit)
        return [Row(name, self._read(left))]

    @cached_property
    def numbers(self) -> list[Measurement]:
        """The raw rows of the unit itself and of those it follows, up to the period; what the user reads."""
        if not self.board.periods:
            return []
        units = [self.asked.unit.pk, *self.board.formers()]
        keys = [period.key for period in self.board.periods]
        seen = visible_measurements(self.asked.user).filter(unit__in=units)
        found = seen.filter(indicator=self.goal.indicator, period__in=keys)
        wholes = found.filter(is_accepted=True, part="")
        return list(wholes.order_by("-period", "unit__sort_key"))

    def sourced_numbers(self) -> list[tuple[Measurement, str, str]]:
        """Each with what it was made of: words, and the address where that is read."""
        return [(one, *source_of(one, self.asked.user)) for one in self.numbers]
