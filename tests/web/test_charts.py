"""Charts: what is drawn, and the file that is kept."""

from xml.etree import ElementTree as ET

import pytest
from django.http import QueryDict

from phongtrao.web.charts import (
    Bar,
    Column,
    Mark,
    Tile,
    marked_bars,
    picture_of,
    small_multiples,
    tile_grid,
    trend_chart,
)

COLUMNS = [Column("2024", 61.5, "61,5%", 60), Column("2025", None, "chưa có", 70)]
CHARTS = {
    "bars": marked_bars("Cột", [Bar("Năm <2026>", 78, "78%")], [Mark(95, "chỉ tiêu")]),
    "trend": trend_chart("Xu hướng", COLUMNS, "đường tới chỉ tiêu"),
    "many": small_multiples("Theo xã", [("Xã An Hòa", COLUMNS)] * 4),
    "tiles": tile_grid("Bản đồ ô", [Tile("Xã An Hòa", "78%", "chậm", "late-soft")] * 5),
    "nothing": tile_grid("Bản đồ ô", []),
}


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_a_whole_drawing_with_nothing_outside_its_edges(name):
    chart = CHARTS[name]
    root = ET.fromstring(picture_of(QueryDict(), chart, name).content)  # noqa: S314 -- our own

    for shape in root.iter("{http://www.w3.org/2000/svg}rect"):
        x, y, width, height = (float(shape.get(key)) for key in ("x", "y", "width", "height"))
        assert 0 <= x <= x + width <= chart.width + 1
        assert 0 <= y <= y + height <= chart.height + 1
    assert root.get("aria-label") == chart.title


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_kept_as_png_too(name):
    answer = picture_of(QueryDict("dang=png"), CHARTS[name], name)

    assert answer.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert f"{name}.png" in answer["Content-Disposition"]


def test_a_place_without_a_number_says_so_and_has_no_column():
    texts = [shape.text for shape in CHARTS["trend"].shapes if shape.kind == "words"]
    boxes = [shape for shape in CHARTS["trend"].shapes if shape.kind == "box"]

    assert "chưa có" in texts
    assert len(boxes) == 1
