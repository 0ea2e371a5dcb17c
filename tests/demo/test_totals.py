"""Plan 004's table over the demo's three years: every total is what the raw rows say.  S4-25 to S4-31, S4-47"""

from decimal import Decimal

import pytest
from django.utils import timezone

from phongtrao.indicators.models import Difference, Measurement, Target
from phongtrao.indicators.pages.target_board import TargetBoard
from phongtrao.indicators.pages.totals import Asked, Goal, Result
from phongtrao.indicators.services.blocks import compare
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import standing_for, tree_as_of

pytestmark = pytest.mark.django_db


def recomputed(target, unit, period, day):
    """(numerator, denominator, measured) from rows alone: no block, no forest."""
    steps = tree_as_of(day, target.line)
    below = {one for one, path in steps.items() if f"/{unit.pk}/" in path}
    ended = standing_for(Unit.objects.exclude(closed_on=None).values_list("pk", flat=True))
    formers = {former: now for former, now in ended.items() if below & set(now.units)}
    meant = set(Unit.objects.filter(target.population()).values_list("pk", flat=True))
    rows = Measurement.objects.filter(
        indicator=target.indicator_id, period__lte=period, part="", is_accepted=True
    )
    by_unit = {}
    for row in rows.order_by("period"):
        by_unit.setdefault(row.unit_id, {})[row.period] = row
    found = []
    for one in (below | set(formers)) & meant & set(by_unit):
        last = max(by_unit[one])
        holds = last == period or target.indicator.is_cumulative
        if one in formers and last < period:  # until one of those that follow it has said a number
            since = str(formers[one].ended_on.year)
            holds &= not any(
                key >= since for follower in formers[one].units for key in by_unit.get(follower, {})
            )
        if holds:
            row = by_unit[one][last]
            found.append((row.numerator, row.denominator or Decimal(1)))
    return sum(n for n, _d in found), sum(d for _n, d in found), len(found)


def test_every_total_of_plan_004_equals_its_recomputation(demo):
    day, office = timezone.localdate(), demo.people["vanphong"]
    targets = list(Target.objects.filter(unit=demo.department).order_by("pk"))
    of_the_plan = [target for target in targets if target.origin_fact_id or target.origin_target_id]

    assert len({target.indicator_id for target in of_the_plan}) == 6
    assert len(of_the_plan) == 13
    for target in of_the_plan:
        result = Result.build(Asked(office, demo.department, day), Goal.of(target))
        assert len(result.through_time) == 3
        for period, reading in result.through_time:
            total = reading.total
            told = recomputed(target, demo.department, period.key, day)
            assert (total.numerator, total.denominator, total.measured) == told
        for part in ("numerator", "denominator", "measured", "missing"):
            whole = getattr(result.now.total, part)
            assert sum(getattr(row.now.total, part) for row in result.rows) == whole

    board = TargetBoard.build(Asked(office, demo.department, day))
    on_board = {row.target.pk: row.reading for row in board.rows}
    assert {target.pk for target in of_the_plan} <= set(on_board)
    assert any(reading.total.measured for reading in on_board.values() if reading)
    assert (compare(), Difference.objects.count()) == (0, 0)
