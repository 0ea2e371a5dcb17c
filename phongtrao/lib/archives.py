"""Office files are zips, and a zip of a few kilobytes can unpack to gigabytes.

The directory of an archive says how large its parts will be; one look at it, before anything is
unpacked, tells an office file from a bomb. ``zipfile`` stops reading a part at the size its directory
claims, so a directory that lies makes a broken part, not a flood. Each door has its own sentences and
its own limits; the look is one.
"""

import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from phongtrao.lib.errors import BadFile

# What zipfile says of archives that are damaged; ValueError: names that are not UTF-8, offsets before
# the start. RuntimeError, which it says of a locked part, is not among them.
DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError)
_MACROS = ("vbaproject.bin", "vbadata.xml")


@dataclass(frozen=True, slots=True)
class Limits:
    """What an honest file stays below. Sizes in bytes; nought means “not looked at”.

    ``ratio``: unpacked to packed. Office files grow about twentyfold, a bomb a thousandfold; up to
    ``harmless`` bytes unpacked the ratio does not matter. ``parts``: entries of the directory.
    """

    unpacked: int
    ratio: int = 0
    harmless: int = 0
    parts: int = 0


def is_bomb(archive: zipfile.ZipFile, limits: Limits, *, size: int) -> bool:
    """Whether the archive, a file of ``size`` bytes, claims more than the limits allow.

    The whole file, not the sum of its parts, is what the ratio is held against: parts that overlap
    count the same bytes many times.
    """
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    grows = unpacked > limits.harmless and unpacked > limits.ratio * max(size, 1)
    return (
        unpacked > limits.unpacked
        or bool(limits.ratio and grows)
        or bool(limits.parts and len(entries) > limits.parts)
    )


def refuse_bomb(archive: zipfile.ZipFile, limits: Limits, sentence: str, *, size: int) -> None:
    """Raise BadFile with the sentence of the door the file came through."""
    if is_bomb(archive, limits, size=size):
        raise BadFile(sentence)


def has_macros(names: Iterable[str]) -> bool:
    """Whether parts of these names carry a program, in Word as in Excel."""
    return any(name.lower().endswith(_MACROS) for name in names)
