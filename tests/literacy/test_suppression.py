"""No published figure is smaller than five people, and none can be worked out. FEATURES 18"""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.literacy.suppression import HIDDEN, Figure, K, is_small, publish, total_of

FIGURES = st.integers(0, 14).flatmap(
    lambda whole: st.integers(0, whole).map(lambda done: Figure(done, whole))
)


@pytest.mark.parametrize(
    ("cells", "hidden"),
    [
        ([], []),
        ([Figure(30, 60)], [False]),
        ([Figure(3, 60)], [True]),  # and the total with it
        ([Figure(57, 60), Figure(20, 40)], [True, True]),  # three who are not are as few as three who are
        ([Figure(3, 40), Figure(30, 60), Figure(80, 90)], [True, True, False]),
        ([Figure(1, 40), Figure(1, 40), Figure(20, 40)], [True, True, True]),
        ([Figure(0, 40), Figure(40, 40)], [False, False]),  # nobody, and everybody, is no small number
    ],
)  # fmt: skip
def test_small_cells_go_with_company(cells, hidden):
    assert [cell.is_hidden for cell in publish(cells).cells] == hidden


def test_a_single_hidden_cell_is_not_the_total_less_the_rest():
    cells = [Figure(3, 40), Figure(30, 60), Figure(80, 90)]

    column = publish(cells)

    left = column.total.done - sum(cell.done for cell in column.cells)
    assert (column.total, left) == (total_of(cells), 33)  # two cells share it


def test_hidden_cells_carry_no_number():
    assert publish([Figure(3, 40), Figure(30, 60)]).cells == (HIDDEN, HIDDEN)


@given(st.lists(FIGURES, max_size=7))
def test_whatever_is_shown_is_five_or_more_and_adds_up(cells):
    column = publish(cells)

    for cell in (*column.cells, column.total):
        assert not is_small(cell)
    if not column.total.is_hidden:
        assert column.total == total_of(cells)


@given(st.lists(FIGURES, max_size=6))
def test_what_can_be_subtracted_is_no_small_number(cells):
    column = publish(cells)

    if column.total.is_hidden:
        return
    shown = total_of(cell for cell in column.cells if not cell.is_hidden)
    rest = Figure(column.total.done - shown.done, column.total.whole - shown.whole)
    hidden = sum(cell.is_hidden for cell in column.cells)
    assert hidden != 1
    assert not is_small(rest)
    assert rest.done == 0 or rest.done >= K


@given(st.lists(FIGURES, max_size=4))
def test_no_hidden_cell_can_be_worked_out(cells):
    """All worlds that look the same from outside: of every hidden cell at least two numbers are possible."""
    column = publish(cells)
    hidden = [place for place, cell in enumerate(column.cells) if cell.is_hidden]

    if column.total.is_hidden or not hidden:
        return
    together = total_of(cells[place] for place in hidden)
    ways = list(ways_to_share(together.done, len(hidden)))
    for at in range(len(hidden)):
        assert len({way[at] for way in ways}) > 1


def ways_to_share(done, count):
    """How many may be done in each of the hidden cells, none of them nought."""
    rows = product(range(1, done + 1), repeat=count - 1)
    return ((*row, done - sum(row)) for row in rows if done - sum(row) >= 1)
