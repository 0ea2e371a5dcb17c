"""The pictures of a result; each stands on the page, over its table, and is kept as a file."""

from django.utils.translation import gettext as _

from phongtrao.indicators.pages.parts import splits_of
from phongtrao.indicators.pages.ranking import rankings
from phongtrao.indicators.pages.totals import Reading, Result, Row
from phongtrao.indicators.rolling import Track
from phongtrao.web.charts import (
    Bar,
    Chart,
    Column,
    Mark,
    Tile,
    marked_bars,
    small_multiples,
    tile_grid,
    trend_chart,
)
from phongtrao.web.charts.shapes import Tone

MOST = 24  # small ones and tiles on a page; the table and the workbook have all
TONES: dict[Track, Tone] = {
    Track.REACHED: "good-soft",
    Track.ON: "good-soft",
    Track.OFF: "late-soft",
    Track.UNKNOWN: "soft",
}


def progress(result: Result) -> Chart:
    """The value of now against the goal, and against what the path asks of the year."""
    now, target = result.now, result.goal.target
    marks = []
    if target and now and now.path is not None and now.year < target.year:
        words = _("năm %(year)d cần %(value)s") % {"year": now.year, "value": now.path_words}
        marks.append(Mark(float(now.path), words, "quiet", "2 3"))
    if target:
        words = _("chỉ tiêu %(year)d: %(value)s") % {
            "year": target.year,
            "value": result.goal.words(target.value),
        }
        marks.append(Mark(float(target.value), words))
    bars = [] if now is None else [_bar(result.period.label, now)]
    return marked_bars(_("So với chỉ tiêu"), bars, marks)


def trend(result: Result) -> Chart:
    said = (
        _("đường tới chỉ tiêu") if any(r.path is not None for _p, r in result.through_time) else ""
    )
    columns = [_column(period.label, one) for period, one in result.through_time]
    return trend_chart(_("Qua các kỳ"), columns, said)


def multiples(result: Result) -> Chart:
    labels = [period.label for period, _one in result.through_time]
    charts = [
        (row.name, [_column(label, one) for label, one in zip(labels, row.readings, strict=True)])
        for row in _units(result)
    ]
    return small_multiples(_("Từng đơn vị qua các kỳ"), charts)


def tiles(result: Result) -> Chart:
    given = [
        Tile(row.name, row.now.words, str(row.now.state), TONES[row.now.track])
        for row in _units(result)
    ]
    return tile_grid(_("Bản đồ ô"), given)


def parts(result: Result) -> Chart:
    """A bar for each part, those of one split beneath each other."""
    bars = [
        _bar(f"{split.name}: {row.name}", row.now)
        for split in splits_of(result)
        for row in split.rows
        if row.now.value is not None
    ]
    return marked_bars(_("Theo từng phần"), bars, [])


def ranking(result: Result) -> Chart:
    """Bars of those ranked in clusters, the best of each first; who may not be named stands in none."""
    clusters = rankings(result)
    bars = [
        Bar(
            f"{line.place}. {line.name} · {rank.cluster.name}"
            if len(clusters) > 1
            else f"{line.place}. {line.name}",
            float(line.reading.value or 0),
            line.reading.words,
        )
        for rank in clusters
        for line in rank.lines
    ]
    return marked_bars(_("Thứ hạng trong cụm, khối"), bars[:MOST], [])


def _units(result: Result) -> list[Row]:
    return [row for row in result.rows if row.unit is not None][:MOST]


def _bar(label: str, one: Reading) -> Bar:
    return Bar(label, float(one.value or 0), one.words)


def _column(label: str, one: Reading) -> Column:
    value = None if one.value is None else float(one.value)
    words = one.words if one.value is not None else _("chưa có")
    return Column(label, value, words, None if one.path is None else float(one.path))


CHARTS = {
    "tien-do": progress,
    "xu-huong": trend,
    "theo-phan": parts,
    "thu-hang": ranking,
    "tung-don-vi": multiples,
    "ban-do": tiles,
}
