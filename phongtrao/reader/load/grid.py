"""Rules into tables: which rules belong together, where their cells are, which cells are merged."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from phongtrao.reader.load.boxes import Box
from phongtrao.reader.load.rules import Rule, Rules

_SLACK = 3.0  # points by which two rules may miss each other
_COVERED = 0.6  # of a side: then a rule separates two cells
_FEW_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over columns and rows, both counted from 0, the end not included."""

    box: Box
    row: int
    column: int
    row_end: int
    column_end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its cells, the places of its upright rules, and its outline."""

    box: Box
    cells: tuple[Cell, ...]
    columns: tuple[float, ...]
    height: int  # rows


def find_grids(rules: Rules) -> list[Grid]:
    """The tables of two columns and more, from the top of the page down."""
    grids = [_make_grid(part) for part in _connected(rules)]
    found = [grid for grid in grids if grid is not None and len(grid.columns) > _FEW_COLUMNS]
    return sorted(found, key=lambda grid: -grid.box.top)


def _connected(rules: Rules) -> Iterator[Rules]:
    """Rules that touch, however indirectly."""
    left = list(rules.upright)
    for first in rules.level:
        if not any(_touch(first, other) for other in left):
            continue
        level, upright = _spread(first, rules.level, left)
        left = [rule for rule in left if rule not in upright]
        yield Rules(tuple(level), tuple(upright))


def _spread(
    first: Rule, level: Sequence[Rule], upright: Sequence[Rule]
) -> tuple[list[Rule], list[Rule]]:
    """All rules that hang together with ``first``."""
    rows, columns = {first}, set[Rule]()
    while True:
        columns_now = {c for c in upright if any(_touch(r, c) for r in rows)}
        rows_now = {r for r in level if any(_touch(r, c) for c in columns_now)} | {first}
        if (rows_now, columns_now) == (rows, columns):
            return sorted(rows), sorted(columns)
        rows, columns = rows_now, columns_now


def _touch(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _SLACK <= upright.place <= level.end + _SLACK
        and upright.start - _SLACK <= level.place <= upright.end + _SLACK
    )


def _make_grid(rules: Rules) -> Grid | None:
    xs, ys = _places(rules.upright), _places(rules.level)[::-1]
    if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004 -- no cell
        return None
    board = _Board(xs, ys, rules)
    cells = tuple(board.cells())
    return Grid(Box(xs[0], ys[-1], xs[-1], ys[0]), cells, tuple(xs), len(ys) - 1)


def _places(rules: Iterable[Rule]) -> list[float]:
    """The distinct places of rules; a line drawn double is one."""
    places: list[float] = []
    for place in sorted(rule.place for rule in rules):
        if not places or place - places[-1] > _SLACK:
            places.append(place)
    return places


@dataclass(frozen=True, slots=True)
class _Board:
    """The squares between all rules; a square grows into a cell until a rule stops it."""

    xs: Sequence[float]
    ys: Sequence[float]  # from above
    rules: Rules

    def cells(self) -> Iterator[Cell]:
        taken: set[tuple[int, int]] = set()
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                if (row, column) in taken:
                    continue
                right, below = self._grow(row, column, taken)
                taken |= {(r, c) for r in range(row, below) for c in range(column, right)}
                box = Box(self.xs[column], self.ys[below], self.xs[right], self.ys[row])
                yield Cell(box, row, column, below, right)

    def _grow(self, row: int, column: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
        right, below = column + 1, row + 1
        while right < len(self.xs) - 1 and (row, right) not in taken:
            if self._is_ruled_upright(right, row):
                break
            right += 1
        while below < len(self.ys) - 1:
            if any(self._is_ruled_level(below, c) for c in range(column, right)):
                break
            below += 1
        return right, below

    def _is_ruled_upright(self, column: int, row: int) -> bool:
        return _covers(self.rules.upright, self.xs[column], (self.ys[row + 1], self.ys[row]))

    def _is_ruled_level(self, row: int, column: int) -> bool:
        return _covers(self.rules.level, self.ys[row], (self.xs[column], self.xs[column + 1]))


def _covers(rules: Sequence[Rule], place: float, side: tuple[float, float]) -> bool:
    start, end = side
    nearest = bisect_left(rules, (place - _SLACK,))
    covered = 0.0
    for rule in rules[nearest:]:
        if rule.place > place + _SLACK:
            break
        covered += max(min(rule.end, end) - max(rule.start, start), 0.0)
    return covered >= _COVERED * (end - start)
