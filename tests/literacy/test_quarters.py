"""Differences between quarters cannot tell a hidden figure: what was hidden stays hidden.  FEATURES 18"""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.literacy.suppression import (
    Before,
    Column,
    Figure,
    is_small,
    publish,
    publish_after,
)

WHOLE = 60
PLACES = range(4)
QUARTERS = st.lists(
    st.lists(st.integers(0, WHOLE), min_size=len(PLACES), max_size=len(PLACES)),
    min_size=2,
    max_size=4,
)


@dataclass(frozen=True)
class Read:
    """All that a reader has of a quarter."""

    cells: tuple[int | None, ...]
    total: int | None


def columns_of(years: list[list[int]]) -> list[Column]:
    """Every quarter published after the one before it."""
    found: list[Column] = []
    for row in years:
        cells = [Figure(done, WHOLE) for done in row]
        if not found:
            found.append(publish(cells))
            continue
        hidden = frozenset(at for at, cell in enumerate(found[-1].cells) if cell.is_hidden)
        found.append(publish_after(cells, Before(hidden, found[-1].total.is_hidden)))
    return found


def read(column: Column) -> Read:
    cells = tuple(None if cell.is_hidden else cell.done for cell in column.cells)
    return Read(cells, None if column.total.is_hidden else column.total.done)


def guesses(read_: list[Read], quarter: int) -> dict[int, set[int]]:
    """What a reader works out of a quarter's hidden cells, if others did not change: the total less everything
    known, each hidden cell taken as it stands in any other quarter.
    """
    here = read_[quarter]
    if here.total is None:
        return {}
    known = {
        at: {other.cells[at] for other in read_ if other.cells[at] is not None}
        for at, cell in enumerate(here.cells)
        if cell is None
    }
    found: dict[int, set[int]] = {}
    for at in known:
        sums = {sum(cell for cell in here.cells if cell is not None)}
        for other, values in known.items():
            if other != at:
                sums = {one + value for one in sums for value in values}
        found[at] = {here.total - one for one in sums}
    return found


@given(QUARTERS)
def test_nobody_works_out_a_hidden_figure_from_another_quarter(years):
    seen = [read(column) for column in columns_of(years)]

    for quarter in range(len(years)):
        assert all(not values for values in guesses(seen, quarter).values())


@given(QUARTERS)
def test_what_is_shown_is_true_and_never_small(years):
    for row, column in zip(years, columns_of(years), strict=True):
        for done, cell in zip(row, column.cells, strict=True):
            assert cell.is_hidden or (cell.done == done and not is_small(cell))
        assert column.total.is_hidden or column.total.done == sum(row)


@pytest.mark.parametrize(
    ("years", "why"),
    [
        ([[3, 20, 30, 40], [8, 20, 30, 40]], "its company is shown again, unchanged"),
        ([[0, 20, 30, 40], [3, 20, 30, 40]], "its company was shown before"),
        ([[9, 20, 30, 40], [9, 20, 30, 2]], "somebody else becomes few"),
    ],
)
def test_each_quarter_by_itself_would_tell_it(years, why):
    """The attack is a real one: published one by one, without a look at the quarter before, it succeeds."""
    alone = [read(publish([Figure(done, WHOLE) for done in row])) for row in years]
    told = [guesses(alone, quarter) for quarter in range(len(years))]
    after = [read(column) for column in columns_of(years)]

    assert any(values for found in told for values in found.values()), why
    assert not any(v for q in range(len(years)) for v in guesses(after, q).values())


@given(
    st.lists(st.integers(0, WHOLE), min_size=4, max_size=4),
    st.sampled_from([(a, b) for a in PLACES for b in PLACES if a != b]),
)
def test_a_row_that_takes_in_a_hidden_one_does_not_grow_by_it_in_sight(row, merged):
    """A former goes into an heir: the heir's growth, and the growth of the total less the others, is the former."""
    former, heir = merged
    [first] = columns_of([row])
    hidden = {at for at, cell in enumerate(first.cells) if cell.is_hidden}
    left = [at for at in PLACES if at != former]
    cells = [
        Figure(row[at] + row[former], 2 * WHOLE) if at == heir else Figure(row[at], WHOLE)
        for at in left
    ]
    held = frozenset(left.index(heir if at == former else at) for at in hidden)
    same = {left[at] for at in held} == hidden
    second = publish_after(cells, Before(held, first.total.is_hidden, same))

    grown = read(second).cells[left.index(heir)]
    if former in hidden:
        assert (grown, read(second).total) == (None, None)
    for at, cell in zip(left, second.cells, strict=True):
        assert cell.is_hidden or at not in hidden
