"""How many of how many, by unit and group: sums over the tree, with true denominators. S1-34 S4-28

Staff are counted by name: people with a full post here today whose confirmation holds, of the unit's staff.
Learners are counts of the unit's learners; other groups bring their own total. What a unit has not said is
missing, never nought; a number above its denominator is wrong and is named, not summed.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, Q, QuerySet

from phongtrao.literacy.models import Confirmation, LearnerCount, SkillFramework, TargetGroup
from phongtrao.literacy.suppression import Figure, total_of
from phongtrao.orgs.models import Headcount, Post, Unit
from phongtrao.orgs.queries.headcounts import count_posts, declared_by_day
from phongtrao.orgs.queries.lineage import ended_under

G = TargetGroup.Counted
Figures = dict[int, Figure]
Ended = Mapping[int, Mapping[int, date]]  # of ``ended_under``
D = TypeVar("D", LearnerCount, Headcount)


@dataclass(frozen=True, slots=True)
class Row:
    """A unit right below, with all below it; ``said``: how many of its ``units`` have a number."""

    key: int
    name: str
    figure: Figure
    said: int
    units: int


@dataclass(frozen=True, slots=True)
class Board:
    rows: tuple[Row, ...]
    total: Figure
    said: int
    units: int
    wrong: tuple[str, ...]  # units whose number is above its denominator


def groups_of(framework: SkillFramework) -> QuerySet[TargetGroup]:
    """Whom it is for, without groups that are no longer used."""
    return framework.groups.filter(out_since=None).order_by("position", "pk")


def units_under(unit: Unit) -> list[Unit]:
    """The unit and all below it on either line that stand and act for themselves. One query."""
    below = Q(admin_path__startswith=unit.admin_path) | Q(prof_path__startswith=unit.prof_path)
    rows = Unit.objects.standing().with_account().filter(below).order_by("sort_key", "pk")
    return list(rows.only("name", "kind", "admin_path", "sort_key"))


def board_of(
    unit: Unit, framework: SkillFramework, group: TargetGroup, on: date, *, units: list[Unit]
) -> Board:
    """``units``: of ``units_under``. A unit of the whole is in one row only: that of the commune it lies in."""
    keys = [one.pk for one in units]
    figures = figures_of(keys, framework, group, on)
    names = {one.pk: one.name for one in units}
    wrong = tuple(names[key] for key, one in figures.items() if one.done > one.whole)
    figures = {key: one for key, one in figures.items() if one.done <= one.whole}
    parts = parts_of(unit, units)
    names |= _names_of(set(parts) - set(names))
    rows = [_row(key, names[key], below, figures) for key, below in parts.items()]
    asked = [row for row in rows if row.said or group.counted != G.DECLARED]
    total = total_of(row.figure for row in asked)
    said = sum(row.said for row in asked)
    return Board(tuple(asked), total, said, sum(row.units for row in asked), wrong)


def parts_of(top: Unit, units: Iterable[Unit]) -> dict[int, list[int]]:
    """{unit right below the whole: all that stand in its row}."""
    found: dict[int, list[int]] = {}
    for one in units:
        found.setdefault(_row_of(one, top), []).append(one.pk)
    return found


def figures_of(
    units: Collection[int], framework: SkillFramework, group: TargetGroup, on: date
) -> Figures:
    """{unit: done of whole}; units that have said nothing are not in it."""
    if group.counted == G.STAFF:
        return _of_staff(units, framework, on)
    ended = ended_under(list(units))
    counts = _latest(_members(units, ended), framework, group, on)
    done = {unit: _carried(unit, ended, counts) for unit in units}
    if group.counted == G.DECLARED:
        return {
            unit: Figure(sum(c.done for c in rows), sum(c.whole or 0 for c in rows))
            for unit, rows in done.items()
            if rows
        }
    wholes = _learners(units, ended, on)
    return {
        unit: Figure(sum(one.done for one in rows), wholes[unit])
        for unit, rows in done.items()
        if rows and wholes.get(unit)
    }


def learners_of(units: Collection[int], on: date) -> dict[int, int]:
    """{unit: of how many learners its numbers are}; units that declared none are not in it."""
    return _learners(units, ended_under(list(units)), on)


def _learners(units: Collection[int], ended: Ended, on: date) -> dict[int, int]:
    declared = {
        unit: row
        for unit, row in declared_by_day(_members(units, ended), on).items()
        if row.learners is not None
    }
    rows = {unit: _carried(unit, ended, declared) for unit in units}
    return {unit: sum(one.learners or 0 for one in said) for unit, said in rows.items() if said}


def _of_staff(units: Collection[int], framework: SkillFramework, on: date) -> Figures:
    held = Confirmation.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=on),
        Q(ended_on=None) | Q(ended_on__gt=on),
        completion__version__framework=framework,
        decided_on__lte=on,
    )
    posts = Post.objects.as_of(on).full().filter(unit__in=units)
    rows = posts.filter(person__in=held.values("completion__person")).values("unit")
    done = {row["unit"]: row["n"] for row in rows.annotate(n=Count("person", distinct=True))}
    ended = ended_under(list(units))
    declared = declared_by_day(_members(units, ended), on)
    counted = count_posts(units, on)
    whole = {}
    for unit in units:
        # A unit without a number of its own is counted: those who came with a former are at work in it.
        said = _carried(unit, ended, declared) if unit in declared else []
        whole[unit] = sum(one.staff for one in said) if said else counted[unit].staff
    return {unit: Figure(done.get(unit, 0), whole[unit]) for unit in units if whole[unit]}


def _latest(
    units: Collection[int], framework: SkillFramework, group: TargetGroup, on: date
) -> dict[int, LearnerCount]:
    rows = LearnerCount.objects.filter(
        unit__in=units, framework=framework, group=group, day__lte=on
    )
    return {row.unit_id: row for row in rows.order_by("unit", "-day").distinct("unit")}


def _members(units: Collection[int], ended: Ended) -> list[int]:
    return sorted({*units, *(former for formers in ended.values() for former in formers)})


def _carried(unit: int, ended: Ended, said: Mapping[int, D]) -> list[D]:
    """Its own last number; and those of units that went into it since, until it says a number for all."""
    own = said.get(unit)
    found = [] if own is None else [own]
    for former, closed_on in ended.get(unit, {}).items():
        if own is None or own.day < closed_on:
            found += _carried(former, ended, said)
    return found


def _row_of(one: Unit, top: Unit) -> int:
    """The unit right below the whole in whose row it stands: the first of its path that is not the whole's."""
    path = [int(key) for key in one.admin_path.split("/") if key]
    above = {int(key) for key in top.admin_path.split("/") if key}
    return next((key for key in path if key not in above), one.pk)


def _names_of(keys: Collection[int]) -> dict[int, str]:
    if not keys:
        return {}
    return dict(Unit.objects.filter(pk__in=keys).values_list("pk", "name"))


def _row(key: int, name: str, below: Collection[int], figures: Mapping[int, Figure]) -> Row:
    found = [figures[unit] for unit in below if unit in figures]
    return Row(key, name, total_of(found), len(found), len(below))
