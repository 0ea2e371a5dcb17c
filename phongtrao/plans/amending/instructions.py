"""The words by which an amendment speaks of a task: “Sửa đổi điểm 2 mục III như sau: …”, “Bãi bỏ …”.

>>> read_instruction("Sửa đổi, bổ sung nhiệm vụ số 3 mục II như sau: Tập huấn giáo viên")
Instruction(deed='change', ordinal='3', section='II', text='Tập huấn giáo viên')
"""

import re
from dataclasses import dataclass
from typing import Literal

from phongtrao.lib.text import nfc

Deed = Literal["", "change", "add", "drop"]


@dataclass(frozen=True, slots=True)
class Instruction:
    """``ordinal``, ``section``: of the task meant, where said. ``text``: what is left for the task to say."""

    deed: Deed
    ordinal: str
    section: str
    text: str


_WHAT = r"(?:nhiệm\s+vụ|điểm|khoản|tiết|ý|nội\s+dung|mục\s+tiêu|giải\s+pháp|số\s+thứ\s+tự|STT)"
_NUMBER = r"[“\"']?(?:số\s+)?(?P<ordinal>[0-9]+(?:\.[0-9]+)*|[a-zđ])\b[”\"'.)]?"
_SECTION = r"(?:\s*,?\s*(?:của\s+)?(?:mục|phần)\s+(?P<section>[IVXL]+|[0-9A-ZĐ]+(?:\.[0-9]+)*)\b)?"
_WHERE = rf"{_WHAT}\s+(?:thứ\s+)?{_NUMBER}{_SECTION}"
_CHANGE = (
    r"(?:sửa\s+đổi(?:\s*[,và]+\s*bổ\s+sung)?|điều\s+chỉnh(?:\s*[,và]+\s*bổ\s+sung)?|thay\s+thế)"
)
_DROP = r"(?:bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ|không\s+thực\s+hiện)"
_AFTER = r"\s*(?:thành|như\s+sau|bằng)?\s*[:;]?\s*"
# In this order: what takes away names a task, what adds may name only a section.
_FORMS: tuple[tuple[Deed, re.Pattern[str]], ...] = (
    ("drop", re.compile(rf"^\W*{_DROP}\s+{_WHERE}", re.IGNORECASE)),
    ("drop", re.compile(rf"^\W*{_DROP}\s+{_WHAT}?\s*[:“\"]\s*(?P<text>.+)$", re.IGNORECASE | re.DOTALL)),
    ("change", re.compile(rf"^\W*{_CHANGE}\s+{_WHERE}{_AFTER}(?P<text>.*)$", re.IGNORECASE | re.DOTALL)),
    (
        "add",
        re.compile(
            rf"^\W*bổ\s+sung\s+(?:thêm\s+)?{_WHAT}(?:\s+{_NUMBER})?"
            rf"(?:\s*(?:vào|tại|của|,)?\s*(?:mục|phần)\s+(?P<section>[IVXL]+|[0-9A-ZĐ]+)\b)?"
            rf"\s*(?:như\s+sau\s*[:;]?|[:;])\s*(?P<text>.+)$",
            re.IGNORECASE | re.DOTALL,
        ),
    ),
)  # fmt: skip


def read_instruction(text: str) -> Instruction:
    """What the first words ask to be done; no deed where they are the task itself."""
    text = nfc(text).strip()
    for deed, pattern in _FORMS:
        if found := pattern.match(text):
            said = found.groupdict()
            rest = (said.get("text") or "").strip(' \n“”"')
            return Instruction(
                deed, said.get("ordinal") or "", said.get("section") or "", rest or text
            )
    return Instruction("", "", "", text)
