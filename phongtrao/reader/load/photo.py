"""Photographs of pages, one page a file."""

from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageOps

from phongtrao.lib.errors import BadFile
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.reader.load.ocr import DPI, Tell, has_tesseract, say_nothing
from phongtrao.reader.load.pages import Page, make_blocks
from phongtrao.reader.load.scan import Picture, recognise, sureness
from phongtrao.reader.model import Source

BROKEN = gettext_noop("Tệp ảnh bị hỏng hoặc tải lên chưa trọn. Hãy chụp hoặc quét lại rồi tải lên.")
NO_OCR = gettext_noop(
    "Máy chủ chưa cài bộ nhận dạng chữ nên chưa đọc được ảnh. Hãy tải lên bản .docx, hoặc báo người"
    " quản trị cài gói tesseract-ocr và tesseract-ocr-vie."
)
NO_PAGE = gettext_noop(
    "Không nhận ra trang văn bản nào trong ảnh. Hãy chụp thẳng, đủ sáng, mỗi ảnh một trang, hoặc tải"
    " lên bản .docx."
)
TOO_LARGE = gettext_noop(
    "Ảnh quá lớn ({size} triệu điểm ảnh, mức cho phép {limit}). Hãy thu nhỏ ảnh rồi tải lên."
)
MAX_MEGAPIXELS = 60
_LONG_SIDE = round(11.7 * DPI)  # of an A4 page
_FEW_LETTERS = 80
_POOR = 0.5  # sureness; a desk, a face, a hand-written note


def load_photo(path: Path, tell: Tell = say_nothing) -> Source:
    """Read the photograph of a page; BadFile when it shows no page, or nothing can be read."""
    pages = list(recognise([Picture(1, open_photo(path))], 1, tell))
    if _letters(pages) < _FEW_LETTERS or sureness(pages[0]) < _POOR:
        raise BadFile(_(NO_PAGE))
    return Source(tuple(make_blocks(pages)), 1)


def open_photo(path: Path) -> Image.Image:
    """The photograph grey, upright, as large as an A4 page at the resolution Tesseract wants.

    BadFile when it is broken or too large, or when there is no Tesseract to give it to.
    """
    if not has_tesseract():
        raise BadFile(_(NO_OCR))
    try:
        with Image.open(path) as photo:
            size = photo.width * photo.height // 10**6
            if size > MAX_MEGAPIXELS:
                raise BadFile(_(TOO_LARGE).format(size=size, limit=MAX_MEGAPIXELS))
            image = ImageOps.exif_transpose(photo).convert("L")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadFile(_(BROKEN)) from error
    share = _LONG_SIDE / max(image.size)
    width, height = max(round(image.width * share), 1), max(round(image.height * share), 1)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _letters(pages: Iterable[Page]) -> int:
    return sum(len(run.text) for page in pages for line in page.lines for run in line.runs)
