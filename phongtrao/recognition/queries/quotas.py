"""Recognised initiatives of units against what is asked of them, in a year, with predecessors. S0-05, S0-42.

A unit has what it and every unit it follows (``orgs.Succession``) made; its staff are those of the day its quota
names, as ``orgs.queries.shares`` counts them. The same two sums stand here in SQL, for thousands of units at once.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.db.models import (
    DecimalField,
    ExpressionWrapper,
    F,
    IntegerField,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Ceil, Coalesce, Length, NullIf
from django.utils import timezone

from phongtrao.lib.periods import Period, PeriodKind, containing
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries.lineage import lineage
from phongtrao.recognition.law import QuotaLaw, shipped_quota
from phongtrao.recognition.models import Creation, Quota

YEARS = 5  # of a trend
SUMMED = ("recognised", "wide", "authors", "staff")

LINE = """WITH RECURSIVE line(unit) AS (
    SELECT orgs_unit.id
    UNION
    SELECT s.former_id FROM line JOIN orgs_succession s
        ON s.latter_id = line.unit AND s.on <= %s
)"""
# The first day from which each counts: of recognitions that still hold, those that reach far enough.
RECOGNISED = f"""(
    {LINE}
    SELECT count(*) FROM recognition_creation c
    WHERE c.kind = 'initiative' AND c.unit_id IN (SELECT unit FROM line) AND (
        SELECT min(r.decided_on) FROM recognition_scoperecognition r
        WHERE r.creation_id = c.id AND r.revoked_on IS NULL AND r.scope = ANY(%s)
    ) BETWEEN %s AND %s
)"""  # noqa: S608 -- the pieces are ours
AUTHORS = f"""(
    {LINE}
    SELECT count(DISTINCT h.person_id) FROM recognition_creation c
    JOIN recognition_creationshare h ON h.creation_id = c.id
    WHERE c.kind = 'initiative' AND c.unit_id IN (SELECT unit FROM line) AND (
        SELECT min(r.decided_on) FROM recognition_scoperecognition r
        WHERE r.creation_id = c.id AND r.revoked_on IS NULL
    ) BETWEEN %s AND %s
)"""  # noqa: S608 -- the pieces are ours
STAFF = f"""(
    {LINE}
    SELECT coalesce(sum(coalesce(h.staff, p.staff)), 0) FROM line
    JOIN orgs_unit m ON m.id = line.unit
        AND m.opened_on <= %s AND (m.closed_on IS NULL OR m.closed_on > %s)
    LEFT JOIN LATERAL (
        SELECT staff FROM orgs_headcount WHERE unit_id = m.id AND day <= %s ORDER BY day DESC LIMIT 1
    ) h ON true
    LEFT JOIN LATERAL (
        SELECT count(DISTINCT person_id) AS staff FROM orgs_post
        WHERE unit_id = m.id AND is_full AND days @> %s::date
    ) p ON true
)"""  # noqa: S608 -- the pieces are ours
# As ``quota_over`` finds it.
PERCENT = """(
    SELECT q.percent FROM recognition_quota q JOIN orgs_unit o ON o.id = q.owner_id
    WHERE starts_with(orgs_unit.admin_path, o.admin_path)
       OR starts_with(orgs_unit.prof_path, o.prof_path)
    ORDER BY length(o.admin_path) DESC, q.id LIMIT 1
)"""
EXACT = DecimalField(max_digits=12, decimal_places=4)
ALL_SCOPES = ["base", "department", "province", "ministry", "nation"]
WIDE_SCOPES = ["province", "ministry", "nation"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked in a year: ``owner`` None while no office has set its own."""

    law: QuotaLaw
    period: Period
    counted_on: date
    owner: Unit | None

    @property
    def needed_of(self) -> Decimal:
        return self.law.percent / 100


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit, or all of a subtree, in one year; ``missing`` as whole initiatives, rounded up."""

    period: Period
    recognised: int
    wide: int
    authors: int
    staff: int
    percent: Decimal

    @property
    def needed(self) -> int:
        exact = self.percent * self.staff / 100
        return int(exact.to_integral_value(ROUND_CEILING))

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.recognised)

    @property
    def ratio(self) -> Decimal | None:
        """In percent, to one place; None where nobody works."""
        if not self.staff:
            return None
        return (Decimal(self.recognised) * 100 / self.staff).quantize(Decimal("0.1"))

    @property
    def participation(self) -> Decimal | None:
        """Authors of recognised initiatives in percent of the staff."""
        if not self.staff:
            return None
        return (Decimal(self.authors) * 100 / self.staff).quantize(Decimal("0.1"))

    @property
    def is_met(self) -> bool:
        return bool(self.staff) and self.missing == 0


def quota_over(unit: Unit) -> tuple[QuotaLaw, Unit | None]:
    """The nearest quota above the unit on either line, and whose it is; else the shipped one. One query."""
    steps = f"{unit.admin_path}{unit.prof_path}".split("/")
    rows = Quota.objects.filter(owner__in={int(step) for step in steps if step})
    nearest = rows.select_related("owner").annotate(depth=Length("owner__admin_path"))
    found = nearest.order_by("-depth", "pk").first()
    if found is None:
        return shipped_quota(), None
    law = QuotaLaw(found.percent, found.calendar, found.counted_on, found.basis)
    return law, found.owner


def asked_of(unit: Unit, period: Period | None = None) -> Asked:
    law, owner = quota_over(unit)
    year = period or containing(timezone.localdate(), PeriodKind(law.calendar))
    return Asked(law, year, count_day(law, year), owner)


def count_day(law: QuotaLaw, period: Period) -> date:
    """The stated day within the year; today while it is still to come."""
    day, month = (int(part) for part in law.counted_on.split("/"))
    years = {period.start.year, period.end.year}
    found = [on for year in sorted(years) if (on := _day(year, month, day)) in period]
    return min(found[0] if found else period.end, timezone.localdate())


def _day(year: int, month: int, day: int) -> date:
    """29/2 falls on the 28th where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)


def last_years(period: Period, count: int = YEARS) -> list[Period]:
    """The year and those before it, the earliest first."""
    found = [period]
    while len(found) < count:
        found.append(found[-1].previous())
    return found[::-1]


def with_standing(units: QuerySet[Unit], asked: Asked) -> QuerySet[Any]:
    """Annotated with ``recognised``, ``wide``, ``authors``, ``staff``, ``percent``, ``ratio``, ``missing``."""
    today, period, on = timezone.localdate(), asked.period, asked.counted_on
    span = [period.start, period.end]
    counts = {
        "recognised": _number(RECOGNISED, [today, ALL_SCOPES, *span]),
        "wide": _number(RECOGNISED, [today, WIDE_SCOPES, *span]),
        "authors": _number(AUTHORS, [today, *span]),
        "staff": _number(STAFF, [today, on, on, on, on]),
        "percent": Coalesce(RawSQL(PERCENT, [], output_field=EXACT), Value(asked.law.percent)),  # noqa: S611 -- ours
    }
    share = F("percent") * F("staff") / Value(Decimal(100))
    ratio = F("recognised") * Value(Decimal(100)) / NullIf(F("staff"), 0)
    rows = units.annotate(**counts)
    return rows.annotate(
        ratio=ExpressionWrapper(ratio, EXACT),
        missing=Ceil(ExpressionWrapper(share, EXACT)) - F("recognised"),
    )


def _number(sql: str, params: list[object]) -> RawSQL:
    return RawSQL(sql, params, output_field=IntegerField())  # noqa: S611 -- our own words, values are parameters


def standing_of(unit: Unit, asked: Asked) -> Standing:
    (row,) = with_standing(Unit.objects.filter(pk=unit.pk), asked).values(
        "recognised", "wide", "authors", "staff", "percent"
    )
    return Standing(asked.period, **row)


def trend_of(unit: Unit, period: Period) -> list[Standing]:
    """The year and four before; a query a year."""
    law, owner = quota_over(unit)
    asked = [Asked(law, year, count_day(law, year), owner) for year in last_years(period)]
    return [standing_of(unit, one) for one in asked]


def trend_of_all(units: QuerySet[Unit], asked: Asked) -> list[Standing]:
    """Of all units together, as the list adds them up; a query a year."""
    found = []
    for year in last_years(asked.period):
        one = Asked(asked.law, year, count_day(asked.law, year), asked.owner)
        all_of = {f"all_{name}": Coalesce(Sum(name), 0) for name in SUMMED}
        sums = with_standing(units, one).aggregate(**all_of)
        counts = {name: sums[f"all_{name}"] for name in SUMMED}
        found.append(Standing(year, **counts, percent=asked.law.percent))
    return found


def counted_creations(unit: Unit, period: Period) -> QuerySet[Creation]:
    """The initiatives behind the number, each with ``counts_from`` and its rank."""
    rows = Creation.objects.filter(kind=Creation.Kind.INITIATIVE, unit__in=lineage(unit))
    holds = Q(scopes__revoked_on=None)
    rows = rows.annotate(counts_from=Min("scopes__decided_on", filter=holds))
    found = rows.filter(counts_from__range=(period.start, period.end))
    return found.select_related("unit").order_by("-counts_from", "pk")
