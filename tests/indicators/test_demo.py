"""Plan 004's table as indicators: six of them, thirteen targets, over three years. S4-25 to S4-31, S4-47"""

import pytest
from django.db.models import Count

from phongtrao.indicators.models import CollectionRound, Indicator, Measurement, Target

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_six_indicators_and_thirteen_targets_of_plan_004_over_three_years(demo):
    adopted = Indicator.objects.exclude(plans=None)
    assert adopted.count() == 6
    targets = Target.objects.filter(indicator__in=adopted, derived_from=None)
    said = list(
        targets.order_by("indicator__code", "position").values_list("comparator", "value", "year")
    )
    assert [(sign, int(value), year) for sign, value, year in said] == [
        (">", 95, 2030),
        (">", 90, 2030),
        ("=", 100, 2045),
        *[
            (sign, value, year)
            for level in (100, 100, 95, 85, 100)
            for sign, value, year in (("=", level, 2030), ("=", 100, 2045))
        ],
    ]
    first, second = targets.filter(scope__gt="").order_by("position")
    assert (first.kinds, first.levels) == (["school", "centre"], ["primary", "lower", "upper"])
    assert (second.kinds, second.levels) == (
        ["school", "department", "office", "commune"],
        ["preschool"],
    )
    rounds = CollectionRound.objects.order_by("period")
    assert [round_.status for round_ in rounds] == ["closed", "closed", "open"]
    measured = Measurement.objects.filter(indicator__in=adopted).values("period")
    assert measured.annotate(n=Count("pk")).count() == 3
    # A kindergarten is asked of its level, and of nothing that is for schools of pupils.
    asked = Measurement.objects.filter(unit__level="preschool", period=rounds[0].period)
    assert set(asked.values_list("indicator__code", flat=True)) <= set(
        adopted.order_by("code").values_list("code", flat=True)[:2]
    )
    # Last year's levels are not typed: the published campaign says them. Targets 1 and 2.
    level = adopted.order_by("code")[0]
    last = Measurement.objects.filter(indicator=level, period=rounds[1].period)
    assert "mức 2 trở lên" in " ".join(level.name.split())
    assert set(last.values_list("origin", flat=True)) == {"system"}
