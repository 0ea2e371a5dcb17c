"""Spreadsheets in and out. What is exported can be imported again unchanged.

In: ``open_workbook`` (is the file safe and readable?) → rows of cells → ``read_rows`` with a
tuple of ``Column`` → clean rows, or every bad cell at once. Nothing is written until there are
none. Out: ``write_workbook`` with the same columns.

Big lists in the shapes of other systems: ``find_header`` (where, under what merged cells?) →
``read_table`` by columns. ``mark_workbook`` gives the same cells back with the bad ones marked.
"""

from phongtrao.lib.sheets.columns import (
    CellError,
    Column,
    SheetResult,
    one_of,
    to_flag,
    to_text,
)
from phongtrao.lib.sheets.headers import (
    Header,
    find_header,
    guess_header,
    parts_of,
    read_header,
    shape_of,
)
from phongtrao.lib.sheets.marking import mark_workbook
from phongtrao.lib.sheets.reading import read_rows
from phongtrao.lib.sheets.tables import Table, read_table
from phongtrao.lib.sheets.workbook import MAX_BYTES, Workbook, open_workbook
from phongtrao.lib.sheets.writing import SheetContent, write_workbook

__all__ = [
    "MAX_BYTES",
    "CellError",
    "Column",
    "Header",
    "SheetContent",
    "SheetResult",
    "Table",
    "Workbook",
    "find_header",
    "guess_header",
    "mark_workbook",
    "one_of",
    "open_workbook",
    "parts_of",
    "read_header",
    "read_rows",
    "read_table",
    "shape_of",
    "to_flag",
    "to_text",
    "write_workbook",
]
