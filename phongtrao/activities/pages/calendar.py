"""The heat map of many units, the calendar of one."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse

from phongtrao.activities.queries.calendar import MONTHS, Heat, heat_of
from phongtrao.orgs.models import Unit

ON_PAGE = 40
STEPS = (1, 3, 6, 10)  # from which number a cell is one shade darker
LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Cell:
    count: int
    day: str = ""  # as the list is asked for it

    @property
    def shade(self) -> int:
        """0–4; the number stands in the cell, the shade only helps the eye."""
        return sum(self.count >= step for step in STEPS)


@dataclass(frozen=True, slots=True)
class HeatRow:
    unit: Unit
    cells: list[Cell]
    total: int


@dataclass(frozen=True, slots=True)
class HeatPage:
    year: int
    rows: list[HeatRow]
    page: Page[Unit]
    months: list[int]

    @classmethod
    def build(cls, units: QuerySet[Unit], year: int, number: str) -> "HeatPage":
        page = Paginator(units, ON_PAGE).get_page(number)
        heat = heat_of([one.pk for one in page], year)
        rows = [_row(one, heat) for one in page]
        return cls(year, rows, page, list(range(1, MONTHS + 1)))


def _row(unit: Unit, heat: Heat) -> HeatRow:
    counts = heat.months.get(unit.pk, [0] * MONTHS)
    return HeatRow(unit, [Cell(count) for count in counts], sum(counts))


@dataclass(frozen=True, slots=True)
class UnitCalendar:
    """Twelve rows of days; a day the month does not have is None."""

    unit: Unit
    year: int
    months: list[tuple[int, list[Cell | None]]]
    total: int
    days: list[int]

    @property
    def list_url(self) -> str:
        """What it did, one by one, as many as are counted here; days are added to it."""
        asked = urlencode({"lich": self.unit.pk})
        return f"{reverse('activities:activities')}?{asked}"

    @classmethod
    def build(cls, unit: Unit, year: int) -> "UnitCalendar":
        heat = heat_of([unit.pk], year)
        months = [(month, _month(heat, year, month)) for month in range(1, MONTHS + 1)]
        days = list(range(1, LONGEST_MONTH + 1))
        return cls(unit, year, months, sum(heat.days.values()), days)


def _month(heat: Heat, year: int, month: int) -> list[Cell | None]:
    last = monthrange(year, month)[1]
    return [
        Cell(heat.days.get(date(year, month, day), 0), f"{day}/{month}/{year}")
        if day <= last
        else None
        for day in range(1, LONGEST_MONTH + 1)
    ]
