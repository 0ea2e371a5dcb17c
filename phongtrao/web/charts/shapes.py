"""What a drawing consists of. A tone is a meaning; ``web/charts.css`` colours it on the screen, day and night,
``COLOURS`` in a file."""

from dataclasses import dataclass
from typing import ClassVar, Literal

Tone = Literal[
    "text", "quiet", "main", "goal", "line", "good", "late", "good-soft", "late-soft", "soft"
]
COLOURS: dict[Tone, str] = {
    "text": "#1c262d",
    "quiet": "#52606b",
    "main": "#0b5d78",
    "goal": "#7a4d00",
    "line": "#7b8a95",
    "good": "#1c6a3a",
    "late": "#b3261e",
    "good-soft": "#e4f4ea",
    "late-soft": "#fdecea",
    "soft": "#e8eff2",
}
WIDTH = 460  # fits a telephone; larger screens show it as wide as their column allows
LETTER = 7.6  # pixels of a letter of 14, on average and rounded up


@dataclass(frozen=True, slots=True)
class Words:
    kind: ClassVar[str] = "words"
    x: float
    y: float
    text: str
    anchor: Literal["start", "middle", "end"] = "start"
    tone: Tone = "text"
    size: int = 14

    @property
    def colour(self) -> str:
        return COLOURS[self.tone]


@dataclass(frozen=True, slots=True)
class Box:
    kind: ClassVar[str] = "box"
    x: float
    y: float
    width: float
    height: float
    tone: Tone = "main"

    @property
    def colour(self) -> str:
        return COLOURS[self.tone]


@dataclass(frozen=True, slots=True)
class Stroke:
    kind: ClassVar[str] = "stroke"
    points: tuple[tuple[float, float], ...]
    tone: Tone = "goal"
    dashes: str = ""

    @property
    def colour(self) -> str:
        return COLOURS[self.tone]

    @property
    def way(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Chart:
    """``title`` is read aloud instead of the drawing; a table stands beneath every chart."""

    title: str
    height: float
    shapes: tuple[Words | Box | Stroke, ...]
    width: int = WIDTH


def fitted(text: str, width: float, size: int = 14) -> str:
    """As much of the text as the width holds, the rest as “…”."""
    most = int(width / (LETTER * size / 14))
    return text if len(text) <= most else text[: max(most - 1, 1)].rstrip() + "…"
