"""Words on a page by their place, whatever put them there: a PDF's text or a scan read by OCR."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_BASE_STEP = 0.12  # of the height, from one word to the next lower one of its line
_BASE_SHIFT = 0.4  # of the height, from the highest word of a line to its lowest
DESCENT = 0.2  # of the height: how far the base line is above the lower edge


# Named tuples, not dataclasses: a page has five hundred words, and making one costs a fifth.
class Box(NamedTuple):
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

    @property
    def base(self) -> float:
        _, bottom, _, top = self
        return bottom + DESCENT * (top - bottom)

    def turned(self, quarters: int) -> "Box":
        """The box after the page is turned clockwise so many times about its corner."""
        left, bottom, right, top = self
        match quarters % 4:
            case 1:
                return Box(bottom, -right, top, -left)
            case 2:
                return Box(-right, -top, -left, -bottom)
            case 3:
                return Box(-top, left, -bottom, right)
            case _:
                return self


class Run(NamedTuple):
    """A word; ``sureness`` 0..1 is what the recognition of a scan says of it."""

    box: Box
    text: str
    sureness: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line, from left to right."""

    runs: tuple[Run, ...]

    @property
    def left(self) -> float:
        return self.runs[0].box.left

    @property
    def right(self) -> float:
        return self.runs[-1].box.right

    @property
    def middle(self) -> float:
        return self.runs[0].box.middle

    @property
    def height(self) -> float:
        return self.runs[0].box.height

    @property
    def text(self) -> str:
        return join_runs(self.runs)

    def gaps(self) -> list[float]:
        """The white behind each word but the last; below 0 where the next one stands in it."""
        return [after.box.left - before.box.right for before, after in pairwise(self.runs)]


def make_lines(words: Iterable[Run]) -> list[Line]:
    """Words of one base line together, from the top of the page down."""
    lines: list[list[Run]] = []
    first = last = 0.0
    for base, word in sorted([(-word.box.base, word) for word in words]):
        height = word.box.top - word.box.bottom
        if lines and base - last < _BASE_STEP * height and base - first < _BASE_SHIFT * height:
            lines[-1].append(word)
        else:
            lines.append([word])
            first = base
        last = base
    return [Line(tuple(sorted(line))) for line in lines]


def join_runs(runs: Sequence[Run]) -> str:
    return " ".join([run.text for run in runs])
