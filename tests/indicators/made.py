"""Indicators, targets and numbers tests are made of. Every name is invented."""

from decimal import Decimal

from phongtrao.indicators.models import Indicator, Measurement, Target
from phongtrao.indicators.services.blocks import remember
from phongtrao.orgs.models import Unit


def make_indicator(owner, **more):
    """“Có dùng chữ ký số”: yes or no of each school, in percent."""
    yes_no = {"rolling": "ratio", "denominator_source": "one", "measure": "%"}
    fields = (
        {"code": f"CS{Indicator.objects.count() + 1}", "name": "Dùng chữ ký số"} | yes_no | more
    )
    made = Indicator(owner=owner, numerator="số trường có", **fields)
    made.search_keys()
    made.full_clean()
    made.save()
    return made


def make_target(indicator, unit, **more):
    fields = {"year": 2030, "comparator": ">", "value": Decimal(95), "kinds": [Unit.Kind.SCHOOL]}
    return Target.objects.create(indicator=indicator, unit=unit, **(fields | more))


def measure(indicator, unit, period, numerator, denominator=1, part="", **more):
    """An accepted number, its block kept as the services do."""
    numbers = {"numerator": numerator, "denominator": denominator}
    key = {"indicator": indicator, "unit": unit, "period": period, "part": part}
    fields = {"is_accepted": True} | numbers | more
    made, _created = Measurement.objects.update_or_create(**key, defaults=fields)
    remember([unit.pk], [period])
    return made
