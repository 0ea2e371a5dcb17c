"""One column: what it says, how it sorts, how it looks on screen and in a workbook."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.db.models import Aggregate, F, Func
from django.db.models.expressions import OrderBy
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from phongtrao.lib.numbers import format_date, format_number

Text = str | Promise
Align = Literal["start", "end", "center"]


@dataclass(frozen=True)
class Column:
    """A column of a table.

    value     a path of attributes (“unit.name”), or a function of the row; default: the key
    sort      fields or expressions to order by; empty: the column does not sort
    show      value → text (or safe HTML) on screen; default: by its type (1.234,5, 20/08/2025); None is “—”
    sheet     value → what stands in the workbook; default: the value itself
    total     an aggregate over the filtered rows, shown in the last row, as Sum("amount")
    grouped   numbers as 1.234; False for years and other numbers that are names
    card      on a phone: “title” heads the card, “hide” is left out, else one line of it
    """

    key: str
    label: Text
    value: str | Callable[[Any], Any] = ""
    sort: str | tuple[str | F | Func, ...] = ()
    show: Callable[[Any], Any] | None = None
    sheet: Callable[[Any], Any] | None = None
    align: Align = "start"
    total: Aggregate | None = None
    grouped: bool = True
    card: Literal["title", "line", "hide"] = "line"
    in_export: bool = True
    on_screen: bool = True
    _path: tuple[str, ...] = field(init=False, repr=False, default=())

    def __post_init__(self) -> None:
        path = self.value if isinstance(self.value, str) else ""
        object.__setattr__(self, "_path", tuple((path or self.key).split(".")))

    def read(self, row: Any) -> Any:
        """The value in a row; None as soon as a step of the path is None."""
        if callable(self.value):
            return self.value(row)
        found = row
        for name in self._path:
            found = found.get(name) if isinstance(found, dict) else getattr(found, name)
            if found is None:
                return None
        return found() if callable(found) else found

    def html(self, row: Any) -> SafeString:
        value = self.read(row)
        if self.show and value is not None:
            return conditional_escape(self.show(value))
        return conditional_escape(show_value(value, grouped=self.grouped))

    def sheet_value(self, row: Any) -> Any:
        value = self.read(row)
        if self.sheet:
            return self.sheet(value)
        if isinstance(value, datetime):
            return localtime(value)  # a workbook knows no time zones
        if value is None or isinstance(value, int | float | Decimal | date):
            return value
        return str(value)

    def order(self, *, descending: bool) -> list[OrderBy]:
        """Expressions for ``order_by``; rows without a value come last either way."""
        parts = (self.sort,) if isinstance(self.sort, str) else self.sort
        made = [F(part) if isinstance(part, str) else part for part in parts if part]
        if descending:
            return [part.desc(nulls_last=True) for part in made]
        return [part.asc(nulls_last=True) for part in made]


def show_value(value: Any, *, grouped: bool = True) -> Any:
    """A value as an office writes it; what draws itself (State, Due, Progress) is left alone."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, int | float | Decimal):
        return format_number(value) if grouped else str(value)
    if isinstance(value, datetime):
        value = localtime(value)
        return f"{value:%H:%M} {format_date(value)}"
    if isinstance(value, date):
        return format_date(value)
    return value
