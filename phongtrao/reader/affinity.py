"""How well a piece of a flattened table row fits a column, and where columns change.

The numbers were set by hand on rows of real plans; only their order of size matters.
"""

import re
from dataclasses import dataclass

from phongtrao.reader.columns import (
    CONTENT,
    INDICATOR,
    LEAD,
    PERFORMER,
    RESULT,
    SUPPORT,
    TARGET,
    TIME,
)
from phongtrao.reader.text import plain, word_set
from phongtrao.reader.units import names_person_or_unit, starts_like_unit

_TIME_WORDS = word_set(
    "thường xuyên liên tục theo kế hoạch riêng quý tháng năm hằng hàng ngày định kỳ trong "
    "trước sau đến từ cuối đầu giai đoạn i ii iii iv học tuần và hoàn thành h g giờ"
)
_TIME_LENGTH = 6  # words
_NARROW = 32  # letters that fit a narrow column
_WIDE = 0.7  # of the widest piece
_NUMBER = re.compile(r"(?:tren|tu|dat|toi thieu|it nhat|[<>≥≤])*\s*\d+(?:[.,]\d+)?\s*%?")
_EMPTY_PRICE = {CONTENT: 3.0, INDICATOR: 3.0, LEAD: 2.0, TARGET: 2.0, SUPPORT: 0.8}


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line of a row, or a part of one."""

    text: str
    is_tight: bool = False  # closer to the line above than usual
    is_after_page_break: bool = False


def affinity(piece: Piece, column: str, widest: int) -> float:
    """Score of ``piece`` in ``column``; ``widest`` is the longest piece of the row."""
    name = column.partition(":")[0]
    if name == TIME:
        return 2.0 if is_time_text(piece.text) else -3.0
    if name == TARGET:
        return _target_affinity(piece.text)
    if name in (LEAD, SUPPORT):
        return _unit_affinity(piece.text)
    if name == PERFORMER:
        return _performer_affinity(piece.text)
    if name == RESULT:
        return -1.5 if is_time_text(piece.text) else 0.0
    return _content_affinity(piece.text, name, widest)


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
    if above.text.endswith((",", "-", ";")) and not below.text[0].islower():
        score -= 1.0
    elif above.text.endswith("."):
        score += 0.3
    return score


def empty_price(column: str) -> float:
    """What it costs to leave a column of a row empty."""
    return _EMPTY_PRICE.get(column.partition(":")[0], 1.0)


def is_time_text(text: str) -> bool:
    """Whether ``text`` is nothing but a time: “Thường xuyên”, “Quý II/2025”, “14h00’-14h20’”."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if "%" in text or len(words) > _TIME_LENGTH or not re.search(r"\w", text):
        return False
    return all(word in _TIME_WORDS for word in words)


def _target_affinity(text: str) -> float:
    if _NUMBER.match(plain(text)):
        return 2.0
    return 0.0 if text[0].islower() else -1.0


def _performer_affinity(text: str) -> float:
    if names_person_or_unit(text):
        return 1.5
    return 0.0 if text[0].islower() else -0.5


def _unit_affinity(text: str) -> float:
    score = 1.5 if starts_like_unit(text) and not text[0].islower() else 0.0
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
