"""A tile for each place, all of one size: a map's overview where the size of a place says nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from phongtrao.web.charts.shapes import WIDTH, Box, Chart, Stroke, Tone, Words, fitted

ACROSS, GAP, TILE = 4, 8, 66
EDGES: dict[Tone, Tone] = {"good-soft": "good", "late-soft": "late", "soft": "line"}


@dataclass(frozen=True, slots=True)
class Tile:
    """``state`` says in a word what the tone shows."""

    name: str
    words: str
    state: str
    tone: Tone = "soft"


def tile_grid(title: str, tiles: Sequence[Tile]) -> Chart:
    width = (WIDTH - GAP * (ACROSS - 1)) / ACROSS
    shapes: list[Words | Box | Stroke] = []
    for place, tile in enumerate(tiles):
        x, y = place % ACROSS * (width + GAP), place // ACROSS * (TILE + GAP)
        corners = ((x, y), (x + width, y), (x + width, y + TILE), (x, y + TILE), (x, y))
        shapes += [
            Box(x, y, width, TILE, tile.tone),
            Stroke(corners, EDGES.get(tile.tone, "line")),
            Words(x + 6, y + 18, fitted(tile.name, width - 12, 12), size=12),
            Words(x + 6, y + 38, fitted(tile.words, width - 12)),
            Words(x + 6, y + 57, fitted(tile.state, width - 12, 12), tone="quiet", size=12),
        ]
    rows = -(-len(tiles) // ACROSS)
    return Chart(title, max(rows * (TILE + GAP) - GAP + 2, 1), tuple(shapes))
