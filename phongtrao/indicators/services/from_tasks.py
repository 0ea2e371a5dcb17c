"""Numbers that nobody types: computed from tasks and targets, anew every night. S1-52."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from phongtrao.indicators.models import Indicator, Measurement
from phongtrao.indicators.queries.computed import shares
from phongtrao.indicators.services.measuring import Measured, write_measurements
from phongtrao.lib.periods import calendar_year

LAST_MONTH = 3  # until its end the year before is computed too: its last reports are judged by then


def compute_all(today: date) -> int:
    """Every indicator that is computed from plans and in use; how many had another number than before."""
    rows = Indicator.objects.filter(
        computed_from__in=Indicator.Computed, ended_on=None
    ).select_related("owner")
    return sum(compute(indicator, today) for indicator in rows)


def compute(indicator: Indicator, today: date) -> bool:
    """This year and, in its first months, the one before. Safe to run twice; whether anything changed."""
    years = [today.year - 1, today.year] if today.month <= LAST_MONTH else [today.year]
    changed = [_compute(indicator, year, today) for year in years]
    return any(changed)


@transaction.atomic
def _compute(indicator: Indicator, year: int, today: date) -> bool:
    period = calendar_year(year).key
    Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    found = {
        one.unit: (Decimal(one.fulfilled), Decimal(one.counted))
        for one in shares(indicator, year, today)
    }
    rows = Measurement.objects.filter(indicator=indicator, period=period, part="")
    known = {unit: (n, d) for unit, n, d in rows.values_list("unit", "numerator", "denominator")}
    if found == known:
        return False
    told = [Measured(unit, n, d) for unit, (n, d) in found.items()]
    write_measurements(indicator, period, told, among=list(known), by=None)
    return True
