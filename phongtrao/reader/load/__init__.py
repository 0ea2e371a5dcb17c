"""From a file to blocks, one loader for each format."""

from collections.abc import Callable
from pathlib import Path

from phongtrao.lib.plan_files import Kind
from phongtrao.reader.load.checks import MAX_BYTES, check_file
from phongtrao.reader.load.docx import load_docx
from phongtrao.reader.load.markdown import load_markdown
from phongtrao.reader.load.ocr import Tell, say_nothing
from phongtrao.reader.load.office import load_office
from phongtrao.reader.load.pdf import load_pdf, load_text_layer
from phongtrao.reader.load.photo import load_photo
from phongtrao.reader.load.txt import load_txt
from phongtrao.reader.model import Source

__all__ = ["MAX_BYTES", "Tell", "check_file", "load", "load_printed", "say_nothing"]

_LOADERS: dict[Kind, Callable[[Path], Source]] = {
    "txt": load_txt,
    "md": load_markdown,
    "docx": load_docx,
    "office": load_office,
}
_RECOGNISERS: dict[Kind, Callable[[Path, Tell], Source]] = {  # slow, page by page
    "pdf": load_pdf,
    "photo": load_photo,
}


def load_printed(path: Path) -> Source:
    """As ``load``, for those who wait: pages that are pictures are left out, not recognised."""
    kind = check_file(path)
    return load_text_layer(path) if kind == "pdf" else _LOADERS[kind](path)


def load(path: Path, tell: Tell = say_nothing) -> Source:
    """Check the file and read its blocks; BadFile says what is wrong with it.

    ``tell(done, of)`` hears of every page recognised in a picture.
    """
    kind = check_file(path)
    if kind in _RECOGNISERS:
        return _RECOGNISERS[kind](path, tell)
    return _LOADERS[kind](path)
