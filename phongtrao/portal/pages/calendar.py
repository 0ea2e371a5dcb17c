"""A month or a week as the screen shows it: days with what is due on each."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from phongtrao.portal.queries.calendar import Item

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
SHOWN = 4  # things of one day in a month; the week shows all
MONTH, WEEKLY = "thang", "tuan"


@dataclass(frozen=True, slots=True)
class Day:
    """``inside``: of the month shown, not of its neighbours."""

    day: date
    items: list[Item]
    more: int
    is_today: bool
    inside: bool
    week_url: str


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """``weeks``: rows of seven days from Monday on; ``count``: things due within the span itself."""

    view: str
    title: str
    weeks: list[list[Day]]
    count: int
    before_url: str
    now_url: str
    after_url: str
    other_url: str

    @property
    def is_month(self) -> bool:
        return self.view == MONTH

    @classmethod
    def build(
        cls, asked: Mapping[str, str], due: Callable[[date, date], list[Item]], today: date
    ) -> "CalendarPage":
        """``due(first, last)`` answers with what is due on these days."""
        view = WEEKLY if asked.get("xem") == WEEKLY else MONTH
        shown = _asked_day(asked.get("ngay", ""), today)
        first, last = span_of(view, shown)
        start, end = monday_of(first), monday_of(last) + 6 * DAY
        by_day: dict[date, list[Item]] = defaultdict(list)
        for item in due(start, end):
            by_day[item.day].append(item)
        days = [start + n * DAY for n in range((end - start).days + 1)]
        made = [
            Day(
                day=day,
                items=(fitting := _fitting(by_day[day], view)),
                more=len(by_day[day]) - len(fitting),
                is_today=day == today,
                inside=first <= day <= last,
                week_url=url_of(WEEKLY, day),
            )
            for day in days
        ]
        return cls(
            view=view,
            title=_title(view, first, last),
            weeks=[made[n : n + 7] for n in range(0, len(made), 7)],
            count=sum(len(by_day[day.day]) for day in made if day.inside),
            before_url=url_of(view, first - DAY),
            now_url=url_of(view, today),
            after_url=url_of(view, last + DAY),
            other_url=url_of(MONTH if view == WEEKLY else WEEKLY, shown),
        )


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def span_of(view: str, day: date) -> tuple[date, date]:
    """First and last day of the week or the month the day lies in."""
    if view == WEEKLY:
        return monday_of(day), monday_of(day) + 6 * DAY
    first = day.replace(day=1)
    return first, (first + 31 * DAY).replace(day=1) - DAY


def url_of(view: str, day: date) -> str:
    return f"?{urlencode({'xem': view, 'ngay': day.isoformat()})}"


def _asked_day(text: str, today: date) -> date:
    """The day of the address; of nonsense, and at the ends of time, today."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if MINYEAR + 1 < day.year < MAXYEAR else today


def _fitting(items: list[Item], view: str) -> list[Item]:
    """What of a day is shown: in a month, as many as the cell holds with the line that says more."""
    return items if view == WEEKLY or len(items) <= SHOWN else items[: SHOWN - 1]


def _title(view: str, first: date, last: date) -> str:
    if view == MONTH:
        return _("Tháng %(month)s năm %(year)s") % {"month": first.month, "year": first.year}
    return _("Tuần %(first)s – %(last)s") % {
        "first": f"{first:%d/%m}",
        "last": f"{last:%d/%m/%Y}",
    }
