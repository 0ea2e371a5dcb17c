"""Columns through time, alone or many small ones side by side, with the path they should keep to."""

from collections.abc import Sequence
from dataclasses import dataclass

from phongtrao.web.charts.shapes import WIDTH, Box, Chart, Stroke, Tone, Words, fitted

Shapes = list[Words | Box | Stroke]
HEIGHT, HEAD, FOOT = 180, 22, 26
SMALL, ACROSS, GAP = 74, 3, 14  # a small one: height of its columns, how many side by side


@dataclass(frozen=True, slots=True)
class Column:
    """``value`` None: nothing measured, an empty place that says so. ``path``: where it should stand."""

    label: str
    value: float | None
    words: str
    path: float | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Where columns stand: left edge, upper edge, width, height, and the value at the top."""

    x: float
    y: float
    width: float
    height: float
    most: float

    def at(self, value: float) -> float:
        return round(self.y + self.height - value / self.most * self.height, 1)

    def middle(self, place: int, of: int) -> float:
        return round(self.x + (place + 0.5) * self.width / of, 1)


def trend_chart(title: str, columns: Sequence[Column], path_words: str = "") -> Chart:
    frame = Frame(0, HEAD, WIDTH, HEIGHT, _most([columns]))
    shapes = _columns(frame, columns, 14) + _path(frame, columns)
    for place, column in enumerate(columns):
        x = frame.middle(place, len(columns))
        y = HEAD + HEIGHT + 18
        shapes.append(Words(x, y, fitted(column.label, WIDTH / len(columns)), "middle"))
    height = HEAD + HEIGHT + FOOT
    if path_words:
        shapes += [
            Stroke(((0, height + 8), (28, height + 8)), "goal", "5 4"),
            Words(36, height + 13, path_words, tone="goal"),
        ]
        height += 22
    return Chart(title, height, tuple(shapes))


def small_multiples(title: str, charts: Sequence[tuple[str, Sequence[Column]]]) -> Chart:
    """One scale for all, so that they can be compared."""
    most = _most([columns for _name, columns in charts])
    width = (WIDTH - GAP * (ACROSS - 1)) / ACROSS
    row = SMALL + 58
    shapes: Shapes = []
    for place, (name, columns) in enumerate(charts):
        x = place % ACROSS * (width + GAP)
        y = place // ACROSS * row
        frame = Frame(x, y + 36, width, SMALL, most)
        last = next((column.words for column in reversed(columns) if column.words), "")
        shapes += [
            Words(x, y + 13, fitted(name, width, 12), size=12),
            Words(x, y + 29, fitted(last, width, 12), tone="main", size=12),
        ]
        shapes += _columns(frame, columns, 0) + _path(frame, columns)
    rows = -(-len(charts) // ACROSS)
    return Chart(title, max(rows * row, 1), tuple(shapes))


def _most(charts: Sequence[Sequence[Column]]) -> float:
    values = [one for columns in charts for c in columns for one in (c.value, c.path)]
    return max([one for one in values if one is not None], default=0) or 1


def _columns(frame: Frame, columns: Sequence[Column], size: int) -> Shapes:
    """The columns on their floor; of size 0 they have no words of their own."""
    floor = frame.y + frame.height
    shapes: Shapes = [Stroke(((frame.x, floor), (frame.x + frame.width, floor)), "line")]
    wide = min(frame.width / max(len(columns), 1) * 0.6, 60)
    for place, column in enumerate(columns):
        x = frame.middle(place, len(columns))
        top = floor if column.value is None else frame.at(column.value)
        above = min(top, frame.at(column.path) if column.path is not None else top)
        if column.value is not None:
            shapes.append(Box(round(x - wide / 2, 1), top, round(wide, 1), max(floor - top, 1)))
        if size:
            tone: Tone = "text" if column.value is not None else "quiet"
            shapes.append(Words(x, above - 7, column.words, "middle", tone, size))
        elif column.value is None:
            shapes.append(Words(x, floor - 4, "?", "middle", "quiet", 12))
    return shapes


def _path(frame: Frame, columns: Sequence[Column]) -> Shapes:
    points = [
        (frame.middle(place, len(columns)), frame.at(column.path))
        for place, column in enumerate(columns)
        if column.path is not None
    ]
    if len(points) == 1:
        [(x, y)] = points
        half = frame.width / max(len(columns), 1) / 2
        points = [(x - half, y), (x + half, y)]
    return [Stroke(tuple(points), "goal", "5 4")] if points else []
