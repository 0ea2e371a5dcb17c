"""What the system knows already of the numbers of units: last year's, headcounts. A few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.utils import timezone

from phongtrao.indicators.checks import Number, Rule
from phongtrao.indicators.models import Indicator, Measurement
from phongtrao.lib.periods import MonthDay, PeriodKind
from phongtrao.orgs.queries import count_posts, declared_by_day, lineages
from phongtrao.plans.periods import read_period

D = Indicator.Denominator
Key = tuple[int, int]  # unit, indicator


def rule_of(indicator: Indicator) -> Rule:
    return Rule(
        indicator.is_ratio,
        indicator.is_yes_no,
        indicator.measure,
        indicator.lowest,
        indicator.highest,
        indicator.jump_percent,
        tuple(indicator.splits),
    )


def earlier_period(key: str) -> str:
    """The same stretch a year before: “2026Q1” → “2025Q1”; "" of a campaign, which has none."""
    now = read_period(key)
    if now.kind == PeriodKind.CAMPAIGN:
        return ""
    period = now.previous()
    while (period.start.year + 1, period.start.month) != (now.start.year, now.start.month):
        period = period.previous()
    return period.key


def numbers_before(
    units: Collection[int],
    indicators: Collection[int],
    period: str,
    families: Mapping[int, set[int]] | None = None,
) -> dict[Key, Number]:
    """Last year's accepted wholes, those of predecessors added up where the unit has none itself.

    ``families``: ``lineages`` of the units, where they are known already.
    """
    earlier = earlier_period(period)
    if not earlier:
        return {}
    families = lineages(list(units)) if families is None else families
    rows = Measurement.objects.counted().filter(
        period=earlier,
        indicator__in=indicators,
        unit__in={member for family in families.values() for member in family},
    )
    found: dict[Key, tuple[Decimal, Decimal | None]] = {
        (unit, indicator): (n, d)
        for unit, indicator, n, d in rows.values_list(
            "unit", "indicator", "numerator", "denominator"
        )
    }
    said: dict[Key, Number] = {}
    for unit, family in families.items():
        for indicator in indicators:
            own = found.get((unit, indicator))
            mine = (
                [own] if own else [found[m, indicator] for m in family if (m, indicator) in found]
            )
            if mine:
                said[unit, indicator] = _sum(mine)
    return said


def _sum(rows: list[tuple[Decimal, Decimal | None]]) -> Number:
    below = [d for _n, d in rows if d is not None]
    return Number(sum((n for n, _d in rows), Decimal(0)), sum(below, Decimal(0)) if below else None)


def counting_day(indicator: Indicator, period: str) -> date:
    """As of which day people are counted; a day still to come is today."""
    span = read_period(period)
    day = span.end
    if indicator.counted_on:
        month, number = (int(part) for part in indicator.counted_on.split("-"))
        day = MonthDay(month, number).in_year(span.end.year)
    return min(day, timezone.localdate())


def denominators(
    units: Collection[int], indicators: Iterable[Indicator], period: str
) -> dict[Key, Decimal]:
    """What stands below the line without anybody typing it: one for each unit, or its headcount."""
    found: dict[Key, Decimal] = {}
    by_day: dict[date, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        if indicator.denominator_source == D.ONE:
            found |= {(unit, indicator.pk): Decimal(1) for unit in units}
        elif indicator.denominator_source in {D.STAFF, D.LEARNERS}:
            by_day[counting_day(indicator, period)].append(indicator)
    for day, asked in by_day.items():
        found |= _headcounts(units, asked, day)
    return found


def _headcounts(
    units: Collection[int], indicators: list[Indicator], day: date
) -> dict[Key, Decimal]:
    declared, counted = declared_by_day(units, day), count_posts(units, day)
    found: dict[Key, Decimal] = {}
    for unit in units:
        row = declared.get(unit)
        staff = row.staff if row else counted[unit].staff
        people = {D.STAFF: staff or None, D.LEARNERS: row.learners if row else None}
        for indicator in indicators:
            count = people[D(indicator.denominator_source)]
            if count is not None:
                found[unit, indicator.pk] = Decimal(count)
    return found
