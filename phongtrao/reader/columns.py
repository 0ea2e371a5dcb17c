"""What the columns of a plan's tables are called, and what they mean."""

import re
from collections.abc import Sequence

from phongtrao.reader.text import plain, word_set

ORDINAL, CONTENT, LEAD, SUPPORT, TIME, RESULT, PERFORMER, INDICATOR, TARGET, OTHER = (
    "ordinal", "content", "lead", "support", "time", "result", "performer", "indicator", "target",
    "other",
)  # fmt: skip

# First match wins, so the longer names come first. Unmarked text: headers are often in capitals.
_NAMES = (
    (ORDINAL, r"\b(?:so )?s?tt\b"),
    (LEAD, r"(?:(?:co quan|don vi|bo phan|phong)(?:/ca nhan|, ca nhan|, don vi)? )?chu tri(?: thuc hien)?"),
    (SUPPORT, r"(?:(?:co quan|don vi|bo phan)(?:/ca nhan|, ca nhan|, don vi)? )?phoi hop(?: thuc hien)?"),
    (TIME, r"thoi gian(?: thuc hien| hoan thanh)?|thoi han(?: hoan thanh)?|tien do(?: thuc hien)?|han hoan thanh"),
    (RESULT, r"ket qua(?: thuc hien| dat duoc| du kien)?|san pham(?: dau ra| du kien)?|dau ra"),
    (PERFORMER, r"(?:don vi|co quan|nguoi|ca nhan|bo phan)(?:[/,] ?(?:ca nhan|don vi|nguoi))?(?: duoc)? (?:thuc hien|phu trach|phan cong)|phu trach"),
    (INDICATOR, r"(?:ten |cac |noi dung )?chi (?:tieu|so)"),
    (CONTENT, r"(?:ten |cac )?nhiem vu(?:(?:,| va|/) giai phap)?|(?:cac )?noi dung(?: cong viec| nhiem vu| thuc hien)?|(?:ten )?(?:cong viec|hoat dong)"),
    (TARGET, r"(?:(?:den|muc tieu|ke hoach|nam|het|giai doan) )*(?:20\d\d ?- ?)?(20\d\d)"),
    (OTHER, r"ghi chu|kinh phi|don vi tinh|dvt|nguon(?: kinh phi)?"),
)  # fmt: skip
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _NAMES))
_YEAR = re.compile(r"20\d\d")
_HEADER_LENGTH, _FEW_COLUMNS = 60, 2
HEADER_START = re.compile(r"\W*(?:so )?s?tt\b")


def name_column(header: str) -> str:
    """The meaning of one header cell; a target column carries its year: “target:2030”."""
    match = _ANY.search(" ".join(plain(header).split()))
    return _named(match) if match else OTHER


def find_columns(header: str) -> tuple[str, ...]:
    """The columns named in a flattened header, in order."""
    return tuple(_named(match) for match in _ANY.finditer(" ".join(plain(header).split())))


def is_header_text(line: str) -> bool:
    """Whether ``line`` holds nothing but words of column names."""
    words = re.findall(r"[^\W\d]+", plain(line))
    return bool(words or _YEAR.search(line)) and all(word in _HEADER_WORDS for word in words)


def is_header_row(cells: Sequence[str]) -> bool:
    """Whether a real table row is a header: two or more of its cells are known column names."""
    named = [name_column(cell) for cell in cells if len(cell) <= _HEADER_LENGTH]
    known = [name for name in named if name != OTHER]
    return len(known) >= _FEW_COLUMNS and len(known) >= len([cell for cell in cells if cell]) / 2


def target_year(column: str) -> int | None:
    """2030 for “target:2030”; None for any other column."""
    name, _, year = column.partition(":")
    return int(year) if name == TARGET and year else None


def _named(match: re.Match[str]) -> str:
    name = match.lastgroup or OTHER
    year = _YEAR.findall(match.group())
    return f"{TARGET}:{year[-1]}" if name == TARGET and year else name


_HEADER_WORDS = word_set(
    "stt tt so nhiem vu giai phap co quan don vi bo phan phong ca nhan chu tri phoi hop thuc "
    "hien thoi gian han hoan thanh tien do ket qua dat duoc du kien san pham dau ra nguoi phu "
    "trach phan cong chi tieu ten cac noi dung cong viec hoat dong den muc ke hoach nam het "
    "giai doan ghi chu kinh phi dvt nguon tinh va"
)
