"""The declaration of a table, and one view of it: filtered, sorted, paged."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.http import addresses_of
from phongtrao.web.tables.columns import Align, Column, Text
from phongtrao.web.tables.filters import (
    ALL_PICKED,
    EXPORT,
    PAGE,
    PICKED,
    SIZE,
    SORT,
    Address,
    Chip,
    Filter,
)
from phongtrao.web.tables.markup import RowMarkup

SIZES = (25, 50, 100)


@dataclass(frozen=True)
class Empty:
    """What an empty table says: what this is for, and the first step."""

    title: Text
    text: Text = ""
    url: str = ""
    action: Text = ""


@dataclass(frozen=True)
class BulkAction:
    """A button over the selected rows; ``url_name`` is a view that reads ``selected_rows``.

    ``counted``: what it says while rows are ticked, “Tiếp nhận %d việc”; ``args``: of the address, where
    the table is of one record.
    """

    label: Text
    url_name: str
    icon: str = ""
    counted: Text = ""
    args: tuple[int, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=self.args)


@dataclass(frozen=True)
class Table:
    """Declared once, beside the view. ``order`` is a column's key, “-key” for descending.

    ``row_url``: where a row leads, the name of a view that takes its key, or a function of the row.
    """

    key: str
    columns: tuple[Column, ...]
    title: Text
    order: str
    filter: type[Filter] | None = None
    row_url: str | Callable[[Any], str] = ""
    empty: Empty = field(default_factory=lambda: Empty(gettext_lazy("Chưa có dòng nào.")))
    bulk: tuple[BulkAction, ...] = ()
    file_name: str = ""

    def of(
        self, rows: QuerySet[Any], params: QueryDict, given: Mapping[str, Any] | None = None
    ) -> "TablePage":
        """The table of these rows as the address asks; ``given`` goes to the filter form."""
        return TablePage(self, rows, params, dict(given or {}))

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)


class Header(NamedTuple):
    label: Text
    align: Align
    url: str
    sorted: str  # "ascending", "descending" or ""

    @property
    def icon(self) -> str:
        return f"sort-{self.sorted}" if self.sorted else "arrows-sort"

    @property
    def icon_css(self) -> str:
        return "" if self.sorted else "quiet"


@dataclass(frozen=True)
class TablePage:
    """Two queries whatever is shown: count with totals, and the rows of the page."""

    table: Table
    source: QuerySet[Any]
    params: QueryDict
    given: dict[str, Any]

    # ------------------------------------------------------------ what the address asks
    @cached_property
    def address(self) -> Address:
        return Address(self.params)

    @cached_property
    def form(self) -> Filter | None:
        return self.table.filter(self.params, **self.given) if self.table.filter else None

    @cached_property
    def sort_key(self) -> tuple[Column, bool]:
        """The column to sort by, and whether downwards."""
        asked = self.params.get(SORT, "")
        column = self.table.column(asked.removeprefix("-"))
        if column is None or not column.sort:
            asked = self.table.order
            column = self.table.column(asked.removeprefix("-"))
        if column is None:
            raise KeyError(f"table {self.table.key}: no column {asked!r} to order by")
        return column, asked.startswith("-")

    @cached_property
    def size(self) -> int:
        asked = self.params.get(SIZE, "")
        return int(asked) if asked in {str(size) for size in SIZES} else SIZES[0]

    @cached_property
    def is_refused(self) -> bool:
        """A filter that cannot be read shows nothing rather than everything."""
        return self.form is not None and not self.form.is_valid()

    @cached_property
    def filtered(self) -> QuerySet[Any]:
        """Every row of the filter, in order: what is counted, exported and selected as “all”."""
        rows = self.source
        if self.is_refused:
            return rows.none()
        if self.form is not None:
            rows = self.form.narrow(rows)
        column, descending = self.sort_key
        return rows.order_by(*column.order(descending=descending), "pk")

    # ------------------------------------------------------------ numbers
    @cached_property
    def _counted(self) -> dict[str, Any]:
        sums = {f"sum_{c.key}": c.total for c in self.table.columns if c.total is not None}
        if not sums:
            return {"rows": self.filtered.count()}
        return self.filtered.order_by().aggregate(rows=Count("pk"), **sums)

    @property
    def count(self) -> int:
        return int(self._counted["rows"])

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // self.size))

    @cached_property
    def page(self) -> int:
        asked = self.params.get(PAGE, "1")
        return min(max(1, int(asked)), self.pages) if asked.isdecimal() else 1

    @property
    def first(self) -> int:
        return (self.page - 1) * self.size + 1 if self.count else 0

    @property
    def last(self) -> int:
        return min(self.page * self.size, self.count)

    # ------------------------------------------------------------ what the template prints
    @property
    def dom_id(self) -> str:
        return f"table-{self.table.key}"

    @cached_property
    def shown(self) -> tuple[Column, ...]:
        return tuple(column for column in self.table.columns if column.on_screen)

    @cached_property
    def exported(self) -> tuple[Column, ...]:
        return tuple(column for column in self.table.columns if column.in_export)

    def headers(self) -> Iterator[Header]:
        by, descending = self.sort_key
        for column in self.shown:
            is_by = column is by
            turned = f"-{column.key}" if is_by and not descending else column.key
            url = self.address.with_(SORT, turned) if column.sort else ""
            order = ("descending" if descending else "ascending") if is_by else ""
            yield Header(column.label, column.align, url, order)

    @cached_property
    def items(self) -> list[Any]:
        """The objects of the page."""
        start = (self.page - 1) * self.size
        return list(self.filtered[start : start + self.size])

    @cached_property
    def _markup(self) -> RowMarkup:
        return RowMarkup(
            self.shown, self.dom_id, picks=bool(self.table.bulk), picked=self.is_picked
        )

    @property
    def is_picked(self) -> bool:
        """All rows are ticked from the start: the address says that one came for all of them."""
        return bool(self.table.bulk) and self.params.get(PICKED) == ALL_PICKED

    @property
    def is_all_picked(self) -> bool:
        """So are those on the pages to come."""
        return self.is_picked and self.pages > 1

    def rows(self) -> SafeString:
        return self._markup.rows((item, self._url_of(item)) for item in self.items)

    @cached_property
    def _url_of(self) -> Callable[[Any], str]:
        asked = self.table.row_url
        if callable(asked):
            return asked
        if not asked:
            return lambda _item: ""
        address = addresses_of(asked)
        return lambda item: address(item.pk)

    def totals(self) -> SafeString | str:
        """The last row; empty unless a column asks for it, or where there is nothing to add up."""
        keys = [column.key for column in self.shown if column.total is not None]
        if not keys or not self.count:
            return ""
        return self._markup.totals({key: self._counted[f"sum_{key}"] for key in keys})

    @cached_property
    def chips(self) -> list[Chip]:
        return list(self.form.chips(self.address)) if self.form else []

    @property
    def clear_url(self) -> str:
        """The same order and size, without any filter."""
        return "?" + urlencode({w: self.params[w] for w in (SORT, SIZE) if w in self.params})

    @property
    def export_url(self) -> str:
        return self.address.with_(EXPORT, "xlsx")

    def sizes(self) -> list[tuple[int, str, bool]]:
        return [(n, self.address.with_(SIZE, n), n == self.size) for n in SIZES]

    def sort_options(self) -> list[tuple[str, str, bool]]:
        """For the phone, where there are no column heads to press."""
        by, descending = self.sort_key
        found = []
        for column in (c for c in self.table.columns if c.sort):
            up, down = _("%s, tăng dần") % column.label, _("%s, giảm dần") % column.label
            found.append((column.key, up, column is by and not descending))
            found.append((f"-{column.key}", down, column is by and descending))
        return found

    @property
    def previous_url(self) -> str:
        return self.address.with_(PAGE, self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        return self.address.with_(PAGE, self.page + 1) if self.page < self.pages else ""

    @property
    def query(self) -> str:
        """The address without its page: posted along with “select all as filtered”."""
        return Address(self.address.bare(PICKED)).without(PAGE).removeprefix("?")


def selected_rows(
    table: Table,
    rows: QuerySet[Any],
    posted: QueryDict,
    given: Mapping[str, Any] | None = None,
) -> QuerySet[Any]:
    """The rows a bulk action is about: those ticked, or all of the filter they were ticked in.

    ``rows`` are those the user may act on, so that nothing outside can be posted in; ``given`` goes
    to the filter form, as in ``Table.of``.
    """
    if posted.get("all"):
        return table.of(rows, QueryDict(posted.get("filter", "")), given).filtered
    ticked = [pk for pk in posted.getlist("row") if pk.isdecimal()]
    return rows.filter(pk__in=ticked)


def selected_again(posted: QueryDict) -> list[tuple[str, str]]:
    """The hidden fields that say the same to a page that asks once more: (name, value)."""
    names = ("all", "filter") if posted.get("all") else ("row",)
    return [(name, value) for name in names for value in posted.getlist(name)]


def is_nothing_selected(posted: QueryDict) -> bool:
    """The button was pressed without any row."""
    return not posted.get("all") and not posted.getlist("row")


def back_to(address: str, posted: QueryDict) -> str:
    """The list as it was filtered when the button was pressed."""
    asked = QueryDict(posted.get("filter", "")).urlencode()
    return f"{address}?{asked}" if asked else address
