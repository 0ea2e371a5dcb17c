"""How a campaign stands, whatever the number of units: two grouped queries."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.assessments.rows import ZERO

A = Assessment.Status


@dataclass(frozen=True, slots=True)
class Counts:
    """Units by how far they are."""

    all: int
    begun: int
    submitted: int
    returned: int
    verified: int
    objected: int
    final: int

    @property
    def handed(self) -> int:
        return self.submitted + self.verified + self.objected + self.final

    @property
    def judged(self) -> int:
        return self.verified + self.objected + self.final

    @property
    def missing(self) -> int:
        return self.all - self.handed - self.returned


@dataclass(frozen=True, slots=True)
class LevelCount:
    key: str
    label: str
    units: int
    percent: Decimal


def counts_of(campaign: Campaign) -> Counts:
    by = {state: Count("pk", filter=Q(status=state)) for state in A.values if state != A.DRAFT}
    begun = Count("pk", filter=Q(status=A.DRAFT, answered__gt=0))
    found = campaign.assessments.aggregate(all=Count("pk"), begun=begun, **by)
    return Counts(**found)


def levels_of(campaign: Campaign) -> list[LevelCount]:
    """Units by level among those that have one: shares of judged units, those without are not counted."""
    rows = campaign.assessments.filter(status__in=A.judged).exclude(level="")
    counts = dict(rows.order_by().values("level").annotate(n=Count("pk")).values_list("level", "n"))
    whole = sum(counts.values())
    return [
        LevelCount(
            band.key,
            band.label,
            counts.get(band.key, 0),
            Decimal(counts.get(band.key, 0) * 100) / whole if whole else ZERO,
        )
        for band in campaign.edition.level_rules.bands
    ]
