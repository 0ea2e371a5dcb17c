"""A quick look at an uploaded file, so that what cannot be a plan is refused while the person waits.

Everything ``read_plan`` refuses, without the slow part of a PDF, its tables. A text or Word file is
loaded whole; of a PDF only the words of its first pages.
"""

from pathlib import Path
from threading import Lock

from phongtrao.lib.errors import BadFile
from phongtrao.lib.words import say as _
from phongtrao.reader.language import require_vietnamese
from phongtrao.reader.load import check_file, load
from phongtrao.reader.load.pdf import MAX_PAGES, SCAN, TOO_LONG, open_pdf

FIRST_PAGES = 5  # with words on them; a cover may have only a few
FEW_CHARACTERS = 30  # a scan has none on a page, or a stamp
_ONE_AT_A_TIME = Lock()  # pdfium must not be called by two threads at once


def glance(path: Path) -> None:
    """Raise BadFile, with a sentence that says what to do, for a file that cannot be read as a plan."""
    if check_file(path) == "pdf":
        require_vietnamese(_first_words(path))
    else:
        require_vietnamese("\n".join(block.text for block in load(path).blocks))


def _first_words(path: Path) -> str:
    with _ONE_AT_A_TIME:
        pdf = open_pdf(path)
        try:
            if len(pdf) > MAX_PAGES:
                raise BadFile(_(TOO_LONG).format(pages=len(pdf), limit=MAX_PAGES))
            texts: list[str] = []
            for page in pdf:
                text = page.get_textpage().get_text_range().strip()
                texts += [text] if len(text) >= FEW_CHARACTERS else []
                if len(texts) == FIRST_PAGES:
                    break
        finally:
            pdf.close()
    if not texts:
        raise BadFile(_(SCAN))
    return "\n".join(texts)
