"""How a campaign stands, whatever the number of units: one grouped query."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

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
    shared: int  # handed out to one who verifies, or to another unit

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


@dataclass(frozen=True, slots=True)
class Standing:
    """``levels``: units by level among those that have one; shares of judged units, others are not counted."""

    counts: Counts
    levels: list[LevelCount]


def standing_of(campaign: Campaign) -> Standing:
    rows = campaign.assessments.order_by().values_list("status", "level")
    begun = Count("pk", filter=Q(answered__gt=0))
    shared = Count(Coalesce("verifier", "checker"))
    found = list(rows.annotate(n=Count("pk"), begun=begun, shared=shared))
    return Standing(_counts(found), _levels(campaign, found))


def counts_of(campaign: Campaign) -> Counts:
    return standing_of(campaign).counts


Found = tuple[str, str, int, int, int]  # state, level, units, of them begun and handed out


def _counts(found: Iterable[Found]) -> Counts:
    by: Counter[str] = Counter()
    begun = shared = 0
    for state, _level, units, answering, named in found:
        by[state] += units
        shared += named
        begun += answering if state == A.DRAFT else 0
    states = {state: by[state] for state in A.values if state != A.DRAFT}
    return Counts(all=by.total(), begun=begun, shared=shared, **states)


def _levels(campaign: Campaign, found: Iterable[Found]) -> list[LevelCount]:
    by: Counter[str] = Counter()
    for state, level, units, *_rest in found:
        if level and state in A.judged:
            by[level] += units
    whole = by.total()
    return [
        LevelCount(
            band.key,
            band.label,
            by[band.key],
            Decimal(by[band.key] * 100) / whole if whole else ZERO,
        )
        for band in campaign.edition.level_rules.bands
    ]
