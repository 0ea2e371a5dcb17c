"""Workbooks to begin with: an empty table of each list, and one of invented rows with errors to try."""

from typing import Any

from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.orgs.imports.joining import BIRTH
from phongtrao.orgs.imports.kinds import KINDS
from phongtrao.orgs.models.imports import list_kinds

NOT_ASKED = frozenset(
    {"family_name", "given_name", *BIRTH}
)  # other ways of saying what is asked already


def workbook(kind: str) -> bytes:
    """The columns of the list, without a row."""
    return _write(kind, [])


def sample_workbook(kind: str) -> bytes:
    """Right rows, and one of each kind of mistake."""
    return _write(kind, KINDS[kind].samples())


def _write(kind: str, rows: list[dict[str, Any]]) -> bytes:
    fields = [field for field in KINDS[kind].fields if field.key not in NOT_ASKED]
    columns = [Column(field.key, str(field.label), grouped=False) for field in fields]
    cells = [[row.get(field.key) for field in fields] for row in rows]
    title = str(dict(list_kinds())[kind])
    return write_workbook([SheetContent(title, columns, cells)], title=title)
