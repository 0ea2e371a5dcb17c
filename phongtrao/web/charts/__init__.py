"""Charts we draw ourselves, as SVG: the page shows the same drawing that is kept as a picture.

``bar_chart`` · ``marked_bars`` · ``trend_chart`` · ``small_multiples`` · ``tile_grid`` give a ``Chart``;
``{% include "web/chart.svg" %}`` shows it, ``picture_of`` answers with it as a file.
"""

from phongtrao.web.charts.bars import Bar, Mark, bar_chart, marked_bars
from phongtrao.web.charts.files import picture_of
from phongtrao.web.charts.shapes import Chart
from phongtrao.web.charts.tiles import Tile, tile_grid
from phongtrao.web.charts.trends import Column, small_multiples, trend_chart

__all__ = [
    "Bar",
    "Chart",
    "Column",
    "Mark",
    "Tile",
    "bar_chart",
    "marked_bars",
    "picture_of",
    "small_multiples",
    "tile_grid",
    "trend_chart",
]
