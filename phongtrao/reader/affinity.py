"""How well a piece of a flattened table row fits a column, and where columns change.

The numbers were set by hand on rows of real plans; only their order of size matters.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from phongtrao.reader.columns import (
    BASELINE,
    CONTENT,
    CRITERION,
    END,
    INDICATOR,
    LEAD,
    LEVEL,
    MEASURE,
    OTHER,
    PERFORMER,
    RESULT,
    START,
    SUBJECT,
    SUPPORT,
    TARGET,
    TIME,
)
from phongtrao.reader.text import plain, word_set
from phongtrao.reader.units import names_person_or_unit, starts_like_unit

_TIME_WORDS = word_set(
    "thường xuyên liên tục theo kế hoạch riêng quý tháng năm hằng hàng ngày định kỳ trong "
    "trước sau đến từ cuối đầu giai đoạn chậm nhất muộn cả suốt i ii iii iv học tuần và hoàn thành h g giờ"
)
_MEASURE_WORDS = 3
_REST_WORDS = 4
_NO_NAME = 1.6  # cost of opening a cell of names with something else
_TIME_LENGTH = 6  # words
_NARROW = 32  # letters that fit a narrow column
_WIDE = 0.7  # of the widest piece
_FROM_DAY = re.compile(r"(?:sau|trong vong|cham nhat) \d+ (?:ngay|thang)|ke tu ngay")
_COMPARING = "tren|tu|dat|toi thieu|it nhat|duoi|khong qua|khong duoi|toi da|hon"
_NUMBER = re.compile(rf"(?:(?:{_COMPARING}|[<>≥≤]) ?)*\s*\d+(?:[.,]\d+)?\s*%?")
_CALLS = re.compile(
    r"(?:[,:/–-]|\b(?:và|của|thuộc|với|cho|tại|ngày|tháng|quý|năm|theo|từ|đến|các|ông|bà|trước|trong|học kỳ|đ/c|tối thiểu|ít nhất|trên|dưới|không quá|đạt))$",
    re.IGNORECASE,
)
# A capital behind one of these is its proper name: “Sở Giáo dục”, “Bí thư Đoàn”.
_NAMES_ON = re.compile(
    r"\b(?:Sở|Bộ|Vụ|Cục|Ban|Hội|Tổ|Đoàn|Khối|Phòng|Trường|UBND|HĐND|Bí thư|Phó|Trung tâm|thành phố|Ủy ban|TP|Chủ nhiệm|Tổ trưởng tổ|Chủ tịch|Giám đốc)$"
)
# A subject over several rows is printed once.
_EMPTY_PRICE = {
    CONTENT: 3.0, INDICATOR: 3.0, CRITERION: 3.0, LEAD: 2.0, TARGET: 2.0, MEASURE: 1.5, SUPPORT: 0.8, SUBJECT: 0.2,
}  # fmt: skip
# Whom a table of criteria speaks of, and how it says what must be reached.
_SUBJECT = re.compile(
    r"(?:doi voi )?(?:cac )?(?:tap the|ca nhan|don vi|nha truong|truong|giao vien|nha giao|hoc sinh|can bo|cong chuc|vien chuc|hoc vien|sinh vien|to|lop|chi doan)\b"
)
_LEVEL = re.compile(rf"(?:{_COMPARING}|khong co|loai|hoan thanh|xep loai|co)\b|[<>≥≤\d]|-$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line of a row, or a part of one."""

    text: str
    is_tight: bool = False  # closer to the line above than usual
    is_after_page_break: bool = False


def affinity(piece: Piece, column: str, widest: int, following: str = "") -> float:
    """Score of ``piece`` in ``column``; ``widest`` is the longest piece of the row, ``following`` the
    line below, where a name may go on."""
    return _affinity(piece.text, column.partition(":")[0], widest, following)


@lru_cache(maxsize=4096)
def _affinity(text: str, name: str, widest: int, following: str) -> float:
    if judge := _JUDGES.get(name):
        return judge(text, following)
    return _content_affinity(text, name, widest)


def boundary(above: Piece, below: Piece) -> float:
    """Score of a change of column between two pieces."""
    score = 0.6 if below.is_tight and not below.is_after_page_break else 0.0
    is_dash, was_dash = below.text.startswith("-"), above.text.startswith("-")
    if below.text[0].islower():
        # nothing goes on in small letters after a full stop: it belongs to another cell
        score += 1.0 if above.text.endswith((";", ".")) else -1.5
    else:
        score += 0.5
    if is_dash and was_dash:
        # a list of units goes on; an item left unfinished belongs to a cell that ends here
        is_list = starts_like_unit(below.text) or above.text.endswith((";", ".", ","))
        score += -1.5 if is_list else 0.5
    is_open = above.text.endswith((",", "-", ";")) and not below.text[0].islower()
    if is_open or goes_on(above.text):
        score -= 1.0
    elif above.text.endswith("."):
        score += 0.3
    return score


def opening_cost(piece: Piece, column: str, following: str) -> float:
    """What it costs to open a cell of names with something that is no name."""
    if column not in (LEAD, SUPPORT, PERFORMER):
        return 0.0
    return 0.0 if _may_open_names(piece.text, following) else _NO_NAME


@lru_cache(maxsize=1024)
def _may_open_names(text: str, following: str) -> bool:
    return starts_like_unit(f"{text} {following}") or names_person_or_unit(text)


def new_name_cost(above: Piece, below: Piece, column: str) -> float:
    """What it costs a cell of names to go on with another name and no sign between them."""
    is_listed = above.text.endswith((";", ",", "-")) or not below.text[0].isupper()
    if column not in (LEAD, SUPPORT, PERFORMER) or is_listed or goes_on(above.text):
        return 0.0
    return 0.6 if starts_like_unit(below.text) else 0.0


@lru_cache(maxsize=1024)  # every way to read a row asks for the same few pieces
def goes_on(text: str) -> bool:
    """Whether a cell cannot end with ``text``: a comma, “và”, “Sở” call for more."""
    return bool(_CALLS.search(text) or _NAMES_ON.search(text))


def empty_price(column: str) -> float:
    """What it costs to leave a column of a row empty."""
    return _EMPTY_PRICE.get(column.partition(":")[0], 1.0)


@lru_cache(maxsize=1024)
def is_time_text(text: str) -> bool:
    """Whether ``text`` is nothing but a time: “Thường xuyên”, “Quý II/2025”, “14h00’-14h20’”."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if _FROM_DAY.match(plain(text)):
        return True
    if "%" in text or len(words) > _TIME_LENGTH or not re.search(r"\w", text):
        return False
    return all(word in _TIME_WORDS for word in words)


def _time_affinity(text: str, _following: str) -> float:
    if is_time_text(text):
        return 2.0
    is_rest = text[0].islower() and len(text.split()) <= _REST_WORDS  # “Theo kế hoạch / của Sở”
    return -1.0 if is_rest else -3.0


def _target_affinity(text: str, following: str) -> float:
    folded = plain(text)
    is_word = re.fullmatch(_COMPARING, folded) and _NUMBER.match(plain(following))
    if is_word or _NUMBER.match(folded):
        return 2.0
    return 0.0 if text[0].islower() else -1.0


def _performer_affinity(text: str, following: str) -> float:
    if names_person_or_unit(text) or starts_like_unit(f"{text} {following}"):
        return 1.5
    return 0.0 if text[0].islower() else -0.5


def _unit_affinity(text: str, following: str) -> float:
    score = 1.5 if starts_like_unit(f"{text} {following}") and not text[0].islower() else 0.0
    return score + (0.2 if len(text) <= _NARROW else -1.5)


def _content_affinity(text: str, name: str, widest: int) -> float:
    if name == INDICATOR and _NUMBER.match(plain(text)):
        return -2.0
    if len(text) >= _WIDE * widest and len(text) > _NARROW:
        return 1.0
    if starts_like_unit(text) and len(text) <= _NARROW and not text[0].islower():
        return -1.0
    if names_person_or_unit(text):
        return -1.0
    return 0.1


def _measure_affinity(text: str, _following: str) -> float:
    is_short = len(text.split()) <= _MEASURE_WORDS
    return 1.0 if is_short and not _NUMBER.match(text) else -2.0


def _result_affinity(text: str, _following: str) -> float:
    return -1.5 if is_time_text(text) else 0.0


def _subject_affinity(text: str, _following: str) -> float:
    is_short = len(text) <= _NARROW
    if text[0].islower():
        return 0.0 if is_short and len(text.split()) <= _REST_WORDS else -1.0
    return 1.5 if is_short and _SUBJECT.match(plain(text)) else -_NO_NAME


def _level_affinity(text: str, _following: str) -> float:
    if text[0].islower():
        return 0.0
    return 1.5 if _LEVEL.match(plain(text)) else -0.5


def _other_affinity(text: str, _following: str) -> float:
    return 0.8 if starts_like_unit(text) else -0.2


# Column → how well a text fits it, given the line below; whatever is not here holds running text.
_JUDGES: dict[str, Callable[[str, str], float]] = {
    TIME: _time_affinity,
    START: _time_affinity,
    END: _time_affinity,
    TARGET: _target_affinity,
    BASELINE: _target_affinity,
    MEASURE: _measure_affinity,
    LEAD: _unit_affinity,
    SUPPORT: _unit_affinity,
    PERFORMER: _performer_affinity,
    RESULT: _result_affinity,
    SUBJECT: _subject_affinity,
    LEVEL: _level_affinity,
    OTHER: _other_affinity,
}
