"""Confirmed people over true denominators become numbers of an indicator, for every unit and year. S1-34 S4-28

As levels of a campaign do (assessments.services.feeding): what a unit has not said is missing, never nought,
and a number above its denominator is left out and named on the board. What a unit has reported for the year stays.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.indicators.models import Indicator, Measurement
from phongtrao.indicators.queries.typed import typed_units
from phongtrao.indicators.services.computing import collect_again, compute_from
from phongtrao.indicators.services.measuring import Measured, write_measurements
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.periods import calendar_year
from phongtrao.literacy.access.common import can_keep
from phongtrao.literacy.models import Feed, SkillFramework, TargetGroup
from phongtrao.literacy.queries.board import figures_of, units_under
from phongtrao.literacy.sources import KEY
from phongtrao.orgs.queries.lineage import ended_under

LAST_MONTH = (
    3  # until its end the year before is computed too: of its last day much is said only then
)
G, D = TargetGroup.Counted, Indicator.Denominator
DENOMINATORS = {G.STAFF: D.STAFF, G.LEARNERS: D.LEARNERS, G.DECLARED: D.TYPED}


@transaction.atomic
def start_feed(
    framework: SkillFramework, group: TargetGroup, indicator: Indicator, *, by: AbstractBaseUser
) -> Feed:
    """From now on the indicator's numbers are those of the group, those of this year at once."""
    can_keep(by, framework.owner).enforce()
    if fault := fault_of(framework, group, indicator):
        raise BadInput(fault)
    compute_from(indicator, KEY, by=by)
    feed = Feed(framework=framework, group=group, indicator=indicator)
    feed.computed_on = timezone.localdate()
    feed.full_clean()
    feed.save()
    record(framework, "literacy.feed_begun", by=by, after={"indicator": indicator.name})
    compute(feed, feed.computed_on, by=by)
    return feed


@transaction.atomic
def stop_feed(feed: Feed, *, by: AbstractBaseUser) -> None:
    """Years of before keep their numbers; those of this year go, units will be asked for them again."""
    framework, indicator = feed.framework, feed.indicator
    can_keep(by, framework.owner).enforce()
    if _lock(feed) is None:
        raise WrongState(_("Chỉ số này đã thôi nối."))
    period = calendar_year(timezone.localdate().year).key
    write_measurements(indicator, period, (), among=_computed(indicator, period), by=by)
    feed.delete()
    collect_again(indicator, by=by)
    record(framework, "literacy.feed_ended", by=by, before={"indicator": indicator.name})


def recompute(feed: Feed, *, by: AbstractBaseUser) -> int:
    """Now, not only at night."""
    can_keep(by, feed.framework.owner).enforce()
    return compute(feed, timezone.localdate(), by=by)


@transaction.atomic
def compute(feed: Feed, day: date, *, by: AbstractBaseUser | None) -> int:
    """The numbers of the day's year, as of the day; how many. Nothing is written where nothing changed."""
    found = _lock(feed)
    if found is None:  # ended meanwhile
        return 0
    if day.year >= found.computed_on.year:  # that of the running year
        Feed.objects.filter(pk=feed.pk).update(computed_on=day)
    period = calendar_year(day.year).key
    units = [one.pk for one in units_under(feed.framework.owner)]
    ended = ended_under(units)
    left = {*typed_units(feed.indicator, period), *_later(ended, day)}
    figures = figures_of(units, feed.framework, feed.group, day)
    rows = [
        Measured(unit, Decimal(one.done), Decimal(one.whole))
        for unit, one in figures.items()
        if 0 < one.whole >= one.done and unit not in left
    ]
    computed = _computed(feed.indicator, period)
    known = {unit: number for unit, number in computed.items() if unit not in left}
    if known == {row.unit: (row.numerator, row.denominator) for row in rows}:
        return len(rows)
    # What a unit that ended said is in its heir's number now.
    former = {unit for formers in ended.values() for unit in formers}
    among = {*units, *former, *known} - left
    return write_measurements(feed.indicator, period, rows, among=among, by=by)


def compute_all(today: date) -> int:
    """For the job: as of the day before, and in the first months as of the last day of the year before."""
    feeds = Feed.objects.filter(indicator__ended_on=None)
    found = list(feeds.select_related("framework__owner", "group", "indicator"))
    yesterday = today - timedelta(days=1)
    days = {yesterday}
    if today.month <= LAST_MONTH:
        days.add(date(today.year - 1, 12, 31))
    for feed in found:
        for day in sorted(days):
            compute(feed, day, by=None)
    return len(found)


def fault_of(framework: SkillFramework, group: TargetGroup, indicator: Indicator) -> str:
    """Why these do not belong together, in a sentence; "" if they do."""
    if indicator.owner_id != framework.owner_id:
        return _("Chỉ số phải do chính đơn vị giữ khung đặt ra.")
    if not framework.groups.filter(pk=group.pk).exists():
        return _("Khung này không dành cho nhóm “%s”. Hãy chọn nhóm khác.") % group
    asked = DENOMINATORS[G(group.counted)]
    if not indicator.is_ratio or indicator.denominator_source != asked:
        return _("Mẫu số của chỉ số phải là “%(asked)s” mới nối được với nhóm “%(group)s”.") % {
            "asked": asked.label,
            "group": group,
        }
    return ""


def _computed(indicator: Indicator, period: str) -> dict[int, tuple[Decimal, Decimal | None]]:
    """{unit: (numerator, denominator)} of what was computed before."""
    rows = Measurement.objects.filter(
        indicator=indicator, period=period, part="", origin=Measurement.Origin.SYSTEM
    )
    return {unit: (n, d) for unit, n, d in rows.values_list("unit", "numerator", "denominator")}


def _lock(feed: Feed) -> Feed | None:
    return Feed.objects.select_for_update(of=("self",)).filter(pk=feed.pk).first()


def _later(ended: Mapping[int, Mapping[int, date]], day: date) -> set[int]:
    """Units that became one after the day: on the day each stood by itself, and keeps its own number."""
    return {
        unit
        for heir, formers in ended.items()
        for former, closed_on in formers.items()
        if closed_on > day
        for unit in (heir, former)
    }
