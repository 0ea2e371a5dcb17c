"""A workbook given back: the cells as they were, the bad ones marked, the reasons in a last column."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from phongtrao.lib.sheets.columns import CellError, to_text
from phongtrao.lib.sheets.headers import Header
from phongtrao.lib.sheets.workbook import Workbook
from phongtrao.lib.sheets.writing import Look, Styles, write_cell
from phongtrao.lib.words import say as _

_REASONS_WIDE, _CELLS_WIDE = 80, 18


def mark_workbook(
    book: Workbook,
    headers: Mapping[str, Header],
    errors: Mapping[str, Sequence[CellError]],
    *,
    reasons: str,
) -> bytes:
    """Return an .xlsx with the sheets of ``headers`` as they were and what is wrong with them.

    ``errors`` by name of sheet; ``reasons`` is the label of the column of sentences, which stands
    after the last one. Formats of the file that came in are not kept.
    """
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True, "remove_timezone": True}) as marked:
        styles = Styles(marked)
        for name, header in headers.items():
            page = marked.add_worksheet(name)
            _set_up(page, header)
            _write(page, (book.rows(name), header), errors.get(name, ()), (styles, reasons))
    return target.getvalue()


def _set_up(page: Worksheet, header: Header) -> None:
    wide = len(header.labels)
    page.set_column(0, wide - 1, _CELLS_WIDE)
    page.set_column(wide, wide, _REASONS_WIDE)
    page.freeze_panes(header.last, 0)


def _write(
    page: Worksheet,
    sheet: tuple[Iterable[Sequence[Any]], Header],
    errors: Sequence[CellError],
    looks: tuple[Styles, str],
) -> None:
    (rows, header), (styles, reasons) = sheet, looks
    wide = len(header.labels)
    by_row, plain = _by_row(errors), Look(styles, grouped=False)
    for line, cells in enumerate(rows, start=1):
        wrong = by_row.get(line, {})
        marked = {place for place, label in enumerate(header.labels) if label in wrong}
        for place, cell in enumerate(cells[:wide]):
            if place in marked or line == header.last:
                look = styles.named("wrong" if place in marked else "header")
                page.write_string(line - 1, place, to_text(cell), look)
            else:
                write_cell(page, (line - 1, place), cell, plain)
        if line == header.last:
            page.write_string(line - 1, wide, reasons, styles.named("header"))
        elif wrong:
            said = "\n".join(sentence for sentences in wrong.values() for sentence in sentences)
            page.write_string(line - 1, wide, said, styles.named("wrong"))


def _by_row(errors: Sequence[CellError]) -> dict[int, dict[str, list[str]]]:
    """Row → label → sentences, each with its column in front."""
    found: dict[int, dict[str, list[str]]] = {}
    for error in errors:
        said = _("{column}: {message}") if error.column else "{message}"
        sentence = said.format(column=error.column, message=error.message)
        found.setdefault(error.row, {}).setdefault(error.column, []).append(sentence)
    return found
