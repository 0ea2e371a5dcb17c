"""A page of a PDF as a picture, and where on it a passage stands: for whoever compares with the paper.

What has no layer of text (a scan) is drawn as well; then no place is known.
"""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

import pypdfium2

from phongtrao.lib.errors import BadFile
from phongtrao.lib.text import nfc
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.reader.load.pdf import PDFIUM

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_PAGE = gettext_noop("Không mở được trang này của tệp. Hãy tải tệp gốc về để xem.")
LONGEST_SIDE = 4_000  # pixels; a page may be a metre long
QUALITY = 80  # of the JPEG
_GAP = 40.0  # points between lines of one passage; a table row has room above and below its words
_SHORTEST = 2  # letters that say anything about where a passage is


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in points from the upper left corner of the page."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageLook:
    """The size of a page in points, and where the passage stands on it, if that can be told."""

    width: float
    height: float
    areas: tuple[Area, ...] = ()


def draw_page(stream: BinaryIO, number: int, *, width: int) -> bytes:
    """Page ``number`` (from 1) as a JPEG ``width`` pixels wide; BadFile where there is no such page."""
    with _page(stream, number) as page:
        wide, high = page.get_size()
        scale = min(width / wide, LONGEST_SIDE / high)
        picture = page.render(scale=scale).to_pil().convert("RGB")
    made = BytesIO()
    picture.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def look_at_page(stream: BinaryIO, number: int, passage: Sequence[str] = ()) -> PageLook:
    """Size of page ``number`` (from 1), and where the texts of ``passage`` stand; BadFile as above."""
    with _page(stream, number) as page:
        width, height = page.get_size()
        pieces = [] if page.get_rotation() else list(_pieces(page, height))
    wanted = [_letters(text) for text in passage]
    found = [(area, len(key)) for area, key in pieces if _is_in(key, wanted)]
    return PageLook(width, height, _best_run(found))


def page_sizes(stream: BinaryIO) -> list[tuple[float, float]]:
    """Width and height of every page in points; BadFile for what is no PDF."""
    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(stream)
        except pypdfium2.PdfiumError as error:
            raise BadFile(_(NO_PAGE)) from error
        try:
            return [pdf.get_page_size(number) for number in range(len(pdf))]
        finally:
            pdf.close()


@contextmanager
def _page(stream: BinaryIO, number: int) -> "Iterator[pypdfium2.PdfPage]":
    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(stream)
        except pypdfium2.PdfiumError as error:
            raise BadFile(_(NO_PAGE)) from error
        try:
            if not 1 <= number <= len(pdf):
                raise BadFile(_(NO_PAGE))
            yield pdf[number - 1]
        except pypdfium2.PdfiumError as error:
            raise BadFile(_(NO_PAGE)) from error
        finally:
            pdf.close()


def _pieces(page: pypdfium2.PdfPage, height: float) -> "Iterator[tuple[Area, str]]":
    """Runs of letters on one line, with their letters alone."""
    text_page = page.get_textpage()
    for place in range(text_page.count_rects()):
        left, bottom, right, top = text_page.get_rect(place)
        key = _letters(text_page.get_text_bounded(left, bottom, right, top))
        yield Area(left, height - top, right - left, top - bottom), key
    text_page.close()


def _letters(text: str) -> str:
    """Letters and digits only: blanks and hyphens differ between a page and what was read of it."""
    return "".join(letter for letter in nfc(text).casefold() if letter.isalnum())


def _is_in(key: str, wanted: Iterable[str]) -> bool:
    return len(key) >= _SHORTEST and any(key in text for text in wanted)


def _best_run(found: Iterable[tuple[Area, int]]) -> tuple[Area, ...]:
    """Of the places that would fit, those close together that hold most of the passage's letters."""
    runs: list[list[tuple[Area, int]]] = []
    for area, letters in sorted(found, key=lambda one: one[0].top):
        if not runs or area.top - runs[-1][-1][0].top > _GAP:
            runs.append([])
        runs[-1].append((area, letters))
    best = max(runs, key=lambda run: sum(letters for _area, letters in run), default=[])
    return tuple(area for area, _letters in best)
