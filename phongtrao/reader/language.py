"""Is this Vietnamese, and has it kept its marks?"""

import re

from phongtrao.lib.errors import BadFile
from phongtrao.reader.text import plain

NOT_VIETNAMESE = "Văn bản không viết bằng tiếng Việt. Hãy tải lên kế hoạch bản tiếng Việt."
EMPTY = "Tệp không có chữ nào. Hãy kiểm tra lại tệp rồi tải lên lần nữa."

# Frequent syllables of administrative Vietnamese that English and French do not have as words.
_SYLLABLES = frozenset(
    "cua va cac trong thuc hien nhiem vu ke hoach giao duc phong truong dao tao cong tac thi dua nam ngay thang"
    " theo duoc khong nhung cho voi ve viec quyet dinh hoat dong don vi phat trien khoa hoc".split()
)
_FEW_SYLLABLES, _FEW_MARKS = 0.12, 0.17  # shares of words; plain office Vietnamese has 0.35, 0.27


def require_vietnamese(text: str) -> None:
    """Raise BadFile for a text without Vietnamese in it."""
    words = re.findall(r"[^\W\d_]+", plain(text))
    if not words:
        raise BadFile(EMPTY)
    known = sum(word in _SYLLABLES for word in words)
    if known < _FEW_SYLLABLES * len(words):
        raise BadFile(NOT_VIETNAMESE)


def is_damaged(text: str) -> bool:
    """Whether the text has lost its marks: too few letters carry one."""
    letters = [char for char in text if char.isalpha()]
    marked = sum(not char.isascii() for char in letters)
    return marked < _FEW_MARKS * max(len(letters), 1)
