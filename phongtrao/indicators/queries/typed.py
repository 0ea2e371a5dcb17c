"""Units whose number of a year was reported or typed: what the system computes leaves them out."""

from phongtrao.indicators.models import Indicator, Measurement
from phongtrao.orgs.models import Unit


def typed_units(indicator: Indicator, period: str) -> dict[int, str]:
    """{unit: its name}, by name: what stands there stays, a draft too."""
    rows = Measurement.objects.filter(indicator=indicator, period=period, part="")
    typed = rows.exclude(origin=Measurement.Origin.SYSTEM).values("unit")
    units = Unit.objects.filter(pk__in=typed).order_by("sort_key", "pk")
    return dict(units.values_list("pk", "name"))
