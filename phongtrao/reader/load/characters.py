"""From the bytes of a text file to Vietnamese letters.

Files of offices come in UTF-8 and UTF-16, with a mark at their head or without, in windows-1258,
and in the encodings of old fonts, TCVN3 and VNI; one file may hold several, pasted together. What is
valid UTF-8 is taken as such, line by line; of the rest the reading with the most possible syllables.
"""

import re
from collections.abc import Callable, Sequence

from phongtrao.lib.errors import BadFile
from phongtrao.lib.text import (
    from_tcvn3,
    from_vni,
    legacy_reading,
    looks_vietnamese,
    may_be_legacy,
    nfc,
)
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _

UNREADABLE = gettext_noop(
    "Không nhận ra bảng mã của tệp văn bản. Hãy lưu lại tệp với bảng mã UTF-8 rồi tải lên."
)
LOST_LETTERS = gettext_noop(
    "Chữ có dấu trong tệp đã bị thay bằng dấu “?” nên không đọc được. Hãy lấy lại tệp gốc,"
    " lưu với bảng mã UTF-8 rồi tải lên."
)
# In this order: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_UNITS = {"utf-16": 2, "utf-32": 4, "utf-16-le": 2, "utf-16-be": 2}
_OLD: tuple[Callable[[bytes], str], ...] = (
    lambda data: nfc(data.decode("cp1258", "replace")),
    lambda data: from_tcvn3(data.decode("latin-1")),
    lambda data: from_vni(data.decode("latin-1")),
)
_SURE_SHARE = 0.8  # of syllables; the wrong one of these encodings gives below 0.6
_FEW_LINES = 0.1  # of a file; so many may be damaged
_SAMPLE = 20_000  # bytes are enough to know an encoding by
# Signs nobody sees (joiners, marks of direction, soft hyphens), and those of machines.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\0-\x08\x0e-\x1b\x7f]")
_LOST = re.compile(r"[^\W\d_][?\ufffd]+[^\W\d_]")  # “ho?ch”: some program had no such letter
_MANY_LOST = 0.2  # of the words; fewer are read, with doubt
_LINE_ENDS = re.compile("\r\n?|[\x0b\x1c-\x1e\x85\u2028\u2029]")


def read_characters(data: bytes) -> str:
    """The text in NFC, lines ended by “\\n”, form feeds kept; BadFile when no encoding fits."""
    text = _decode(data)
    text = nfc(_INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))
    text = mend_old_fonts(text)
    if len(_LOST.findall(text)) > _MANY_LOST * len(text.split()):
        raise BadFile(_(LOST_LETTERS))
    return text


def guess_utf16(data: bytes) -> str:
    """“utf-16-le” or “utf-16-be” for a text without its mark, "" for anything else.

    In Vietnamese two letters in three are ASCII, and so every second byte of many is nought.
    """
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = len(data) // 2
    if odd > half / 3 and even <= odd / 10:
        return "utf-16-le"
    if even > half / 3 and odd <= even / 10:
        return "utf-16-be"
    return ""


def mend_old_fonts(text: str) -> str:
    """A Unicode text with its lines in TCVN3 or VNI read as such; the other lines stay."""
    if not may_be_legacy(text):
        return text
    lines = text.split("\n")
    decoded = [legacy_reading(line) for line in lines]
    ways = [
        way
        for way in (from_tcvn3, from_vni)
        if any(new and new == way(old) for old, new in zip(lines, decoded, strict=True))
    ]
    pairs = zip(lines, decoded, strict=True)
    return "\n".join(new or _mended(old, ways) for old, new in pairs)


def _mended(line: str, ways: Sequence[Callable[[str], str]]) -> str:
    """A line that shows no sign of an old font, in a text that has lines which do."""
    if line.isascii():
        return line
    best = max((line, *(way(line) for way in ways)), key=looks_vietnamese)
    return best if looks_vietnamese(best) == 1 else line


def _decode(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    encoding = encoding or (guess_utf16(data) if b"\0" in data else "")
    if encoding in _UNITS:
        whole = len(data) - len(data) % _UNITS[encoding]  # a file cut off in a letter
        return data[:whole].decode(encoding, "replace")
    return _decode_lines(data.removeprefix(b"\xef\xbb\xbf"))


def _decode_lines(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        lines = [_utf8(line) for line in data.split(b"\n")]
        old = [line for line in lines if isinstance(line, bytes)]
        read_old = _find_old(old)
        if read_old is None and len(old) > _FEW_LINES * len(lines):
            raise BadFile(_(UNREADABLE)) from None
        read_old = read_old or _damaged
    return "\n".join(read_old(line) if isinstance(line, bytes) else line for line in lines)


def _utf8(line: bytes) -> str | bytes:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line


def _find_old(lines: Sequence[bytes]) -> Callable[[bytes], str] | None:
    sample = b"\n".join(lines)[:_SAMPLE]
    best = max(_OLD, key=lambda read: looks_vietnamese(read(sample)))
    return best if looks_vietnamese(best(sample)) >= _SURE_SHARE else None


def _damaged(line: bytes) -> str:
    """A line of a UTF-8 file in which some bytes went wrong; where, the reader of it can see."""
    return line.decode("utf-8", "replace")
