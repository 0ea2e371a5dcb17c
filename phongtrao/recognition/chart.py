"""Bars of a small chart as numbers: the template draws them on screen, the same drawing is the picture to keep."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

WIDTH, ROW, LABEL, BAR = 460, 44, 16, 16
SPACE = 80  # at the end of a bar, for its value


@dataclass(frozen=True, slots=True)
class Bar:
    """``value`` decides the length, ``words`` stand at its end."""

    label: str
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Drawn:
    bar: Bar
    label_y: int
    y: int
    width: float
    words_x: float
    words_y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """``goal``: where a line stands across all bars, with its words; None without one."""

    title: str
    rows: tuple[Drawn, ...]
    height: int
    goal_x: float | None = None
    goal_words: str = ""

    width: int = WIDTH
    thickness: int = BAR


def bar_chart(
    title: str, bars: Iterable[Bar], *, goal: Decimal | float | None = None, goal_words: str = ""
) -> Chart:
    """One bar under another, its label above it: long Vietnamese names fit a telephone."""
    given = list(bars)
    most = max([bar.value for bar in given] + [float(goal or 0)], default=0) or 1
    scale = (WIDTH - SPACE) / most
    rows = tuple(_drawn(bar, place, scale) for place, bar in enumerate(given))
    height = ROW * len(given) + (24 if goal is not None else 4)
    at = float(goal) * scale if goal is not None else None
    return Chart(title, rows, height, at, goal_words)


def _drawn(bar: Bar, place: int, scale: float) -> Drawn:
    top = place * ROW
    width = round(bar.value * scale, 1)
    y = top + LABEL + 4
    return Drawn(bar, top + LABEL, y, max(width, 1), width + 6, y + BAR - 3)
