"""When units did something: each unit by months, all of them by days; and who did nothing. S0-08"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery

from phongtrao.activities.models import Activity, Participation
from phongtrao.lib.periods import Period
from phongtrao.orgs.models import Unit

MONTHS = 12
# A unit counts what it took part in; a day counts an activity once, whoever did it.
HEAT = """
    SELECT p.unit_id, extract(month FROM p.day)::int AS month, p.day, count(DISTINCT p.activity_id)
    FROM activities_participation p
    JOIN activities_activity a ON a.id = p.activity_id
    WHERE p.day BETWEEN %(first)s AND %(last)s AND a.status IN ('recorded', 'confirmed')
      AND p.unit_id = ANY(%(units)s) AND p.answer <> 'asked'
    GROUP BY GROUPING SETS ((p.unit_id, month), (p.day))
"""


@dataclass(slots=True)
class Heat:
    """``months``: unit → twelve numbers; ``days``: day → how many activities of all these units."""

    months: dict[int, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * MONTHS))
    days: dict[date, int] = field(default_factory=dict)


def heat_of(units: list[int], year: int) -> Heat:
    """One query, whatever the number of units and days."""
    heat = Heat()
    asked: dict[str, Any] = {"first": date(year, 1, 1), "last": date(year, 12, 31), "units": units}
    with connection.cursor() as cursor:
        cursor.execute(HEAT, asked)
        for unit, month, day, count in cursor:
            if unit is None:
                heat.days[day] = count
            else:
                heat.months[unit][month - 1] = count
    return heat


def quiet_units(units: QuerySet[Unit], period: Period) -> QuerySet[Unit]:
    """Of the units those that recorded nothing in the period; ``last_on``: when they last did."""
    counted = Participation.objects.agreed().filter(
        unit=OuterRef("pk"), activity__status__in=Activity.Status.counted
    )
    inside = counted.filter(day__range=(period.start, period.end))
    latest = counted.order_by().values("unit").annotate(last=Max("day")).values("last")
    return units.exclude(Exists(inside)).annotate(last_on=Subquery(latest))
