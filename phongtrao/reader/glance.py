"""A quick look at an uploaded file, so that what cannot be a plan is refused while the person waits.

Everything ``read_plan`` refuses, without the slow part of a PDF: its tables, and the recognition of
pages that are pictures. A text or Word file is loaded whole; of a PDF only the words of its first
pages.
"""

from pathlib import Path

from phongtrao.lib.errors import BadFile
from phongtrao.lib.words import say as _
from phongtrao.reader.language import require_vietnamese
from phongtrao.reader.load import check_file, load
from phongtrao.reader.load.ocr import has_tesseract
from phongtrao.reader.load.pdf import (
    MAX_PAGES,
    NO_CONTENT,
    PDFIUM,
    SCAN,
    TOO_LONG,
    has_content,
    open_pdf,
)
from phongtrao.reader.load.photo import open_photo
from phongtrao.reader.stamps import refuse_stamped_file

FIRST_PAGES = 5  # with words on them; a cover may have only a few
FEW_CHARACTERS = 30  # a scan has none on a page, or a stamp


def glance(path: Path) -> None:
    """Raise BadFile, with a sentence that says what to do, for a file that cannot be read as a plan."""
    kind = check_file(path)
    refuse_stamped_file(path)
    if kind == "pdf":
        if words := _first_words(path):
            require_vietnamese(words)
    elif kind == "photo":
        open_photo(path)
    elif kind != "office":  # LibreOffice takes its time: the job waits for it, not a person
        require_vietnamese("\n".join(block.text for block in load(path).blocks))


def _first_words(path: Path) -> str:
    """Empty for a scan, whose words are yet to be recognised."""
    with PDFIUM:
        pdf = open_pdf(path)
        try:
            if len(pdf) > MAX_PAGES:
                raise BadFile(_(TOO_LONG).format(pages=len(pdf), limit=MAX_PAGES))
            texts: list[str] = []
            if not any(map(has_content, pdf)):
                raise BadFile(_(NO_CONTENT))
            for page in pdf:
                text = page.get_textpage().get_text_range().strip()
                texts += [text] if len(text) >= FEW_CHARACTERS else []
                if len(texts) == FIRST_PAGES:
                    break
        finally:
            pdf.close()
    if not texts and not has_tesseract():
        raise BadFile(_(SCAN))
    return "\n".join(texts)
