"""How text stands on a page: columns side by side, the text of a cell, numbers in the margin."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from phongtrao.reader.load.boxes import Box, Line, Run, join_runs
from phongtrao.reader.text import join_lines, squeeze_lines

_COLUMN_GAP = 1.6  # of the height of a line; the widest gap between justified words is about 1
_STANDS_OUT, _STRETCHED = 1.8, 3.0  # of the usual gap of a line; of its height
_BESIDE = 0.6  # of the height: lines with less between their middles stand side by side
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:[Tt]rang\s*)?\d{1,3}(?:\s?/\s?\d{1,3})?[-–\s]*")
_TO_FILL_IN = re.compile(r"(?:ngày|tháng|năm|[Ss]ố\s?:?)$")  # “ngày      tháng 8”: no columns
# The units of a list stand each on its own line, also in a column too narrow to tell.
_NEXT_UNIT = re.compile(r"(?:Các|Phòng|Trường|Trung tâm|UBND|Công đoàn)\s\S")
_OPEN_ENDED = re.compile(
    r"(?:^(?:thuộc|của|với|và|các|tại|trưởng|đạo|phòng|viên)|[,/–-])$", re.IGNORECASE
)
_SPECK, _DOUBTFUL = 3, 0.8  # letters; sureness of their recognition
_DIGITS = re.compile(r"\d+")
_MARGIN_LINES = 2  # a running head and a page number
_RUNNING_PAGES = 3  # what stands in the margin of so many pages is no text of the plan


def pair_columns(lines: Sequence[Line]) -> Iterator[tuple[Line, tuple[str, ...]]]:
    """(line, cells): one cell for a line of text, two where columns stand side by side.

    Below a line with two columns, a line that stays on one side of the gap belongs to its column:
    so a signature keeps out of the list of recipients beside it.
    """
    split: float | None = None
    right_hand = middle = 0.0  # of the right column, of both together
    for line in _put_side_by_side(lines):
        cells = cut_at_gaps(line)
        if len(cells) > 1:
            split = (cells[0][-1].box.right + cells[1][0].box.left) / 2
            right_hand = (cells[1][0].box.left + line.right) / 2
            middle = (line.left + line.right) / 2
            left = join_runs(cells[0])
            right = " ".join(join_runs(cell) for cell in cells[1:])
            yield line, (left, right)
        elif split is not None and line.right < split:
            yield line, (line.text, "")
        elif split is not None and line.left > split and not _is_nearer(line, middle, right_hand):
            yield line, ("", line.text)
        else:
            split = None
            yield line, (line.text,)


def _is_nearer(line: Line, middle: float, right_hand: float) -> bool:
    """Whether ``line`` is centred on the page, as a title is, and not on the right column."""
    centre = (line.left + line.right) / 2
    return abs(centre - middle) < abs(centre - right_hand)


def _put_side_by_side(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines of two columns whose base lines differ, as where their letters differ in size."""
    waiting: Line | None = None
    for line in lines:
        if waiting is None:
            waiting = line
        elif _are_beside(waiting, line):
            yield Line(tuple(sorted((*waiting.runs, *line.runs))))
            waiting = None
        else:
            yield waiting
            waiting = line
    if waiting is not None:
        yield waiting


def _are_beside(one: Line, other: Line) -> bool:
    height = max(one.height, other.height)
    if abs(one.middle - other.middle) >= _BESIDE * height:  # nearly always
        return False
    return max(other.left - one.right, one.left - other.right) > _COLUMN_GAP * height


def cell_text(cell: Box, lines: Sequence[Line]) -> str:
    """Text inside ``cell``; lines broken only by its width are joined again."""
    return join_cell([line for line in (clip(line, cell) for line in lines) if line], cell)


def clip(line: Line, box: Box) -> Line | None:
    """What of ``line`` stands inside ``box``."""
    runs = tuple(run for run in line.runs if _is_inside(run.box, box))
    return Line(runs) if runs else None


def join_cell(lines: Sequence[Line], cell: Box) -> str:
    """The lines of one cell as its text."""
    text = ""
    before: Run | None = None
    for line in lines:
        if before is None or _is_broken_by_width(before, line.text, cell):
            text = join_lines(text, line.text)
        else:
            text = f"{text}\n{line.text}"
        before = line.runs[-1]
    return squeeze_lines(text)


def _is_broken_by_width(before: Run, following: str, cell: Box) -> bool:
    """Whether the next word had no room: then the line break says nothing."""
    if re.match(r"[-+•–]\s", following):
        return False
    if following[0].islower():
        return True
    if _NEXT_UNIT.match(following) and not _OPEN_ENDED.search(before.text):
        return False
    letter = (before.box.right - before.box.left) / max(len(before.text), 1)
    room = cell.right - before.box.right
    return room < letter * (len(following.split(maxsplit=1)[0]) + 2.5)


def cut_at_gaps(line: Line, gap: float = _COLUMN_GAP) -> list[list[Run]]:
    """The words of a line in groups that stand further apart than words do."""
    runs = line.runs
    between = line.gaps()
    if not between or max(between) <= gap * runs[0].box.height * 0.8:  # nearly every line
        return [list(runs)]
    cells = [[runs[0]]]
    # A justified line of few words is stretched all over: no gap of it stands out.
    narrow = sorted(between)[len(between) // 3] if len(between) > 1 else 0.0
    least = max(gap, min(_STANDS_OUT * narrow / runs[0].box.height, _STRETCHED))
    for run, white in zip(line.runs[1:], between, strict=True):
        last = cells[-1][-1]
        if white > least * run.box.height and not _TO_FILL_IN.search(last.text):
            cells.append([run])
        else:
            cells[-1].append(run)
    return cells


def drop_margins(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without their numbers and without what is printed in the margin of all of them."""
    seen = Counter(key for lines in pages for key in {_key(line) for line in _margin(lines)})
    running = {key for key, count in seen.items() if count >= _RUNNING_PAGES}
    return [_without_margin(lines, running) for lines in pages]


def _without_margin(lines: Sequence[Line], running: set[str]) -> list[Line]:
    last = len(lines) - 1
    return [
        line
        for place, line in enumerate(lines)
        if _MARGIN_LINES <= place <= last - _MARGIN_LINES
        or not (_key(line) in running or (place in (0, last) and _is_number(line)))
    ]


def _is_number(line: Line) -> bool:
    """A page number, or the speck of one that a scan has left."""
    is_speck = len(line.text) <= _SPECK and min(run.sureness for run in line.runs) < _DOUBTFUL
    return is_speck or _PAGE_NUMBER.fullmatch(line.text) is not None


def _margin(lines: Sequence[Line]) -> tuple[Line, ...]:
    return (*lines[:_MARGIN_LINES], *lines[-_MARGIN_LINES:])


def _key(line: Line) -> str:
    """The line where it stands, its digits aside: “Trang 2/8” and “Trang 3/8” are one."""
    return f"{round(line.middle / 4)} {_DIGITS.sub('#', line.text)}"


def _is_inside(box: Box, cell: Box) -> bool:
    across = (box.left + box.right) / 2
    return cell.left <= across <= cell.right and cell.bottom <= box.middle <= cell.top
