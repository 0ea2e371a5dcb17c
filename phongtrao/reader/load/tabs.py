"""Letterheads and signature blocks that were set with tabs and spaces instead of a table.

“UBND TỈNH AN BÌNH⇥CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” is one line of two columns. Only the top of a
paper and what follows “Nơi nhận” are looked at: elsewhere a tab is a tab.
"""

import re
from collections.abc import Iterable, Sequence

from phongtrao.reader.load.blocks import Grid, Item, Text
from phongtrao.reader.markers import parse_marker
from phongtrao.reader.text import is_upper, plain, squeeze

# A tab parts the columns before any spaces do.
_GAPS = tuple(re.compile(rf"(?<=\S){gap}(?=\S)") for gap in (r"\s*\t[\t ]*", r" {4,}"))
_TO_FILL_IN = re.compile(r"(?:ngày|tháng|năm|[Ss]ố\s?:?)$")  # “ngày      tháng 8”: no columns
_INDENT = re.compile(r"\s*\t\s*\S| {12,}\S")
_TOP = 12  # paragraphs; a letterhead has three to six
MOTTO = "cong hoa xa hoi chu nghia"
_MOTTOS = (MOTTO, "doc lap - tu do")
_RECIPIENTS = "noi nhan"
_ENDS = ("phu luc", "bieu mau", "mau so")
_FEW_SIGNERS = 5


def set_apart(items: Iterable[Item]) -> list[Item]:
    """The items, with letterhead and closing that stand in two columns as unruled tables."""
    return _closing(_letterhead(list(items)))


def _letterhead(items: list[Item]) -> list[Item]:
    top = [number for number, item in enumerate(items[:_TOP]) if _has_columns(item)]
    if not top or not any(_says_motto(items[number]) for number in top):
        return items
    start, end = top[0], top[0]
    while end < len(items) and (_has_columns(items[end]) or _is_indented(items[end])):
        end += 1
    return [*items[:start], _columns(items[start:end]), *items[end:]]


def _closing(items: list[Item]) -> list[Item]:
    start = next((n for n, item in enumerate(items) if _opens_closing(item)), None)
    if start is None:
        return items
    end = start + 1
    while end < len(items) and _goes_on(items[end]):
        end += 1
    first = start
    while first and start - first < _FEW_SIGNERS and _is_signer(items[first - 1]):
        first -= 1
    block = items[first:end]
    if not any(_has_columns(item) or _is_indented(item) for item in block):
        return items
    return [*items[:first], _columns(block), *items[end:]]


def _columns(items: Sequence[Item]) -> Grid:
    lines = [
        (line, item.line)
        for item in items
        if isinstance(item, Text)
        for line in item.text.split("\n")
        if line.strip()
    ]
    numbers = tuple(number for _, number in lines if number is not None)
    return Grid(tuple(_cut(line) for line, _ in lines), is_ruled=False, lines=numbers)


def _cut(line: str) -> tuple[str, str]:
    """A line as (left, right); one without a gap stands where its indent or its bullet says."""
    if gap := _find_gap(line):
        return line[: gap.start()], line[gap.end() :]
    is_left = parse_marker(squeeze(line))[0] or plain(line).strip().startswith(_RECIPIENTS)
    return (line, "") if is_left and not _INDENT.match(line) else ("", line)


def _find_gap(line: str) -> re.Match[str] | None:
    found = (gap for pattern in _GAPS for gap in pattern.finditer(line))
    return next((gap for gap in found if not _TO_FILL_IN.search(line[: gap.start()])), None)


def _has_columns(item: Item) -> bool:
    return isinstance(item, Text) and any(map(_find_gap, item.text.split("\n")))


def _is_indented(item: Item) -> bool:
    return isinstance(item, Text) and bool(_INDENT.match(item.text))


def _is_signer(item: Item) -> bool:
    return _is_indented(item) and isinstance(item, Text) and is_upper(item.text)


def _says_motto(item: Item) -> bool:
    return isinstance(item, Text) and any(words in plain(item.text) for words in _MOTTOS)


def _opens_closing(item: Item) -> bool:
    return isinstance(item, Text) and plain(item.text).strip().startswith(_RECIPIENTS)


def _goes_on(item: Item) -> bool:
    if not isinstance(item, Text) or "\f" in item.text:
        return False
    return not plain(item.text).strip().startswith(_ENDS)
