"""The board as its template prints it: rows of cells, each a state as icon and word.

A board of 50 units × 40 tasks has 2,000 cells in a page of 100 kB: a cell may cost some thirty bytes.
So cells are joined here from one short text a state, drawn by the style sheet, and not by the template.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.plans.access import plans as access
from phongtrao.plans.forms.board import BoardFilter
from phongtrao.plans.forms.cascade import communes_under
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.queries.board import (
    BoardRow,
    ColumnHead,
    board_units,
    communes_of,
    coordinated,
    counted_in,
    heads_of,
    rows_by_commune,
    rows_by_unit,
    worst,
)
from phongtrao.plans.queries.plans import assignments_of
from phongtrao.web.tables import Address, Chip

P = Assignment.Progress
CELLS_ON_A_PAGE = 1_800
MOST_ROWS, FEWEST_ROWS = 50, 10
TOOLTIP = 120  # characters of a task in the head of its column
Draw = Callable[[Counter[str] | None], str]
# One letter a state: the class of a cell, and the style sheet's key to its drawing.
LETTERS: dict[str, str] = {
    P.NOT_STARTED: "n",
    P.ON_TIME: "o",
    P.DUE_SOON: "s",
    P.LATE: "l",
    P.STALE: "t",
    P.DONE: "d",
    P.DECLINED: "x",
    P.JOINED: "j",
    P.ENDED: "e",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row ready to print: ``cells`` is markup, ``summary`` says the same in words (phones)."""

    name: str
    url: str
    units: int
    cells: SafeString
    done: int
    total: int
    summary: str


@dataclass(frozen=True)
class BoardPage:
    plan: Plan
    form: BoardFilter
    address: Address
    heads: list[ColumnHead]
    lines: list[Line]
    page: "Page[Any]"
    by_commune: bool

    @classmethod
    def build(cls, plan: Plan, user: AbstractBaseUser, params: QueryDict) -> "BoardPage":
        board = Board.of(plan, user, params)
        paginator = Paginator(board.units(), board.page_size)
        page = paginator.get_page(params.get("trang"))
        rows = board.rows(list(page))
        draw = _sums() if board.by_commune else _words()
        work = _addresses("plans:unit_work")
        names = {state.value: str(state.label).lower() for state in P}
        lines = [
            Line(
                name=row.name,
                url=f"{work(row.unit)}?ke_hoach={plan.pk}",
                units=row.units,
                **_drawn(row, board.heads, draw, names),
            )
            for row in rows
        ]
        address = Address(params)
        return cls(plan, board.form, address, board.heads, lines, page, board.by_commune)

    @property
    def chips(self) -> list[Chip]:
        return list(self.form.chips(self.address))

    @property
    def legend(self) -> list[tuple[str, str]]:
        return [(LETTERS[state], str(state.label)) for state in P]

    @property
    def export_url(self) -> str:
        return self.address.with_("xuat", "xlsx")

    @property
    def previous_url(self) -> str:
        return self._page_url(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        return self._page_url(self.page.number + 1) if self.page.has_next() else ""

    def _page_url(self, number: int) -> str:
        return self.address.with_("trang", number)


@dataclass(frozen=True)
class Board:
    """What the address asks of the board, before paging: shared by the page and the workbook."""

    form: BoardFilter
    heads: list[ColumnHead]
    found: QuerySet[Assignment]
    by_commune: bool

    @classmethod
    def of(cls, plan: Plan, user: AbstractBaseUser, params: QueryDict) -> "Board":
        form = BoardFilter(params, communes=communes_under(plan.owner))
        rows = assignments_of(plan, access.scope_of(user, plan))
        found = form.narrow(rows) if form.is_valid() else rows.none()
        by_commune = form.is_valid() and bool(form.cleaned_data["gop"])
        return cls(form, heads_of(plan), found, by_commune)

    @property
    def page_size(self) -> int:
        fitting = CELLS_ON_A_PAGE // max(1, len(self.heads))
        return max(FEWEST_ROWS, min(MOST_ROWS, fitting))

    def units(self) -> Any:
        """What is paged: units, or communes with how many units stand in each."""
        return communes_of(self.found) if self.by_commune else board_units(self.found)

    def rows(self, units: list[Any]) -> list[BoardRow]:
        """The rows of some of what ``units`` answered."""
        make: Callable[[QuerySet[Assignment], list[Any]], list[BoardRow]]
        make = rows_by_commune if self.by_commune else rows_by_unit
        return make(self.found, units)


def _drawn(
    row: BoardRow, heads: list[ColumnHead], draw: Draw, names: dict[str, str]
) -> dict[str, Any]:
    """What a line says of its cells: markup, numbers, and the same in words."""
    total = row.total()
    cells = "".join([draw(row.cells.get(head.task)) for head in heads])
    return {
        "cells": mark_safe(cells),  # noqa: S308 -- made of our own words and of numbers
        "done": total[P.DONE],
        "total": counted_in(total),
        "summary": _summary(row, heads, total, names),
    }


def _addresses(name: str) -> Callable[[int], str]:
    """Addresses of many objects of one kind: resolved once, not once a row."""
    before, after = reverse(name, args=[0]).split("/0/")
    return lambda pk: f"{before}/{pk}/{after}"


def heads_html(heads: list[ColumnHead]) -> SafeString:
    """The heads of the columns: a number to press, with the task's first words as its title."""
    page = _addresses("plans:task")
    parts = [
        format_html(
            '<th scope="col"><a href="{}" title="{}">{}</a></th>',
            page(head.task),
            Truncator(head.text).chars(TOOLTIP),
            head.label,
        )
        for head in heads
    ]
    return SafeString("".join(parts))


def board_workbook(plan: Plan, user: AbstractBaseUser, params: QueryDict) -> bytes:
    """The whole board as filtered: one row a unit (or commune), one column a task."""
    board = Board.of(plan, user, params)
    first = Column("unit", _("Đơn vị"), width=36)
    columns = [first, *(Column(str(head.task), _label(head)) for head in board.heads)]
    content = SheetContent(_("Bảng theo dõi"), columns, _sheet_rows(board))
    said = "; ".join(str(chip) for chip in board.form.chips(Address(params)))
    return write_workbook([content], title=plan.title, filters_said=said)


def _sheet_rows(board: Board) -> Iterator[list[str]]:
    joint = set() if board.by_commune else coordinated(board.found)
    for row in board.rows(list(board.units())):
        cells = [(row.cells.get(head.task), (head.task, row.unit) in joint) for head in board.heads]
        yield [row.name, *(_said(board, states, joins=joins) for states, joins in cells)]


def _label(head: ColumnHead) -> str:
    return f"{head.label}. {Truncator(head.text).chars(TOOLTIP)}"


def _said(board: Board, states: Counter[str] | None, *, joins: bool) -> str:
    if not states:
        return ""
    if board.by_commune:
        return f"{states[P.DONE]}/{counted_in(states)}"
    word = str(P(worst(states)).label)
    return _("%s (phối hợp)") % word if joins else word


def _words() -> Draw:
    """How a cell of one unit is drawn; the words are put together once a page, not once a cell."""
    drawn = {state: f"<td class={LETTERS[state]}><b>{word}</b>" for state, word in _labels()}
    return lambda states: drawn[worst(states)] if states else "<td>"


def _sums() -> Draw:
    """“3/12” done, drawn as the state that needs looking at first."""
    drawn = {state: (f"<td class={LETTERS[state]}>", f"<b>{word}</b>") for state, word in _labels()}

    def draw(states: Counter[str] | None) -> str:
        if not states:
            return "<td>"
        before, after = drawn[worst(states)]
        return f"{before}{states[P.DONE]}/{counted_in(states)}{after}"

    return draw


def _labels() -> list[tuple[str, str]]:
    return [(state.value, conditional_escape(state.label)) for state in P]


def _summary(
    row: BoardRow, heads: list[ColumnHead], total: Counter[str], names: dict[str, str]
) -> str:
    """“12 hoàn thành; 2 quá hạn (quá hạn: I.2, III.4)”: the row in words."""
    words = "; ".join(f"{total[state]} {name}" for state, name in names.items() if total[state])
    late = [h.label for h in heads if (states := row.cells.get(h.task)) and states[P.LATE]]
    return f"{words} ({names[P.LATE]}: {', '.join(late)})" if late else words
