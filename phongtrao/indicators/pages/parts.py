"""A total taken apart: by level, by gender, by area. Parts are added up like their whole."""

from dataclasses import dataclass

from phongtrao.indicators.models import Split
from phongtrao.indicators.pages.totals import Reading, Result
from phongtrao.lib.periods import Period


@dataclass(frozen=True, slots=True)
class PartRow:
    """``readings`` through time, the latest last."""

    name: str
    readings: tuple[Reading, ...]

    @property
    def now(self) -> Reading:
        return self.readings[-1]


@dataclass(frozen=True, slots=True)
class SplitTable:
    key: str
    name: str
    rows: tuple[PartRow, ...]


def splits_of(result: Result) -> list[SplitTable]:
    """Those by which anybody took the number apart; parts without a number in any period are left out."""
    found = result.by_part
    if found is None:
        return []
    rows: dict[str, list[PartRow]] = {}
    for at, (key, name) in enumerate(result.part_names.items()):
        readings = result.readings_of(at)
        if any(one.total.measured for one in readings):
            rows.setdefault(key.split(":")[0], []).append(PartRow(name, readings))
    return [SplitTable(key, str(Split(key).label), tuple(told)) for key, told in rows.items()]


def lines_of(result: Result) -> list[tuple[str, str, Period, Reading]]:
    """(split, part, period, reading), for the workbook."""
    return [
        (split.name, row.name, period, one)
        for split in splits_of(result)
        for row in split.rows
        for period, one in zip(result.board.periods, row.readings, strict=True)
    ]
