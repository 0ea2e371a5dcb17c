"""An indicator is counted from what units did: an office says how, the night does it. S1-38, S4-11"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.activities.models import ActivityKind
from phongtrao.audit.services import changes, record
from phongtrao.indicators.access import definitions as access
from phongtrao.indicators.models import ACTIVITIES, ActivityFeed, Indicator, Measurement
from phongtrao.indicators.queries.from_activities import YEARS, numbers_of, year_of_day
from phongtrao.indicators.services.computing import collect_again, compute_from
from phongtrao.indicators.services.measuring import Measured, write_measurements
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.periods import Period
from phongtrao.plans.periods import read_period

LAST_MONTHS = 3  # of the new year the one before is counted too: what was done is confirmed later
R, D = Indicator.Rolling, Indicator.Denominator
C, Y = ActivityFeed.Counts, ActivityFeed.Year
SYSTEM = Measurement.Origin.SYSTEM


@transaction.atomic
def set_feed(
    indicator: Indicator, said: Mapping[str, Any], *, by: AbstractBaseUser
) -> ActivityFeed:
    """``said``: fields of ActivityFeed by name. Nobody types the number any more, it is there at once.

    WrongState where units reported what this would mean otherwise, BadInput where the words do not fit.
    """
    access.can_define(by, indicator.owner).enforce()
    Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    indicator.refresh_from_db()
    feed = ActivityFeed.objects.filter(indicator=indicator).first()
    if feed is None:
        compute_from(indicator, ACTIVITIES, by=by)
        feed = ActivityFeed(indicator=indicator)
    before, after = changes(feed, dict(said))
    for name, value in said.items():
        setattr(feed, name, value)
    feed.full_clean()
    refuse_unfit(feed)
    _reshape(feed)
    feed.save()
    record(indicator, "indicators.feed_set", by=by, before=before, after=after)
    _count_anew(feed, by)
    return feed


@transaction.atomic
def stop_feed(indicator: Indicator, *, by: AbstractBaseUser) -> None:
    """Years of before keep their numbers; those of this year go, units will be asked for them again."""
    access.can_define(by, indicator.owner).enforce()
    feed = ActivityFeed.objects.select_for_update().filter(indicator=indicator).first()
    if feed is None:
        raise WrongState(_("Chỉ số này đã thôi tính từ hoạt động."))
    period = year_of_day(feed, timezone.localdate())
    write_measurements(indicator, period.key, (), among=_known(indicator, period), by=by)
    feed.delete()
    collect_again(indicator, by=by)


def recompute(indicator: Indicator, *, by: AbstractBaseUser) -> bool:
    """Now, not only at night; whether anything changed."""
    access.can_define(by, indicator.owner).enforce()
    feed = (
        ActivityFeed.objects.filter(indicator=indicator).select_related("indicator__owner").first()
    )
    if feed is None:
        raise WrongState(_("Chỉ số này không tính từ hoạt động."))
    return compute(feed, timezone.localdate(), by=by)


def compute_all(today: date) -> int:
    """Every indicator in use that counts activities; how many had another number than before."""
    rows = ActivityFeed.objects.filter(indicator__ended_on=None).select_related("indicator__owner")
    return sum(compute(feed, today) for feed in rows)


def compute(feed: ActivityFeed, today: date, *, by: AbstractBaseUser | None = None) -> bool:
    """This year and, in its first months, the one before. Safe to run twice; whether anything changed."""
    changed = [_compute(feed, period, today, by) for period in _years(feed, today)]
    return any(changed)


@transaction.atomic
def _compute(feed: ActivityFeed, period: Period, today: date, by: AbstractBaseUser | None) -> bool:
    indicator = feed.indicator
    Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    found = numbers_of(feed, period, today)
    rows = Measurement.objects.filter(
        indicator=indicator, period=period.key, part="", origin=SYSTEM
    )
    known = {unit: (n, d) for unit, n, d in rows.values_list("unit", "numerator", "denominator")}
    if found == known:
        return False
    told = [Measured(unit, n, d) for unit, (n, d) in found.items()]
    write_measurements(indicator, period.key, told, among=list(known), by=by)
    return True


def refuse_unfit(feed: ActivityFeed) -> None:
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
    for named in (feed.counts.removeprefix("field:"), feed.only):
        of_kind = named.split(":", 1)[0]
        if ":" in named and not named.startswith("people:") and set(kinds) != {of_kind}:
            raise BadInput(
                _("Ô riêng đã chọn thuộc một loại khác. Hãy chọn đúng một loại, là loại có ô ấy.")
            )
    if feed.is_yes_no and not (feed.kinds or feed.levels):
        raise BadInput(
            _("Hãy chọn loại đơn vị hoặc cấp học, để biết tỷ lệ tính trên những đơn vị nào.")
        )
    _refuse_other_year(feed)


def _refuse_other_year(feed: ActivityFeed) -> None:
    """A calendar year is not held against a school year."""
    other = set(YEARS.values()) - {YEARS[Y(feed.year)]}
    told = Measurement.objects.filter(indicator=feed.indicator).exclude(origin=SYSTEM)
    for key in told.order_by("-period").values_list("period", flat=True).distinct():
        period = read_period(key)
        if period.kind in other:
            raise BadInput(
                _(
                    "Chỉ số đã có số đơn vị báo cáo của kỳ “%s”; năm dương lịch và năm học không so"
                    " với nhau được. Hãy chọn cùng loại năm, hoặc lập chỉ số mới."
                )
                % period.label
            )


def _reshape(feed: ActivityFeed) -> None:
    """How numbers of units become one follows from what is counted."""
    indicator = feed.indicator
    rolling, source = (R.RATIO, D.ONE) if feed.is_yes_no else (R.LATEST, "")
    as_before = (indicator.rolling, indicator.denominator_source) == (rolling, source)
    reported = Measurement.objects.filter(indicator=indicator).exclude(origin=SYSTEM)
    if not as_before and reported.exists():
        raise WrongState(
            _(
                "Đơn vị đã báo cáo số của chỉ số này theo cách gộp khác. Hãy lập chỉ số mới để tính từ hoạt động."
            )
        )
    indicator.rolling, indicator.denominator_source = rolling, source
    indicator.is_cumulative, indicator.splits = False, []
    if feed.is_yes_no:
        indicator.measure = "%"
    elif indicator.is_percent:
        raise BadInput(
            _(
                "Chỉ số tính bằng phần trăm cần mức “ít nhất”. Hãy ghi mức ấy, hoặc sửa đơn vị tính của chỉ số."
            )
        )
    indicator.full_clean()
    indicator.save()


def _count_anew(feed: ActivityFeed, by: AbstractBaseUser) -> None:
    """The running year, and years that were computed by other words; years of the other kind go."""
    today = timezone.localdate()
    rows = Measurement.objects.filter(indicator=feed.indicator, origin=SYSTEM)
    for key in list(rows.order_by("period").values_list("period", flat=True).distinct()):
        period = read_period(key)
        if period.kind is YEARS[Y(feed.year)]:
            _compute(feed, period, today, by)
        else:
            known = _known(feed.indicator, period)
            write_measurements(feed.indicator, key, (), among=known, by=by)
    compute(feed, today, by=by)


def _known(indicator: Indicator, period: Period) -> list[int]:
    rows = Measurement.objects.filter(indicator=indicator, period=period.key, origin=SYSTEM)
    return list(rows.values_list("unit", flat=True))


def _years(feed: ActivityFeed, today: date) -> list[Period]:
    now = year_of_day(feed, today)
    months = (today.year - now.start.year) * 12 + today.month - now.start.month
    return [now.previous(), now] if months < LAST_MONTHS else [now]
