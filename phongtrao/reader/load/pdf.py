"""PDF with a text layer: printed lines, letterheads in two columns, ruled tables.

pdfium gives the text with its place on the page. Tables are looked for by pdfplumber, which is
slow, and only on pages that have ruling lines at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import pdfplumber
import pypdfium2
from pypdfium2 import raw

from phongtrao.lib.errors import BadFile
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.reader.load.layout import Box, Line, cell_text, find_lines, pair_columns
from phongtrao.reader.model import Block, Source

LOCKED = gettext_noop("Tệp PDF đặt mật khẩu. Hãy bỏ mật khẩu (mở tệp, in ra PDF mới) rồi tải lên.")
SCAN = gettext_noop(
    "Tệp PDF là ảnh quét, không có lớp chữ để đọc. Hãy tải lên bản .docx,"
    " hoặc quét lại có nhận dạng chữ (OCR) tiếng Việt."
)
CORRUPT = gettext_noop(
    "Tệp PDF bị hỏng hoặc tải lên chưa trọn. Hãy mở lại, lưu thành PDF mới rồi tải lên."
)
TOO_LONG = gettext_noop(
    "Tệp PDF có {pages} trang, vượt mức {limit} trang. Hãy tách phần kế hoạch rồi tải lên."
)
BLANK_PAGES = gettext_noop(
    "Trang {pages} chỉ có ảnh, không có chữ để đọc. Hãy đối chiếu các trang này với bản gốc."
)
PDFIUM = Lock()  # pdfium must not be called by two threads at once
MAX_PAGES = 400
_FEW_CHARACTERS = 30  # of a page; a scan has none, or a stamp
_FEW_COLUMNS = 2
_FEW_RULES = 4  # a letterhead has one or two underlines; a table has more


@dataclass(frozen=True, slots=True)
class _Table:
    top: float
    bottom: float
    rows: Sequence[tuple[str, ...]]


def load_pdf(path: Path) -> Source:
    """Read a PDF; BadFile for one that is locked, broken, too long, or only pictures."""
    with PDFIUM:
        pdf = open_pdf(path)
        try:
            return _read(pdf, path)
        finally:
            pdf.close()


def open_pdf(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise BadFile(_(LOCKED if is_locked else CORRUPT)) from error


def _read(pdf: pypdfium2.PdfDocument, path: Path) -> Source:
    if len(pdf) > MAX_PAGES:
        raise BadFile(_(TOO_LONG).format(pages=len(pdf), limit=MAX_PAGES))
    blocks: list[Block] = []
    blank: list[int] = []
    for number in range(len(pdf)):
        page = pdf[number]
        lines = find_lines(page)
        if sum(len(line.text) for line in lines) < _FEW_CHARACTERS:
            blank.append(number + 1)
        tables = _find_tables(path, number, lines) if _has_rules(page) else []
        blocks += _blocks(lines, tables, number + 1, len(blocks))
    if len(blank) == len(pdf):
        raise BadFile(_(SCAN))
    pages = ", ".join(map(str, blank))
    warnings = (_(BLANK_PAGES).format(pages=pages),) if blank else ()
    return Source(tuple(blocks), len(pdf), warnings)


def _has_rules(page: pypdfium2.PdfPage) -> bool:
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2)
    return sum(1 for _ in paths) >= _FEW_RULES


def _find_tables(path: Path, number: int, lines: Sequence[Line]) -> list[_Table]:
    """Ruled tables of two columns and more, their cells filled from ``lines``."""
    tables = []
    with pdfplumber.open(path, pages=[number + 1]) as pdf:
        page = pdf.pages[0]
        height = float(page.height)
        for table in page.find_tables():
            rows = [
                tuple(_text_in(cell, height, lines) if cell else "" for cell in row.cells)
                for row in table.rows
            ]
            if max((len(row) for row in rows), default=0) >= _FEW_COLUMNS:
                _, top, _, bottom = table.bbox
                tables.append(_Table(height - top, height - bottom, [r for r in rows if any(r)]))
    return tables


def _text_in(cell: tuple[float, float, float, float], height: float, lines: Sequence[Line]) -> str:
    left, top, right, bottom = cell  # pdfplumber counts from the top of the page, pdfium from below
    return cell_text(Box(left, height - bottom, right, height - top), lines)


def _blocks(lines: Sequence[Line], tables: Sequence[_Table], page: int, start: int) -> list[Block]:
    outside = [line for line in lines if not any(t.bottom < line.middle < t.top for t in tables)]
    pieces: list[tuple[float, tuple[str, ...]]] = list(pair_columns(outside))
    for table in tables:
        # a hair apart, so that the rows keep their order
        pieces += [(table.top - place / 1000, row) for place, row in enumerate(table.rows)]
    pieces.sort(key=lambda piece: -piece[0])
    return list(_numbered((cells for _, cells in pieces), page, start))


def _numbered(pieces: Iterator[tuple[str, ...]], page: int, start: int) -> Iterator[Block]:
    for number, cells in enumerate(pieces, start=start):
        if len(cells) == 1:
            yield Block(number, "line", cells[0], page)
        else:
            text = " | ".join(filter(None, cells)).replace("\n", " ")
            yield Block(number, "row", text, page, cells=cells)
