"""The rows of an import: sheets opened, columns cleaned, every bad cell told with its sheet and row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets import Header, Workbook, open_workbook, read_header, read_table
from phongtrao.orgs.imports.fields import Field
from phongtrao.orgs.models import ImportFile

HEAD = 25  # lines looked at for a header: 20, and the depth of one


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one row; ``column`` is the label in the sheet."""

    place: int
    column: str
    message: str


@dataclass(slots=True)
class Rows:
    """Cleaned columns, all equally long. ``sheets`` and ``lines`` say where each row stood."""

    columns: dict[str, list[Any]] = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)

    def get(self, key: str) -> Sequence[Any]:
        """The column; None in every row when the list does not tell it."""
        return self.columns.get(key) or [None] * len(self)

    def refuse(self, place: int, key: str, message: str) -> None:
        self.faults.append(Fault(place, self.labels.get(key, ""), message))

    def bad(self) -> set[int]:
        return {fault.place for fault in self.faults}


def open_file(file: ImportFile) -> Workbook:
    return open_workbook(bytes(file.content), file.name)


def head_of(book: Workbook, sheet: str) -> list[Sequence[Any]]:
    """The first lines of a sheet."""
    return [row for __, row in zip(range(HEAD), book.rows(sheet), strict=False)]


def header_of(book: Workbook, sheet: str, line: int) -> Header:
    """The header that begins at the line, or an empty one if the sheet is shorter."""
    head = head_of(book, sheet)
    if line > len(head):
        return Header(line, line, ())
    return read_header(head, book.merged(sheet), line)


def read_sheets(
    book: Workbook,
    sheets: Iterable[Mapping[str, Any]],
    mapping: Mapping[str, int],
    fields: Mapping[str, Field],
) -> Rows:
    """All rows of the chosen sheets, below their headers. ``sheets``: {"name", "line"} of each."""
    rows = Rows()
    places = {place: fields[key].column() for key, place in mapping.items() if key in fields}
    for sheet in sheets:
        header = header_of(book, sheet["name"], sheet["line"])
        labels = [*header.labels, *[""] * (1 + max(places, default=0) - len(header.labels))]
        rows.labels |= {column.key: labels[place] for place, column in places.items()}
        table = read_table(book.rows(sheet["name"]), header.last, places, labels)
        _append(rows, sheet["name"], table)
    return rows


def _append(rows: Rows, sheet: str, table: Any) -> None:
    first = len(rows)
    place_of = (
        {line: place for place, line in enumerate(table.lines, first)} if table.errors else {}
    )
    rows.faults += [Fault(place_of[e.row], e.column, e.message) for e in table.errors]
    rows.lines += table.lines
    rows.sheets += [sheet] * len(table.lines)
    for key, values in table.columns.items():
        rows.columns.setdefault(key, []).extend(values)


def add_constants(rows: Rows, constants: Mapping[str, str], fields: Mapping[str, Field]) -> None:
    """What holds for every row, where no column tells it. BadInput names the field."""
    for key, text in constants.items():
        if key in rows.columns or key not in fields or not text:
            continue
        try:
            value = fields[key].clean(text)
        except BadInput as error:
            said = _("Giá trị chung “%(field)s”: %(error)s")
            raise BadInput(said % {"field": fields[key].label, "error": error}) from error
        rows.columns[key] = [value] * len(rows)
        rows.labels[key] = str(fields[key].label)
