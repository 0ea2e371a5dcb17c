"""Columns of figures for everybody: added up once a quarter, each held against the one before it."""

from datetime import date

from phongtrao.lib.text import sort_key
from phongtrao.literacy.models import PublishedColumn, SkillFramework, TargetGroup
from phongtrao.literacy.queries.board import board_of, units_under
from phongtrao.literacy.suppression import (
    HIDDEN,
    Before,
    Column,
    Figure,
    publish,
    publish_after,
)
from phongtrao.orgs.models import Unit

Said = list[int | None]  # done, whole; None where hidden


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
        rows, total = _column(column, units)
        said = {"rows": rows, "total": total}
        # Of two who look first, one adds it up for both.
        found[group.pk], _is_new = PublishedColumn.objects.get_or_create(
            framework=framework, group=group, since=since, day=day, defaults=said
        )
    return found


def figure_of(done: int | None, whole: int | None) -> Figure:
    return HIDDEN if done is None or whole is None else Figure(done, whole)


def _column(asked: PublishedColumn, units: list[Unit]) -> tuple[list[list[str | int | None]], Said]:
    framework, group, day = asked.framework, asked.group, asked.day
    board = board_of(framework.owner, framework, group, day, units=units)
    told = sorted((row for row in board.rows if row.said), key=lambda row: sort_key(row.name))
    earlier = PublishedColumn.objects.filter(
        framework=framework, group=group, since=asked.since, day__lt=day
    )
    last = earlier.order_by("-day").first()
    cells = [row.figure for row in told]
    column = publish(cells) if last is None else _after(last, [row.key for row in told], cells)
    rows = [[row.key, row.name, *_said(cell)] for row, cell in zip(told, column.cells, strict=True)]
    return rows, _said(column.total)


def _after(last: PublishedColumn, keys: list[int], cells: list[Figure]) -> Column:
    hidden = {key for key, _name, done, _whole in last.rows if done is None}
    places = frozenset(at for at, key in enumerate(keys) if key in hidden)
    is_whole = hidden <= set(keys)
    return publish_after(cells, Before(places, last.total[0] is None, is_whole))


def _said(figure: Figure) -> Said:
    return [None, None] if figure.is_hidden else [figure.done, figure.whole]
