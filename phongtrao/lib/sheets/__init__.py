"""Spreadsheets in and out. What is exported can be imported again unchanged.

In: ``open_workbook`` (is the file safe and readable?) → rows of cells → ``read_rows`` with a
tuple of ``Column`` → clean rows, or every bad cell at once. Nothing is written until there are
none. Out: ``write_workbook`` with the same columns.
"""

from phongtrao.lib.sheets.columns import (
    CellError,
    Column,
    SheetResult,
    one_of,
    to_flag,
    to_text,
)
from phongtrao.lib.sheets.reading import read_rows
from phongtrao.lib.sheets.workbook import MAX_BYTES, Workbook, open_workbook
from phongtrao.lib.sheets.writing import SheetContent, write_workbook

__all__ = [
    "MAX_BYTES",
    "CellError",
    "Column",
    "SheetContent",
    "SheetResult",
    "Workbook",
    "one_of",
    "open_workbook",
    "read_rows",
    "to_flag",
    "to_text",
    "write_workbook",
]
