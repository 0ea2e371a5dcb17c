"""What a column is called, what its cells mean, and what was wrong with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.lib.text import fold, nfc
from phongtrao.lib.words import say as _

T = TypeVar("T")
_MIDNIGHT = time()
_YES = {"co", "x", "1", "dung", "true", "yes"}
_NO = {"khong", "0", "sai", "false", "no"}


def to_text(value: Any) -> str:
    """Read a cell as text: NFC, no blanks around, “5” for 5.0, dates as dd/mm/yyyy."""
    if isinstance(value, str):  # first: nearly every cell is
        return nfc(value.replace("\r\n", "\n")).strip()
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, int | float | Decimal):
        return format_number(value).replace(".", "")  # codes and years are not grouped
    if isinstance(value, date | time | timedelta):
        return _moment_to_text(value)
    return nfc(str(value).replace("\r\n", "\n")).strip()


def to_flag(value: Any) -> bool:
    """Read “Có”, “Yes”, “x”, 1 as yes and “Không”, “No”, 0 as no."""
    said = fold(to_text(value))
    if said not in _YES | _NO:
        wrong = _("“{value}” không rõ. Hãy nhập “Có” hoặc “Không”.")
        raise BadInput(wrong.format(value=to_text(value)))
    return said in _YES


def one_of(choices: Mapping[str, T]) -> Callable[[Any], T]:
    """Make a reader of one of the labels, compared by fold(); it answers with the label's value."""
    folded = {fold(label): value for label, value in choices.items()}

    def clean(value: Any) -> T:
        said = to_text(value)
        if fold(said) not in folded:
            allowed = ", ".join(f"“{label}”" for label in choices)
            wrong = _("“{value}” không có trong danh mục. Hãy nhập một trong: {allowed}.")
            raise BadInput(wrong.format(value=said, allowed=allowed))
        return folded[fold(said)]

    return clean


def _moment_to_text(value: date | time | timedelta) -> str:
    if isinstance(value, timedelta):  # hours worked: may exceed a day
        minutes = round(value.total_seconds()) // 60
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime) and value.time() != _MIDNIGHT:
        return f"{format_date(value)} {value:%H:%M}"
    return format_date(value)


@dataclass(frozen=True, slots=True)
class Column:
    """One column, in and out.

    ``clean`` turns a cell that is not blank into a value and raises BadInput with a sentence:
    ``to_text``, ``to_flag``, ``one_of``, or ``parse_number``, ``parse_date`` of lib.numbers;
    ``empty`` is the value of a blank cell of a column that is not required. ``width`` in
    characters, measured from the first rows when None; ``grouped``: show 1.234 and not 1234
    (years and codes are not grouped). ``help`` is a hint to whoever fills the sheet in.
    """

    key: str
    label: str
    clean: Callable[[Any], Any] = to_text
    required: bool = True
    empty: Any = None
    help: str = ""
    width: int | None = None
    grouped: bool = True


@dataclass(frozen=True, slots=True)
class CellError:
    """One thing wrong. ``row`` counts from 1 as spreadsheets show it; 0: the sheet as a whole."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        if self.row and self.column:
            place = _("Dòng {row}, cột “{column}”: ")
        elif self.row:
            place = _("Dòng {row}: ")
        else:
            place = _("Cột “{column}”: ") if self.column else ""
        return place.format(row=self.row, column=self.column) + self.message


@dataclass(frozen=True, slots=True)
class SheetResult:
    """Clean rows (key → value) and, at the same index in ``lines``, where each stood.

    Rows with an error are not in ``rows``. Write nothing unless ``errors`` is empty. ``told``: keys of the
    columns the header has; of others every row has the empty value.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    told: frozenset[str] = frozenset()
