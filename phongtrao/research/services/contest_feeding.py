"""Contests of students become numbers of an indicator, for every unit and calendar year. S2-18

A unit that took no part has no number: whether it had nothing to enter, nobody said.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.indicators.models import Indicator, Measurement
from phongtrao.indicators.queries.computed import below
from phongtrao.indicators.queries.typed import typed_units
from phongtrao.indicators.services.computing import collect_again, compute_from, refuse_other_year
from phongtrao.indicators.services.measuring import Measured, write_measurements
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.periods import PeriodKind, calendar_year
from phongtrao.plans.periods import read_period
from phongtrao.research.access.contests import can_feed
from phongtrao.research.models import ContestFeed, ContestProject
from phongtrao.research.sources import KEY

LAST_MONTH = 3  # until its end the year before is computed too: results come in late
C = ContestFeed.Counted
# No prize is nought: who took part and won nothing is known.
COUNTED = {C.PROJECTS: Count("pk"), C.STUDENTS: Sum("students"), C.PRIZES: Count("rank")}


@transaction.atomic
def start_feed(
    indicator: Indicator, counted: str, level: str, *, by: AbstractBaseUser
) -> ContestFeed:
    """From now on the indicator's numbers come from contests of the level, those of this year at once."""
    can_feed(by, indicator.owner).enforce()
    if indicator.rolling != Indicator.Rolling.SUM:
        raise BadInput(_("Chỉ nối được chỉ số là số lượng, cộng dồn từ các đơn vị."))
    if indicator.is_percent or indicator.is_cumulative or indicator.splits:
        raise BadInput(
            _(
                "Chỉ số tính bằng phần trăm, lũy kế hoặc tách phần không nối được. Hãy lập chỉ số mới."
            )
        )
    rows = Measurement.objects.filter(indicator=indicator).order_by("-period")
    told = rows.values_list("period", flat=True).distinct()
    refuse_other_year(map(read_period, told), PeriodKind.CALENDAR_YEAR)
    compute_from(indicator, KEY, by=by)
    feed = ContestFeed(indicator=indicator, counted=counted, level=level)
    feed.computed_on = timezone.localdate()
    feed.full_clean()
    feed.save()
    record(indicator, "research.feed_begun", by=by, after={"counted": counted, "level": level})
    compute(feed, feed.computed_on, by=by)
    return feed


@transaction.atomic
def stop_feed(feed: ContestFeed, *, by: AbstractBaseUser) -> None:
    """Years of before keep their numbers; those of this year go, units will be asked for them again."""
    indicator = feed.indicator
    can_feed(by, indicator.owner).enforce()
    if _lock(feed) is None:
        raise WrongState(_("Chỉ số này đã thôi nối."))
    period = calendar_year(timezone.localdate().year).key
    write_measurements(indicator, period, (), among=_computed(indicator, period), by=by)
    feed.delete()
    collect_again(indicator, by=by)
    record(indicator, "research.feed_ended", by=by)


@transaction.atomic
def compute(feed: ContestFeed, day: date, *, by: AbstractBaseUser | None) -> int:
    """The numbers of the day's year; how many. Nothing is written where nothing changed."""
    found = _lock(feed)
    if found is None:  # ended meanwhile
        return 0
    period = calendar_year(day.year).key
    left = typed_units(found.indicator, period)
    told = {unit: number for unit, number in counts_of(found, day).items() if unit not in left}
    known = _computed(found.indicator, period)
    ContestFeed.objects.filter(pk=found.pk).update(computed_on=max(day, found.computed_on))
    if known == told:
        return len(told)
    rows = [Measured(unit, number) for unit, number in told.items()]
    return write_measurements(found.indicator, period, rows, among={*known, *told}, by=by)


def compute_all(today: date) -> int:
    """For the job: the running year, and in the first months the year before."""
    feeds = ContestFeed.objects.filter(indicator__ended_on=None)
    found = list(feeds.select_related("indicator__owner"))
    days = [today - timedelta(days=1)]
    if today.month <= LAST_MONTH:
        days.append(date(today.year - 1, 12, 31))
    for feed in found:
        for day in sorted(set(days)):
            compute(feed, day, by=None)
    return len(found)


def counts_of(feed: ContestFeed, day: date) -> dict[int, Decimal]:
    """{unit: number} of the units of the indicator's owner that took part until the day of its year."""
    rows = ContestProject.objects.filter(
        below(feed.indicator.owner, "unit__"),
        contest__level=feed.level,
        contest__held_on__range=(date(day.year, 1, 1), day),
    )
    number = COUNTED[C(feed.counted)]
    told: Iterable[tuple[int, int]] = (
        rows.order_by().values("unit").annotate(number=number).values_list("unit", "number")
    )
    return {unit: Decimal(count) for unit, count in told}


def _computed(indicator: Indicator, period: str) -> dict[int, Decimal]:
    rows = Measurement.objects.filter(
        indicator=indicator, period=period, part="", origin=Measurement.Origin.SYSTEM
    )
    return dict(rows.values_list("unit", "numerator"))


def _lock(feed: ContestFeed) -> ContestFeed | None:
    rows = ContestFeed.objects.select_for_update(of=("self",)).select_related("indicator__owner")
    return rows.filter(pk=feed.pk).first()
