"""PDF files: pages with a text layer read as they are, pages that are pictures recognised.

pdfium gives the words and the drawn lines with their places; a page whose text is missing, or is no
Vietnamese, goes to Tesseract (``scan``).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import pypdfium2
from pypdfium2 import raw

from phongtrao.lib.errors import BadFile
from phongtrao.lib.text import has_lost_marks, looks_vietnamese
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.reader.load.boxes import Line
from phongtrao.reader.load.grid import find_grids
from phongtrao.reader.load.letters import find_words, has_letters
from phongtrao.reader.load.numerals import mend_numerals
from phongtrao.reader.load.ocr import DPI, Tell, has_tesseract, say_nothing
from phongtrao.reader.load.pages import Page, make_blocks
from phongtrao.reader.load.rules import find_rules
from phongtrao.reader.load.scan import Picture, recognise
from phongtrao.reader.model import Source

LOCKED = gettext_noop("Tệp PDF đặt mật khẩu. Hãy bỏ mật khẩu (mở tệp, in ra PDF mới) rồi tải lên.")
CORRUPT = gettext_noop(
    "Tệp PDF bị hỏng hoặc tải lên chưa trọn. Hãy mở lại, lưu thành PDF mới rồi tải lên."
)
TOO_LONG = gettext_noop(
    "Tệp PDF có {pages} trang, vượt mức {limit} trang. Hãy tách phần kế hoạch rồi tải lên."
)
TOO_MANY_SCANS = gettext_noop(
    "Tệp PDF có {pages} trang là ảnh quét, vượt mức {limit} trang. Hãy tách phần kế hoạch rồi tải lên."
)
SCAN = gettext_noop(
    "Tệp PDF là ảnh quét, máy chủ chưa cài bộ nhận dạng chữ. Hãy tải lên bản .docx, hoặc báo người"
    " quản trị cài gói tesseract-ocr và tesseract-ocr-vie."
)
NO_CONTENT = gettext_noop("Tệp PDF chỉ có trang trắng. Hãy kiểm tra lại tệp rồi tải lên lần nữa.")
NO_LETTERS = gettext_noop(
    "Không nhận ra chữ nào trong tệp. Hãy quét lại rõ hơn, thẳng trang, hoặc tải lên bản .docx."
)
BLANK_PAGES = gettext_noop(
    "Trang {pages} chỉ có ảnh, không đọc được chữ. Hãy đối chiếu các trang này với bản gốc."
)
SCANNED = gettext_noop(
    "Chữ ở trang {pages} do máy nhận dạng từ ảnh. Hãy đối chiếu với bản gốc những chỗ độ tin cậy thấp."
)
PDFIUM = Lock()  # pdfium must not be called by two threads at once
MAX_PAGES = 400
MAX_SCANS = 200  # some two minutes on two cores
_FEW_LETTERS = 30  # of a page; a scan has none, or a stamp
_FOREIGN = 0.75  # share of possible syllables; letters of a font without a code table score lower
_INTACT, _SAMPLE = 0.95, 40  # share of possible syllables; words
_ENOUGH_LETTERS = 200  # to judge the language of a page by


def load_pdf(path: Path, tell: Tell = say_nothing) -> Source:
    """Read a PDF; BadFile for one that is locked, broken, too long, or without a letter.

    ``tell(done, of)`` hears of every page recognised in a picture.
    """
    with _opened(path) as pdf:
        pages, scans = _read_text(pdf)
        if len(scans) > MAX_SCANS:
            raise BadFile(_(TOO_MANY_SCANS).format(pages=len(scans), limit=MAX_SCANS))
        if scans and has_tesseract():
            for page in recognise(_pictures(pdf, scans), len(scans), tell):
                pages[page.number - 1] = page
    return _source(pages, scans)


def load_text_layer(path: Path) -> Source:
    """The PDF without its pages that are pictures; BadFile when there are no others."""
    with _opened(path) as pdf:
        return _source(*_read_text(pdf))


def _read_text(pdf: pypdfium2.PdfDocument) -> tuple[list[Page], list[int]]:
    """The pages by their text layer, and the numbers of those to be recognised."""
    with PDFIUM:
        read = [_read_page(pdf, number) for number in range(len(pdf))]
    scans = [page.number for page, is_unread in read if is_unread]
    return [page for page, _unread in read], scans


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    with PDFIUM:
        pdf = open_pdf(path)
    try:
        if len(pdf) > MAX_PAGES:
            raise BadFile(_(TOO_LONG).format(pages=len(pdf), limit=MAX_PAGES))
        yield pdf
    finally:
        with PDFIUM:
            pdf.close()


def open_pdf(path: Path) -> pypdfium2.PdfDocument:
    """The document; BadFile for one that is locked or broken."""
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise BadFile(_(LOCKED if is_locked else CORRUPT)) from error


def _read_page(pdf: pypdfium2.PdfDocument, number: int) -> tuple[Page, bool]:
    """The words and tables of the text layer, and whether the page has to be recognised instead."""
    try:
        page = pdf[number]
        lines, quarters = find_words(page)
        grids = find_grids(find_rules(page, quarters))
        is_drawn = has_content(page)
        page.close()
    except pypdfium2.PdfiumError as error:
        raise BadFile(_(CORRUPT)) from error
    return Page(number + 1, tuple(lines), tuple(grids)), is_drawn and _is_unread(lines)


def has_content(page: pypdfium2.PdfPage) -> bool:
    """Whether anything stands on the page."""
    return bool(raw.FPDFPage_CountObjects(page.raw))


def _is_unread(lines: Sequence[Line]) -> bool:
    """Whether the text layer says nothing, or nothing Vietnamese."""
    if not has_letters(lines, _FEW_LETTERS):
        return True
    if not has_letters(lines, _ENOUGH_LETTERS):
        return False
    words = [run.text for line in lines for run in line.runs]
    # A look at some words clears nearly every page; only for the others are all of them asked.
    if looks_vietnamese(" ".join(words[:: max(len(words) // _SAMPLE, 1)])) >= _INTACT:
        return False
    text = " ".join(words)
    return has_lost_marks(text) or looks_vietnamese(text) < _FOREIGN


def _pictures(pdf: pypdfium2.PdfDocument, numbers: Sequence[int]) -> Iterator[Picture]:
    """The pages drawn one at a time, as they are asked for."""
    for number in numbers:
        with PDFIUM:
            page = pdf[number - 1]
            image = page.render(scale=DPI / 72, grayscale=True).to_pil()
            page.close()
        yield Picture(number, image)


def _source(pages: Sequence[Page], scans: Sequence[int]) -> Source:
    blank = [page.number for page in pages if not has_letters(page.lines, _FEW_LETTERS)]
    if len(blank) == len(pages):
        why = NO_CONTENT if not scans else NO_LETTERS if has_tesseract() else SCAN
        raise BadFile(_(why))
    unread = [number for number in scans if number in blank or not has_tesseract()]
    read = [number for number in scans if number not in unread]
    said = [(BLANK_PAGES, unread), (SCANNED, read)]
    warnings = [_(text).format(pages=", ".join(map(str, which))) for text, which in said if which]
    return Source(tuple(make_blocks(mend_numerals(pages, scans))), len(pages), tuple(warnings))
