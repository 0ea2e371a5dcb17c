"""Printed lines back into paragraphs.

A line ends its paragraph when the next one opens with an enumerator, or when the next word would
still have fitted on it: nobody breaks a line early inside a paragraph.
"""

import re
from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from statistics import median

from phongtrao.reader.markers import parse_marker
from phongtrao.reader.model import Block, Marker, Paragraph
from phongtrao.reader.text import is_upper, join_lines, plain, starts_upper, tidy

CAPITAL_WIDTH = 1.3  # a capital is about a third wider than a small letter in a serif face
# How full a line must be to run on into a capital: in running text, as a heading, after a full stop.
STRICT, HEADED, LOOSE = 0.86, 0.93, 0.95
_BRACKETED = ("(thực hiện", "(kèm theo", "(ban hành kèm")
_OPENS = (
    "trên đây",
    "trong quá trình",
    "đề nghị các",
    "yêu cầu các",
    "kế hoạch này",
    "mọi ",
    "căn cứ",
    "nơi nhận",
)
_BASIS = re.compile(
    r"(?:Căn cứ|Thực hiện|Triển khai|Hưởng ứng) (?=[\w\s]*?(?:số|Luật|Nghị|Quyết|Thông|Kế|Công))"
)
_STAGE = re.compile(r"(?:Đợt|Bước|Giai đoạn) (?:\d|[IVX]+)\b[^.;]{0,40}:")
_SHORT_LINE = 40
_ARCHIVE = "luu"  # the last recipient, “- Lưu: VT, TCCB.”, is no heading
_ALONE = ("cong hoa xa hoi", "doc lap - tu do")


def extent(text: str) -> float:
    """Printed width of ``text``, in average small letters."""
    return sum(CAPITAL_WIDTH if char.isupper() else 1.0 for char in text)


def page_width(lines: Sequence[Block]) -> float:
    """Width of a full line: the 80th percentile of the lines that are not plainly short."""
    widths = sorted(extent(line.text) for line in lines if len(line.text) > _SHORT_LINE)
    return widths[int(len(widths) * 0.8)] if widths else 80.0


def usual_gap(lines: Sequence[Block]) -> float:
    """Usual distance of two printed lines in the file: 2 where every other line is blank."""
    gaps = [distance(a, b) for a, b in pairwise(lines)]
    return median(gaps) if gaps else 1.0


def distance(above: Block, below: Block) -> int:
    """Lines of the file from one block to the next; 1 where line numbers are unknown."""
    if above.line is None or below.line is None:
        return 1
    return below.line - above.line


def join_paragraphs(lines: Sequence[Block], width: float, gap: float) -> list[Paragraph]:
    """Join ``lines`` into paragraphs; ``width`` and ``gap`` describe the whole document."""
    groups: list[list[Block]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, width, gap):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [make_paragraph(group) for group in groups]


def make_paragraph(blocks: Sequence[Block], *, is_heading: bool = False) -> Paragraph:
    """One paragraph from the blocks it is printed on."""
    marker, text = parse_marker(tidy(reduce(join_lines, (block.text.strip() for block in blocks))))
    return Paragraph(text, blocks[0].number, blocks[-1].number, marker, is_heading)


def _continues(group: Sequence[Block], line: Block, width: float, gap: float) -> bool:
    above, text = group[-1].text.strip(), line.text.strip()
    if _opens_paragraph(group, above, text):
        return False
    is_inline_count = parse_marker(text)[0] is not None
    if text[0].islower() or is_inline_count or above.endswith((",", "-")):
        return True
    if distance(group[-1], line) > gap and starts_upper(text):
        return False
    if line.is_indented and above.endswith((".", ";", "./.")):
        return False
    if is_upper(text) and is_upper(above):  # a heading in capitals, on two lines
        marker, opening = parse_marker(group[0].text.strip())
        return marker is not None and not plain(opening).startswith(_ARCHIVE)
    return _is_full(group, text.split()[0], width)


def _opens_paragraph(group: Sequence[Block], above: str, text: str) -> bool:
    """By its enumerator, or by words that always stand first."""
    marker, _ = parse_marker(text)
    if marker:
        return not _goes_on(marker, group)
    if any(phrase in plain(near) for phrase in _ALONE for near in (above, text)):
        return True
    opening = text.lower()
    if opening.startswith(_BRACKETED):
        return True
    if _BASIS.match(text) and not above.lower().endswith(("thực hiện", ",", "(", "và")):
        return True
    if _STAGE.match(text) and above.endswith((".", ";", ":")):
        return True
    return opening.startswith(_OPENS) and above.endswith((".", ";", "./."))


def _goes_on(marker: Marker, group: Sequence[Block]) -> bool:
    """“(2) …” behind an inline “(1) …” is no paragraph of its own."""
    if marker.kind != "paren":
        return False
    above = group[-1].text.strip()
    is_open = len(above) > _SHORT_LINE and not above.endswith((".", ";", ":"))
    return _has_begun(marker, group) or is_open


def _has_begun(marker: Marker, group: Sequence[Block]) -> bool:
    number = marker.ordinal
    before = str(int(number) - 1) if number.isdigit() else chr(ord(number) - 1)
    return any(f"({before}) " in line.text.strip()[1:] for line in group)


def _is_full(group: Sequence[Block], next_word: str, width: float) -> bool:
    above = group[-1].text.strip()
    marker = parse_marker(above)[0] if len(group) == 1 else None
    share = HEADED if marker and not marker.is_bullet else STRICT
    if above.endswith((".", ";", ":", "./.")):
        share = LOOSE
    return extent(above) + 1 + extent(next_word) >= share * width
