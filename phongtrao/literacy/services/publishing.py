"""Columns of figures for everybody: added up once a quarter, each held against the one before it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from phongtrao.lib.text import sort_key
from phongtrao.literacy.models import PublishedColumn, SkillFramework, TargetGroup
from phongtrao.literacy.queries.board import board_of, parts_of, units_under
from phongtrao.literacy.suppression import (
    HIDDEN,
    Before,
    Column,
    Figure,
    publish,
    publish_after,
)
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries.lineage import lineages

Said = list[int | None]  # done, whole; None where hidden
Parts = Mapping[int, Sequence[int]]  # of ``parts_of``


def published_columns(
    framework: SkillFramework, groups: list[TargetGroup], day: date
) -> dict[int, PublishedColumn]:
    """{group: its column of the quarter that begins on the day}. What is there is never added up again."""
    since = framework.public_since
    if since is None:
        return {}
    kept = PublishedColumn.objects.filter(framework=framework, since=since, day=day)
    found = {row.group_id: row for row in kept}
    missing = [group for group in groups if group.pk not in found]
    units = units_under(framework.owner) if missing else []
    for group in missing:
        column = PublishedColumn(framework=framework, group=group, since=since, day=day)
        said = _column(column, units)
        # Of two who look first, one adds it up for both.
        found[group.pk], _is_new = PublishedColumn.objects.get_or_create(
            framework=framework, group=group, since=since, day=day, defaults=said
        )
    return found


def figure_of(done: int | None, whole: int | None) -> Figure:
    return HIDDEN if done is None or whole is None else Figure(done, whole)


def _column(asked: PublishedColumn, units: list[Unit]) -> dict[str, Any]:
    framework, group, day = asked.framework, asked.group, asked.day
    board = board_of(framework.owner, framework, group, day, units=units)
    told = sorted((row for row in board.rows if row.said), key=lambda row: sort_key(row.name))
    # Whether withdrawn since or not: who read it then still knows it.
    earlier = PublishedColumn.objects.filter(framework=framework, group=group, day__lte=day)
    last = earlier.order_by("-day", "-since").first()
    cells, keys = [row.figure for row in told], [row.key for row in told]
    parts = parts_of(framework.owner, units)
    column = publish(cells) if last is None else _after(last, keys, cells, parts)
    return {
        "rows": [
            [row.key, row.name, *_said(cell)] for row, cell in zip(told, column.cells, strict=True)
        ],
        "total": _said(column.total),
        "hidden": _hidden(last, keys, column, parts),
    }


def _after(last: PublishedColumn, keys: list[int], cells: list[Figure], parts: Parts) -> Column:
    """A unit of a hidden row may stand elsewhere now, by itself or in its heir: it hides the row it is in."""
    formers = lineages([unit for key in keys for unit in parts[key]])
    hidden = set(last.hidden)
    places = frozenset(
        at
        for at, key in enumerate(keys)
        if any(not hidden.isdisjoint(formers[unit]) for unit in parts[key])
    )
    was = {key for key, _name, done, _whole in last.rows if done is None}
    is_same = was == {keys[at] for at in places}
    return publish_after(cells, Before(places, last.total[0] is None, is_same))


def _hidden(
    last: PublishedColumn | None, keys: list[int], column: Column, parts: Parts
) -> list[int]:
    found = set() if last is None else set(last.hidden)
    for key, cell in zip(keys, column.cells, strict=True):
        if cell.is_hidden:
            found.update(parts[key])
    return sorted(found)


def _said(figure: Figure) -> Said:
    return [None, None] if figure.is_hidden else [figure.done, figure.whole]
