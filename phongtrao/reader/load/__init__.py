"""From a file to blocks, one loader for each format."""

from pathlib import Path

from phongtrao.reader.load.txt import load_txt
from phongtrao.reader.model import Source

_LOADERS = {"txt": load_txt}


def load(path: Path) -> Source:
    """Check the file and read its blocks; BadFile says what is wrong with it."""
    return _LOADERS["txt"](path)
