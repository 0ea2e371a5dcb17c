"""Pages that are pictures: made straight, their tables found, their words recognised.

A table is not read across: its cells are cut out and stacked below each other, so that Tesseract
sees one column of short texts and takes no rule for a letter. The place of a word in the stack says
which cell it is from.
"""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice

from PIL import Image

from phongtrao.reader.load.boxes import Box, Line, Run
from phongtrao.reader.load.grid import Grid, find_grids
from phongtrao.reader.load.ocr import DPI, Tell, find_turn, recognise_words
from phongtrao.reader.load.pages import Page
from phongtrao.reader.load.picture import despeckle, find_rules_drawn, paper_of, straighten

_PIXEL = DPI / 72  # of a point
_INSET = 4  # pixels: the rule itself stays out of the cell
_AIR = 24  # pixels between two cells of the stack
_BLOCK = 6  # Tesseract: one column of text
_POOR = 0.6  # sureness of a page that lies on its side, or is very noisy
_FAIR = 0.75


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a grey picture of 200 dots an inch; ``number`` counts from 1."""

    number: int
    image: Image.Image


@dataclass(frozen=True, slots=True)
class _Slip:
    """A piece of the page in the stack: where it was, where it is now, in pixels from above."""

    left: int
    top: int
    width: int
    height: int
    at: int


def recognise(pictures: Iterable[Picture], count: int, tell: Tell) -> Iterator[Page]:
    """The pages in their order, as many at a time as there are processors.

    No more pictures are drawn than are being read: a long scan stays small in memory.
    """
    workers = os.cpu_count() or 1
    waiting = iter(pictures)
    with ThreadPoolExecutor(workers) as pool:
        running: list[Future[Page]] = [pool.submit(_read, p) for p in islice(waiting, workers + 1)]
        for done in range(1, count + 1):
            page = running.pop(0).result()
            tell(done, count)
            running += [pool.submit(_read, picture) for picture in islice(waiting, 1)]
            yield page


def _read(picture: Picture) -> Page:
    page = _read_upright(picture)
    if sureness(page) >= _FAIR:
        return page
    tries = [page]
    if sureness(page) < _POOR and (turn := find_turn(picture.image)):
        upright = picture.image.rotate(-turn, expand=True)
        tries.append(_read_upright(replace(picture, image=upright)))
    tries.append(_read_upright(replace(picture, image=despeckle(picture.image))))
    return max(tries, key=_worth)


def _read_upright(picture: Picture) -> Page:
    image = straighten(picture.image)
    grids = find_grids(find_rules_drawn(image))
    if not grids:
        return Page(picture.number, tuple(recognise_words(image)))
    stack, slips = _stack(image, grids)
    lines = _unstacked(recognise_words(stack, layout=_BLOCK), slips, stack.height, image.height)
    return Page(picture.number, tuple(sorted(lines, key=lambda line: -line.middle)), tuple(grids))


def sureness(page: Page) -> float:
    """Mean sureness of the words of a page; 0 without a word."""
    sure = [run.sureness for line in page.lines for run in line.runs]
    return sum(sure) / len(sure) if sure else 0.0


def _worth(page: Page) -> float:
    return sum(run.sureness - _POOR for line in page.lines for run in line.runs)


def _stack(image: Image.Image, grids: Iterable[Grid]) -> tuple[Image.Image, list[_Slip]]:
    """The page with its tables blanked, and below it the cells, one after the other."""
    page, boxes = image.copy(), []
    paper = paper_of(image)
    for grid in grids:
        boxes += [_pixels(cell.box, image.height) for cell in grid.cells]
        left, top, right, low = _pixels(grid.box, image.height)
        page.paste(
            paper, (left - 2 * _INSET, top - 2 * _INSET, right + 2 * _INSET, low + 2 * _INSET)
        )
    slips = [_Slip(0, 0, image.width, image.height, 0)]
    for left, top, right, low in boxes:
        if right > left and low > top:
            at = slips[-1].at + slips[-1].height + _AIR
            slips.append(_Slip(left, top, right - left, low - top, at))
    stack = Image.new("L", (image.width, slips[-1].at + slips[-1].height + _AIR), paper)
    stack.paste(page)
    for slip in slips[1:]:
        part = image.crop((slip.left, slip.top, slip.left + slip.width, slip.top + slip.height))
        stack.paste(part, (_AIR, slip.at))
    return stack, slips


def _pixels(box: Box, height: int) -> tuple[int, int, int, int]:
    """Left, upper, right and lower edge inside the rules."""
    return (
        int(box.left * _PIXEL) + _INSET,
        height - int(box.top * _PIXEL) + _INSET,
        int(box.right * _PIXEL) - _INSET,
        height - int(box.bottom * _PIXEL) - _INSET,
    )


def _unstacked(
    lines: Iterable[Line], slips: list[_Slip], stacked: int, height: int
) -> Iterator[Line]:
    """The lines moved back to where they stand on the page."""
    for line in lines:
        from_above = stacked - line.middle * _PIXEL
        slip = max((s for s in slips if s.at <= from_above), key=lambda s: s.at)
        right = 0 if slip.at == 0 else (slip.left - _AIR) / _PIXEL
        up = (height - slip.top - (stacked - slip.at)) / _PIXEL
        yield Line(
            tuple(Run(_moved(run.box, right, up), run.text, run.sureness) for run in line.runs)
        )


def _moved(box: Box, right: float, up: float) -> Box:
    return Box(box.left + right, box.bottom + up, box.right + right, box.top + up)
