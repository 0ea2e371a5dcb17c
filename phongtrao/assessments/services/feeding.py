"""Published levels become numbers of an indicator: “mức 2 trở lên” of plan 004. S4-25, S4-26."""

from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.indicators.services.measuring import Measured, write_measurements
from phongtrao.lib.periods import calendar_year

ONE, ZERO = Decimal(1), Decimal(0)


def feed_indicator(campaign: Campaign, *, by: AbstractBaseUser) -> int:
    """One number for every unit with a final level; who has none is missing, never zero. Returns how many."""
    if campaign.indicator is None:
        return 0
    final = campaign.assessments.filter(status=Assessment.Status.FINAL, level_rank__isnull=False)
    rows = [
        Measured(unit, ONE if rank >= campaign.counted_from else ZERO, ONE)
        for unit, rank in final.values_list("unit", "level_rank")
        if rank is not None
    ]
    looked_at = list(campaign.assessments.values_list("unit", flat=True))
    period = calendar_year(campaign.year).key
    return write_measurements(campaign.indicator, period, rows, among=looked_at, by=by)
