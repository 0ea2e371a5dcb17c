"""Bars under one another, each with its label above it: long Vietnamese names fit a telephone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from phongtrao.web.charts.shapes import WIDTH, Box, Chart, Stroke, Tone, Words, fitted

ROW, LABEL, BAR = 44, 16, 16
SPACE = 80  # at the end of a bar, for its value
FOOT = 24  # for the words of a mark


@dataclass(frozen=True, slots=True)
class Bar:
    """``value`` decides the length, ``words`` stand at its end."""

    label: str
    value: float
    words: str
    tone: Tone = "main"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across all bars, with its words below."""

    value: float
    words: str
    tone: Tone = "goal"
    dashes: str = "5 4"


def bar_chart(
    title: str, bars: Iterable[Bar], *, goal: Decimal | float | None = None, goal_words: str = ""
) -> Chart:
    marks = [] if goal is None else [Mark(float(goal), goal_words)]
    return marked_bars(title, list(bars), marks)


def marked_bars(title: str, bars: Sequence[Bar], marks: Sequence[Mark]) -> Chart:
    """Words of marks stand in rows of their own below, those of bars at the end of their label's row."""
    values = [*(bar.value for bar in bars), *(mark.value for mark in marks)]
    scale = (WIDTH - SPACE) / (max(values, default=0) or 1)
    drawn: list[Words | Box | Stroke] = []
    for place, bar in enumerate(bars):
        drawn += _drawn(bar, place, scale, at_end=bool(marks))
    foot = ROW * len(bars) + 6
    for place, mark in enumerate(marks):
        drawn += _marked(mark, mark.value * scale, foot, foot + place * FOOT)
    return Chart(title, foot + len(marks) * FOOT, tuple(drawn))


def _drawn(bar: Bar, place: int, scale: float, *, at_end: bool) -> tuple[Words | Box, ...]:
    top = place * ROW
    width = max(round(bar.value * scale, 1), 1)
    y = top + LABEL + 4
    return (
        Words(0, top + LABEL, fitted(bar.label, WIDTH - SPACE if at_end else WIDTH)),
        Box(0, y, width, BAR, bar.tone),
        Words(WIDTH, top + LABEL, bar.words, "end")
        if at_end
        else Words(width + 6, y + BAR - 3, bar.words),
    )


def _marked(mark: Mark, x: float, bottom: float, foot: float) -> list[Words | Stroke]:
    x = round(x, 1)
    return [
        Stroke(((x, LABEL + 2), (x, bottom)), mark.tone, mark.dashes),
        Words(x, foot + 20, mark.words, "end" if x > WIDTH / 2 else "start", mark.tone),
    ]
