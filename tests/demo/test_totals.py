"""Plan 004's table over the demo's three years: every total is what the raw rows say.  S4-25 to S4-31, S4-47"""

from decimal import Decimal

import pytest
from django.utils import timezone

from phongtrao.demo.story import load_demo
from phongtrao.indicators.models import Difference, Measurement, Target
from phongtrao.indicators.pages.target_board import TargetBoard
from phongtrao.indicators.pages.totals import Asked, Goal, Result
from phongtrao.indicators.services.blocks import compare
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import tree_as_of

pytestmark = pytest.mark.django_db


def recomputed(target, unit, period, day):
    """(numerator, denominator, measured) from rows alone: no block, no forest."""
    steps = tree_as_of(day, target.line)
    below = {one for one, path in steps.items() if f"/{unit.pk}/" in path}
    meant = set(Unit.objects.filter(target.population()).values_list("pk", flat=True))
    rows = Measurement.objects.filter(
        indicator=target.indicator_id, period=period, part="", is_accepted=True
    )
    found = [
        (row.numerator, row.denominator or Decimal(1))
        for row in rows
        if row.unit_id in below & meant
    ]
    return sum(n for n, _d in found), sum(d for _n, d in found), len(found)


def test_every_total_of_plan_004_equals_its_recomputation():
    province = load_demo("school", seed=1)
    day, office = timezone.localdate(), province.people["vanphong"]
    targets = list(Target.objects.filter(unit=province.department).order_by("pk"))
    of_the_plan = [target for target in targets if target.origin_fact_id or target.origin_target_id]

    assert len({target.indicator_id for target in of_the_plan}) == 6
    assert len(of_the_plan) == 13
    for target in of_the_plan:
        result = Result.build(Asked(office, province.department, day), Goal.of(target))
        assert len(result.through_time) == 3
        for period, reading in result.through_time:
            total = reading.total
            told = recomputed(target, province.department, period.key, day)
            assert (total.numerator, total.denominator, total.measured) == told
        for part in ("numerator", "denominator", "measured", "missing"):
            whole = getattr(result.now.total, part)
            assert sum(getattr(row.now.total, part) for row in result.rows) == whole

    board = TargetBoard.build(Asked(office, province.department, day))
    on_board = {row.target.pk: row.reading for row in board.rows}
    assert {target.pk for target in of_the_plan} <= set(on_board)
    assert any(reading.total.measured for reading in on_board.values() if reading)
    assert (compare(), Difference.objects.count()) == (0, 0)
