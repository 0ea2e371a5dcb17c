"""Text on a PDF page by its place: lines, columns side by side, the text of a cell."""

import re
from collections.abc import Iterator, Sequence
from ctypes import c_double
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw

from phongtrao.lib.text import nfc
from phongtrao.reader.text import join_lines, squeeze_lines

_COLUMN_GAP = 1.6  # of the height of a line; the widest gap between justified words is about 1
_WORD_GAP = 0.2  # of the height; a space is about a quarter
_BASE_SHIFT = 0.35  # of the height; what stands higher or lower is another line
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:[Tt]rang\s*)?\d{1,3}(?:/\d{1,3})?[-–\s]*")
_TO_FILL_IN = re.compile(r"(?:ngày|tháng|năm|[Ss]ố\s?:?)$")  # “ngày      tháng 8”: no columns
_MARGIN_LINES = 1  # a page number is the first or the last line of its page


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, counted from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter, where it starts, and the base line it sits on."""

    text: str
    start: float
    base: float
    box: Box


@dataclass(frozen=True, slots=True)
class Run:
    """A word."""

    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line, from left to right."""

    runs: tuple[Run, ...]

    @property
    def middle(self) -> float:
        return self.runs[0].box.middle

    @property
    def text(self) -> str:
        return _join_runs(self.runs)


def find_lines(page: pypdfium2.PdfPage) -> list[Line]:
    """Lines of a page from top to bottom, without its page number."""
    text_page = page.get_textpage()
    letters = _read_letters(text_page.raw, text_page.count_chars())
    text_page.close()
    lines = (_make_line(group) for group in _group(letters))
    return _without_page_number([line for line in lines if line.runs])


def pair_columns(lines: Sequence[Line]) -> Iterator[tuple[float, tuple[str, ...]]]:
    """(place from below, cells): one cell for a line of text, two where columns stand side by side.

    Below a line with two columns, a line that stays on one side of the gap belongs to its column:
    so a signature keeps out of the list of recipients beside it.
    """
    split: float | None = None
    for line in lines:
        cells = _cut_at_gaps(line)
        if len(cells) > 1:
            split = (cells[0][-1].box.right + cells[1][0].box.left) / 2
            left = _join_runs(cells[0])
            right = " ".join(_join_runs(cell) for cell in cells[1:])
            yield line.middle, (left, right)
        elif split is not None and line.runs[-1].box.right < split:
            yield line.middle, (line.text, "")
        elif split is not None and line.runs[0].box.left > split:
            yield line.middle, ("", line.text)
        else:
            split = None
            yield line.middle, (line.text,)


def cell_text(cell: Box, lines: Sequence[Line]) -> str:
    """Text inside ``cell``; lines broken only by its width are joined again."""
    text = ""
    before: Run | None = None
    for line in lines:
        runs = [run for run in line.runs if _is_inside(run.box, cell)]
        if not runs:
            continue
        words = _join_runs(runs)
        if before is None or _is_broken_by_width(before, words, cell):
            text = join_lines(text, words)
        else:
            text = f"{text}\n{words}"
        before = runs[-1]
    return squeeze_lines(text)


def _is_broken_by_width(before: Run, following: str, cell: Box) -> bool:
    """Whether the next word had no room: then the line break says nothing."""
    if re.match(r"[-+•–]\s", following):
        return False
    if following[0].islower():
        return True
    letter = (before.box.right - before.box.left) / max(len(before.text), 1)
    room = cell.right - before.box.right
    return room < letter * (len(following.split(maxsplit=1)[0]) + 2.5)


def _read_letters(handle: Any, count: int) -> list[_Letter]:
    """Every letter with the base line it sits on.

    Letter by letter, not by pdfium's runs: where a font lacks the Vietnamese letters, the program
    that made the file took them from another one, and the runs of the two interlace.
    """
    letters = []
    x, y = c_double(), c_double()
    box = raw.FS_RECTF()
    for index in range(count):
        if raw.FPDFText_IsGenerated(handle, index):
            continue  # pdfium's guess at a space or a line break
        text = chr(raw.FPDFText_GetUnicode(handle, index))
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        where = Box(box.left, box.bottom, box.right, box.top)
        letters.append(_Letter(text, x.value, y.value, where))
    return letters


def _group(letters: Sequence[_Letter]) -> list[list[_Letter]]:
    """Letters of one base line together, from the top of the page down."""
    lines: list[list[_Letter]] = []
    for letter in sorted(letters, key=lambda letter: -letter.base):
        if lines and lines[-1][0].base - letter.base < _BASE_SHIFT * letter.box.height:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [sorted(line, key=lambda letter: letter.start) for line in lines]


def _make_line(letters: Sequence[_Letter]) -> Line:
    """Letters into words: cut at spaces and where the next letter stands apart."""
    words: list[list[_Letter]] = [[]]
    for letter in letters:
        if letter.text.isspace():
            words.append([])
            continue
        before = words[-1][-1] if words[-1] else None
        if before and letter.start - before.box.right > _WORD_GAP * letter.box.height:
            words.append([])
        words[-1].append(letter)
    return Line(tuple(_make_run(word) for word in words if word))


def _make_run(letters: Sequence[_Letter]) -> Run:
    first, last = letters[0].box, letters[-1].box
    box = Box(first.left, first.bottom, last.right, first.top)
    return Run(box, nfc("".join(letter.text for letter in letters)))


def _without_page_number(lines: list[Line]) -> list[Line]:
    for line in (*lines[:_MARGIN_LINES], *lines[-_MARGIN_LINES:]):
        if _PAGE_NUMBER.fullmatch(line.text):
            return [other for other in lines if other is not line]
    return lines


def _cut_at_gaps(line: Line) -> list[list[Run]]:
    cells = [[line.runs[0]]]
    for run in line.runs[1:]:
        last = cells[-1][-1]
        gap = run.box.left - last.box.right
        if gap > _COLUMN_GAP * run.box.height and not _TO_FILL_IN.search(last.text):
            cells.append([run])
        else:
            cells[-1].append(run)
    return cells


def _join_runs(runs: Sequence[Run]) -> str:
    return " ".join(run.text for run in runs)


def _is_inside(box: Box, cell: Box) -> bool:
    across = (box.left + box.right) / 2
    return cell.left <= across <= cell.right and cell.bottom <= box.middle <= cell.top
