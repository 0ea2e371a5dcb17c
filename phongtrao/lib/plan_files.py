"""Which files a plan may come in: the one list for the reader, the forms and the command line."""

import shutil
from typing import Literal

Kind = Literal["txt", "md", "docx", "pdf", "photo", "office"]

# ending → how it is read; “office” is turned into .docx by LibreOffice first
TAKEN: dict[str, Kind] = {
    ".docx": "docx",
    ".pdf": "pdf",
    ".txt": "txt",
    ".md": "md",
    ".markdown": "md",
    ".dotx": "docx",
    ".doc": "office",
    ".rtf": "office",
    ".odt": "office",
    ".png": "photo",
    ".jpg": "photo",
    ".jpeg": "photo",
}


def endings() -> tuple[str, ...]:
    """Endings of the files that are read on this machine, the usual ones first."""
    has_office = find_office() is not None
    return tuple(ending for ending, kind in TAKEN.items() if has_office or kind != "office")


def find_office() -> str | None:
    """Where LibreOffice is, if it is."""
    return shutil.which("soffice") or shutil.which("libreoffice")
