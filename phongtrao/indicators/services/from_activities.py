"""An indicator is counted from what units did: an office says how, the night does it. S1-38, S4-11"""

import logging
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.activities.models import ActivityKind
from phongtrao.audit.services import changes, record
from phongtrao.indicators.access import definitions as access
from phongtrao.indicators.models import ACTIVITIES, ActivityFeed, Indicator, Measurement
from phongtrao.indicators.queries.from_activities import (
    YEARS,
    Number,
    feed_of,
    names_own_fields,
    numbers_of,
    year_of_day,
)
from phongtrao.indicators.queries.typed import typed_units
from phongtrao.indicators.services.computing import collect_again, compute_from, refuse_other_year
from phongtrao.indicators.services.measuring import Measured, write_measurements
from phongtrao.lib.errors import BadInput, DomainError, WrongState
from phongtrao.lib.periods import Period
from phongtrao.plans.periods import read_period

logger = logging.getLogger(__name__)
MONTHS = 12
BEYOND = Decimal(10) ** 14  # more than a measurement holds
# What of an indicator follows from how activities are counted.
SHAPE = ("rolling", "denominator_source", "is_cumulative", "measure", "splits")
LAST_MONTHS = 3  # of the new year the one before is counted too: what was done is confirmed later
R, D = Indicator.Rolling, Indicator.Denominator
C, Y = ActivityFeed.Counts, ActivityFeed.Year
SYSTEM = Measurement.Origin.SYSTEM


@transaction.atomic
def set_feed(
    indicator: Indicator, said: Mapping[str, Any], *, by: AbstractBaseUser, measure: str = ""
) -> ActivityFeed:
    """``said``: fields of ActivityFeed by name. Nobody types the number any more, it is there at once.

    WrongState where units reported what this would mean otherwise, BadInput where the words do not fit.
    """
    access.can_define(by, indicator.owner).enforce()
    known = _lock(indicator)
    indicator.refresh_from_db()
    if known is None:
        compute_from(indicator, ACTIVITIES, by=by)
    before, after = changes(known or ActivityFeed(indicator=indicator), dict(said))
    feed = tried(indicator, said, measure)
    feed.full_clean()
    indicator.full_clean()
    indicator.save()
    feed.save()
    record(indicator, "indicators.feed_set", by=by, before=before, after=after)
    _count_anew(feed, by)
    return feed


def tried(indicator: Indicator, said: Mapping[str, Any], measure: str = "") -> ActivityFeed:
    """The feed with these words and its indicator in their shape, neither kept; raises what ``set_feed`` does."""
    feed = feed_of(indicator) or _begun(indicator)
    feed.indicator = indicator
    for name, value in said.items():
        setattr(feed, name, value)
    _refuse_unfit(feed)
    _reshape(feed, measure)
    return feed


@transaction.atomic
def stop_feed(indicator: Indicator, *, by: AbstractBaseUser) -> None:
    """Years of before keep their numbers; those of this year go, units will be asked for them again.

    WrongState where the years of before would mean something else in the shape units are asked for.
    """
    access.can_define(by, indicator.owner).enforce()
    feed = _lock(indicator)
    if feed is None:
        raise WrongState(_("Chỉ số này đã thôi tính từ hoạt động."))
    period = year_of_day(feed, timezone.localdate())
    write_measurements(indicator, period.key, (), among=list(_known(indicator, period)), by=by)
    if shape_of(indicator) != feed.shape_before and indicator.measurements.exists():
        raise WrongState(
            _(
                "Các năm trước đã đếm theo cách gộp khác nên không thu lại chỉ số này từ đơn vị được. Hãy thôi"
                " dùng nó và lập chỉ số mới."
            )
        )
    for name, value in feed.shape_before.items():
        setattr(indicator, name, value)
    indicator.full_clean()
    indicator.save()
    feed.delete()
    collect_again(indicator, by=by)


def recompute(indicator: Indicator, *, by: AbstractBaseUser) -> bool:
    """Now, not only at night; whether anything changed."""
    access.can_define(by, indicator.owner).enforce()
    feed = feed_of(indicator)
    if feed is None:
        raise WrongState(_("Chỉ số này không tính từ hoạt động."))
    return compute(feed, timezone.localdate(), by=by)


def compute_all(today: date) -> int:
    """Every indicator in use that counts activities; how many had another number than before.

    One that cannot be counted is logged and keeps its numbers: the others have theirs the same night.
    """
    changed = 0
    for feed in ActivityFeed.objects.filter(indicator__ended_on=None).select_related("indicator"):
        try:
            changed += compute(feed, today)
        except (DomainError, ArithmeticError):
            logger.exception("indicator %s cannot be counted", feed.indicator_id)
    return changed


def compute(feed: ActivityFeed, today: date, *, by: AbstractBaseUser | None = None) -> bool:
    """This year and, in its first months, the one before. Safe to run twice; whether anything changed."""
    changed = [_compute(feed, period, today, by) for period in _years(feed, today)]
    return any(changed)


@transaction.atomic
def _compute(feed: ActivityFeed, period: Period, today: date, by: AbstractBaseUser | None) -> bool:
    indicator = feed.indicator
    told = _lock(indicator)  # as it stands now: another may have changed it or given it up
    if told is None or not _is_own(told, period):
        return False
    left = typed_units(indicator, period.key)
    found = {key: one for key, one in numbers_of(told, period, today).items() if key not in left}
    known = _known(indicator, period)
    if found == known:
        return False
    if any(n >= BEYOND for n, _d in found.values()):
        raise BadInput(_("Con số đếm được lớn quá. Hãy tìm hoạt động có ô số ghi nhầm và sửa lại."))
    rows = [Measured(unit, n, d) for unit, (n, d) in found.items()]
    write_measurements(indicator, period.key, rows, among=list(known), by=by)
    return True


def _lock(indicator: Indicator) -> ActivityFeed | None:
    """The feed once nobody else writes the indicator; None where it has none, or no more."""
    Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    return feed_of(indicator)


def _begun(indicator: Indicator) -> ActivityFeed:
    """What the indicator was stays known: its shape, and the years that something else computed."""
    rows = Measurement.objects.filter(indicator=indicator, origin=SYSTEM).order_by()
    ends = {read_period(key).end for key in rows.values_list("period", flat=True).distinct()}
    kept = max((day for day in ends if day < timezone.localdate()), default=None)
    return ActivityFeed(indicator=indicator, shape_before=shape_of(indicator), kept_until=kept)


def _is_own(feed: ActivityFeed, period: Period) -> bool:
    return feed.kept_until is None or period.end > feed.kept_until


def _refuse_unfit(feed: ActivityFeed) -> None:
    """What no form can say by its fields alone."""
    kinds = {one.key: one for one in ActivityKind.objects.filter(key__in=feed.activity_kinds)}
    if unknown := set(feed.activity_kinds) - set(kinds):
        raise BadInput(_("Không có loại hoạt động “%s”.") % ", ".join(sorted(unknown)))
    single = next(iter(kinds.values())) if len(kinds) == 1 else None
    if feed.counts == C.QUANTITY and not (single and single.quantity):
        raise BadInput(
            _(
                "Số lượng đếm thêm là của một loại có ô ấy. Hãy chọn đúng một loại, hoặc đếm số hoạt động."
            )
        )
    if feed.counts in C.by_name and not all(one.has_participants for one in kinds.values()):
        raise BadInput(
            _(
                "Đếm người có tên thì chỉ chọn loại có danh sách người dự, như “Tập huấn, bồi dưỡng”."
            )
        )
    for named in (feed.counts.removeprefix("field:"), feed.only):
        of_kind = named.split(":", 1)[0]
        if ":" in named and not named.startswith("people:") and set(kinds) != {of_kind}:
            raise BadInput(
                _("Ô riêng đã chọn thuộc một loại khác. Hãy chọn đúng một loại, là loại có ô ấy.")
            )
    if single and not names_own_fields(feed, single):
        raise BadInput(
            _("Ô riêng hoặc lựa chọn đã chọn không còn ở loại “%s”. Hãy chọn lại.") % single
        )
    if feed.is_yes_no and not (feed.kinds or feed.levels):
        raise BadInput(
            _("Hãy chọn loại đơn vị hoặc cấp học, để biết tỷ lệ tính trên những đơn vị nào.")
        )
    if feed.counts == C.MONTHS and (feed.at_least or 0) > MONTHS:
        raise BadInput(_("Một năm chỉ có 12 tháng. Hãy ghi mức “ít nhất” thấp hơn."))
    refuse_other_year(_foreign(feed), YEARS[Y(feed.year)])


def _foreign(feed: ActivityFeed) -> list[Period]:
    """Periods with numbers that this feed does not count, the latest first."""
    rows = Measurement.objects.filter(indicator=feed.indicator).order_by("-period")
    told = [
        (read_period(key), origin)
        for key, origin in rows.values_list("period", "origin").distinct()
    ]
    return [period for period, origin in told if origin != SYSTEM or not _is_own(feed, period)]


def shape_of(indicator: Indicator) -> dict[str, Any]:
    return {name: getattr(indicator, name) for name in SHAPE}


def _reshape(feed: ActivityFeed, measure: str) -> None:
    """How numbers of units become one follows from what is counted."""
    indicator = feed.indicator
    before = shape_of(indicator)
    rolling, source = (R.RATIO, D.ONE) if feed.is_yes_no else (R.LATEST, "")
    known = feed.shape_before["measure"] if indicator.is_percent else indicator.measure
    indicator.measure = "%" if feed.is_yes_no else measure or known
    indicator.rolling, indicator.denominator_source = rolling, source
    indicator.is_cumulative, indicator.splits = False, []
    if indicator.is_percent and not feed.is_yes_no:
        raise BadInput(
            _(
                "Chỉ số tính bằng phần trăm cần mức “ít nhất”. Hãy ghi mức ấy, hoặc ghi đơn vị tính khác."
            )
        )
    if shape_of(indicator) | {"splits": before["splits"]} != before and _foreign(feed):
        raise WrongState(
            _(
                "Chỉ số này đã có số liệu theo cách gộp hoặc đơn vị tính khác. Hãy lập chỉ số mới để tính từ hoạt động."
            )
        )


def _count_anew(feed: ActivityFeed, by: AbstractBaseUser) -> None:
    """The running year, and years it computed by other words; its years of the other kind go."""
    today = timezone.localdate()
    rows = Measurement.objects.filter(indicator=feed.indicator, origin=SYSTEM).order_by("period")
    for key in list(rows.values_list("period", flat=True).distinct()):
        period = read_period(key)
        if period.kind is YEARS[Y(feed.year)]:
            _compute(feed, period, today, by)
        elif _is_own(feed, period):
            known = list(_known(feed.indicator, period))
            write_measurements(feed.indicator, key, (), among=known, by=by)
    compute(feed, today, by=by)


def _known(indicator: Indicator, period: Period) -> dict[int, Number]:
    rows = Measurement.objects.filter(
        indicator=indicator, period=period.key, part="", origin=SYSTEM
    )
    return {unit: (n, d) for unit, n, d in rows.values_list("unit", "numerator", "denominator")}


def _years(feed: ActivityFeed, today: date) -> list[Period]:
    now = year_of_day(feed, today)
    months = (today.year - now.start.year) * 12 + today.month - now.start.month
    return [now.previous(), now] if months < LAST_MONTHS else [now]
