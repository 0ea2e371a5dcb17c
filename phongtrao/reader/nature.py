"""What kind of paper this is, when it is no plan, and whether it is more than one plan.

Only asked at the top of a paper, and of the letterheads inside it: a plan that speaks of a report is
a plan.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from phongtrao.reader.header import KINDS
from phongtrao.reader.model import Block
from phongtrao.reader.text import is_upper, plain, squeeze

# The name as printed in capitals at the head, without marks → the kind. Longer names first.
_OTHERS = {
    "bao cao": "Báo cáo",
    "bien ban": "Biên bản",
    "chi thi": "Chỉ thị",
    "cong dien": "Công điện",
    "don xin": "Đơn",
    "don de nghi": "Đơn",
    "giay moi": "Giấy mời",
    "giay chung nhan": "Giấy chứng nhận",
    "hoa don": "Hóa đơn",
    "hop dong": "Hợp đồng",
    "ket luan": "Kết luận",
    "luat": "Luật",
    "nghi dinh": "Nghị định",
    "nghi quyet": "Nghị quyết",
    "phieu thu": "Phiếu thu",
    "phieu chi": "Phiếu chi",
    "quy che": "Quy chế",
    "quyet dinh": "Quyết định",
    "so yeu ly lich": "Sơ yếu lý lịch",
    "thong tu": "Thông tư",
    "to trinh": "Tờ trình",
}
_LETTER = "Công văn"
_PLANS = frozenset(KINDS) - frozenset(_OTHERS)
_TOP = 40  # lines
_TITLE_AFTER = 15  # lines between a letterhead and its title
_HEAD_BEFORE = 6  # lines of a letterhead that may be read before the motto
_MOTTO = "cong hoa xa hoi chu nghia"
_ADDRESSED = re.compile(r"kinh gui\b")
_SUBJECT = re.compile(r"v/v\b")
_FORMS = re.compile(r"phu luc|bieu mau|mau (?:so|bao cao|ke hoach|don)|\(?mau\b")


def other_kind(blocks: Sequence[Block]) -> str:
    """The kind of paper this seems to be when it is no plan: “Hợp đồng”, “Công văn”; else ""."""
    lines = list(islice(_lines(blocks), _TOP))
    for number, line in enumerate(lines):
        if not _is_title(line):
            continue
        if _starts_with(line, _PLANS):
            return ""
        if kind := _starts_with(line, _OTHERS):
            about = " ".join([line, *lines[number + 1 : number + 3]])
            has_plan = "ke hoach" in plain(about) or _has_plan_title(blocks)
            return "" if has_plan and kind == "quyet dinh" else _OTHERS[kind]
    folded = [plain(line) for line in lines]
    is_letter = any(map(_ADDRESSED.match, folded)) and any(map(_SUBJECT.search, folded))
    return _LETTER if is_letter else ""


def second_plan(blocks: Sequence[Block]) -> int | None:
    """The number of the block where another plan begins, with a letterhead and title of its own.

    A form of an annex has a letterhead too; it comes after “Phụ lục” or “Mẫu số”.
    """
    has_closed = in_forms = False
    for place, block in enumerate(blocks):
        folded = plain(squeeze(block.text))
        has_closed = has_closed or "noi nhan" in folded
        in_forms = in_forms or (has_closed and bool(_FORMS.match(folded)))
        if has_closed and not in_forms and _MOTTO in folded and _opens_plan(blocks, place):
            return _letterhead_start(blocks, place)
    return None


def _opens_plan(blocks: Sequence[Block], motto: int) -> bool:
    near = blocks[motto : motto + _TITLE_AFTER]
    titles = [block.text for block in near if _is_title(block.text)]
    is_form = any(_FORMS.match(plain(squeeze(block.text))) for block in near)
    return not is_form and any(_starts_with(title, _PLANS) for title in titles)


def _letterhead_start(blocks: Sequence[Block], motto: int) -> int:
    """Back over the names and the number that stand beside the motto and are read before it."""
    start = motto
    while start and motto - start < _HEAD_BEFORE:
        above = squeeze(blocks[start - 1].text)
        if not (is_upper(above) or plain(above).startswith("so:")):
            break
        start -= 1
    return start


def _has_plan_title(blocks: Sequence[Block]) -> bool:
    return any(_is_title(line) and _starts_with(line, ("ke hoach",)) for line in _lines(blocks))


def _is_title(line: str) -> bool:
    """Set in capitals, at least its first words."""
    first = " ".join(line.split()[:2])
    return len(first) > 1 and is_upper(first)


def _starts_with(line: str, names: "Sequence[str] | frozenset[str] | dict[str, str]") -> str:
    folded = plain(squeeze(line))
    return next((n for n in names if folded == n or folded.startswith(f"{n} ")), "")


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        for cell in block.cells or (block.text,):
            yield from (line.strip() for line in cell.split("\n") if line.strip())
