"""From a file to blocks, one loader for each format."""

from collections.abc import Callable
from pathlib import Path

from phongtrao.reader.load.checks import MAX_BYTES, Kind, check_file
from phongtrao.reader.load.docx import load_docx
from phongtrao.reader.load.pdf import load_pdf
from phongtrao.reader.load.txt import load_txt
from phongtrao.reader.model import Source

__all__ = ["MAX_BYTES", "check_file", "load"]

_LOADERS: dict[Kind, Callable[[Path], Source]] = {
    "txt": load_txt,
    "docx": load_docx,
    "pdf": load_pdf,
}


def load(path: Path) -> Source:
    """Check the file and read its blocks; BadFile says what is wrong with it."""
    return _LOADERS[check_file(path)](path)
