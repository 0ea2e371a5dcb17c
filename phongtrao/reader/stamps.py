"""State secrets stay outside: a paper stamped MẬT, TỐI MẬT or TUYỆT MẬT is never read.

Luật Bảo vệ bí mật nhà nước 2018 allows such papers only on machines without a network. The stamp
stands alone in a box under the number (NĐ 30/2020, phụ lục I, mục II); where columns were pressed
into lines, the date of the other column follows it.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from phongtrao.lib.errors import BadFile
from phongtrao.lib.text import nfc
from phongtrao.lib.words import gettext_noop
from phongtrao.reader.model import Block
from phongtrao.reader.top import first_lines

_STAMP = re.compile(r"^\W*(?:độ\s+mật\s*:?\s*)?(tuyệt\s+mật|tối\s+mật|mật)\W*$", re.IGNORECASE)
_BESIDE_DATE = re.compile(r"^\W*(?:TUYỆT\s+|TỐI\s+)?MẬT\s.{2,40},\s*ngày\b")
_COLUMNS = re.compile(r"\t| {3,}")
_TOP = 60  # lines; a letterhead has ten to fifteen


class SecretPaper(BadFile):
    default = gettext_noop(
        "Văn bản có dấu độ mật nên hệ thống không nhận và không lưu gì."
        " Hãy quản lý văn bản này theo quy định về bảo vệ bí mật nhà nước, ngoài hệ thống."
    )


def refuse_stamped_file(path: Path) -> None:
    """Raise SecretPaper for a file that ``check_file`` has passed, before it is read or stored."""
    if is_stamped(first_lines(path)):
        raise SecretPaper


def refuse_stamped(blocks: Sequence[Block]) -> None:
    """Raise SecretPaper when a line at the top of the paper is the stamp."""
    if is_stamped(islice(_lines(blocks), _TOP)):
        raise SecretPaper


def is_stamped(lines: Iterable[str]) -> bool:
    """Whether a line is nothing but the stamp; “bảo mật” inside a sentence is no stamp.

    >>> is_stamped(["UBND TỈNH SÔNG NGÂN", "TỐI MẬT", "Số: 12/BC-UBND"])
    True
    """
    return any(_is_stamp(nfc(line).strip()) for line in lines)


def _is_stamp(line: str) -> bool:
    alone = any(_STAMP.match(part.strip()) for part in _COLUMNS.split(line))
    return alone or bool(_BESIDE_DATE.match(line))


def _lines(blocks: Sequence[Block]) -> Iterable[str]:
    for block in blocks:
        for cell in block.cells or (block.text,):
            yield from cell.split("\n")
