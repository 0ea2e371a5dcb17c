"""Published levels become numbers of an indicator: “mức 2 trở lên” of plan 004. S4-25, S4-26."""

from decimal import Decimal

from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.indicators.models import Measurement
from phongtrao.indicators.services.blocks import remember
from phongtrao.lib.periods import calendar_year

ONE, ZERO = Decimal(1), Decimal(0)


def feed_indicator(campaign: Campaign) -> int:
    """One accepted number for every unit with a final level; who has none is missing, never zero.

    A later campaign of the same year writes over what an earlier one said. Returns how many.
    """
    if campaign.indicator is None:
        return 0
    period = calendar_year(campaign.year).key
    final = campaign.assessments.filter(status=Assessment.Status.FINAL, level_rank__isnull=False)
    rows = [
        Measurement(
            indicator=campaign.indicator,
            unit_id=unit,
            period=period,
            numerator=ONE if rank >= campaign.counted_from else ZERO,
            denominator=ONE,
            origin=Measurement.Origin.SYSTEM,
            is_accepted=True,
        )
        for unit, rank in final.values_list("unit", "level_rank")
        if rank is not None
    ]
    Measurement.objects.bulk_create(
        rows,
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["unit", "indicator", "period", "part"],
        update_fields=["numerator", "denominator", "origin", "is_accepted", "report", "changed_at"],
    )
    remember({row.unit_id for row in rows}, {period})
    return len(rows)
