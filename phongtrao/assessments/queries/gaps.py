"""The gap between what units said of themselves and what verification found, seen from four sides."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from heapq import nlargest
from typing import Any

from django.db.models import Avg, Case, Count, F, Q, QuerySet, Sum, When

from phongtrao.assessments.models import Assessment, Campaign, Criterion, Objection, Score
from phongtrao.assessments.rows import ZERO

A = Assessment.Status
GAP = F("points") - F("verified_points")
LACK, OBJECTED = 10, 5  # points of gap that a condition claimed in vain, or an objection, weighs
FEW = 5  # scores below which a mean says nothing about a verifier


@dataclass(frozen=True, slots=True)
class Gap:
    """Of a criterion, a verifier or a year: how many scores, how many were lowered and raised, the mean gap."""

    key: int
    name: str
    scores: int
    lowered: int
    raised: int
    mean: Decimal  # points the self score lies above the verified one

    @property
    def lowered_percent(self) -> int:
        return self.lowered * 100 // self.scores if self.scores else 0


@dataclass(frozen=True, slots=True)
class Strictness:
    """A verifier against all others. ``apart``: points a score lower than the mean of all; None: too few.
    ``given``: units handed to them, judged or not.
    """

    gap: Gap
    units: int
    given: int
    apart: Decimal | None


@dataclass(frozen=True, slots=True)
class Visit:
    """Why a unit should be visited, the most pressing first."""

    assessment: Assessment
    gap: Decimal
    lacks: int
    objections: int


def judged_scores(campaigns: Collection[int] | QuerySet[Any, Any]) -> QuerySet[Score]:
    return Score.objects.filter(
        assessment__campaign__in=campaigns,
        assessment__status__in=A.judged,
        verified_value__isnull=False,
    )


def gaps_by_criterion(campaign: Campaign) -> list[Gap]:
    rows = _gaps(judged_scores([campaign.pk]), "criterion")
    by_key = {row["criterion"]: row for row in rows}
    return [
        _gap(by_key[one.pk], one.pk, f"{one.code} {one.title}")
        for one in campaign.edition.leaves
        if one.pk in by_key and one.way != Criterion.Scoring.CONDITION
    ]


def gaps_by_verifier(campaign: Campaign) -> list[Strictness]:
    """Who is strict: the mean gap of each beside the mean of all. Conditions have no points and do not count."""
    scores = judged_scores([campaign.pk]).exclude(criterion__way=Criterion.Scoring.CONDITION)
    all_ = scores.aggregate(mean=Avg(GAP))["mean"] or ZERO
    rows = _gaps(scores, "verified_by", "verified_by__full_name")
    units = scores.values("verified_by").annotate(n=Count("assessment", distinct=True))
    by_user = dict(units.values_list("verified_by", "n"))
    given = _given(campaign)
    found = []
    for row in rows:
        user = row["verified_by"] or 0
        gap = _gap(row, user, row["verified_by__full_name"] or "—")
        apart = gap.mean - all_ if gap.scores >= FEW else None
        _name, number = given.pop(user, ("", 0))
        found.append(Strictness(gap, by_user.get(row["verified_by"], 0), number, apart))
    idle = [
        Strictness(Gap(user, name, 0, 0, 0, ZERO), 0, number, None)
        for user, (name, number) in given.items()
    ]
    return sorted(found, key=lambda one: -one.gap.mean) + idle


def held_by(campaign: Campaign, *, without: Collection[int] = ()) -> dict[int, int]:
    """How many units not yet judged each has in their hands; ``without``: assessments not counted."""
    rows = campaign.assessments.filter(status__in=A.to_judge, verifier__isnull=False)
    counted = rows.exclude(pk__in=without).order_by()
    return dict(counted.values("verifier").annotate(n=Count("pk")).values_list("verifier", "n"))


def _given(campaign: Campaign) -> dict[int, tuple[str, int]]:
    """Those who were handed units by name: user → (name, how many)."""
    rows = campaign.assessments.filter(verifier__isnull=False).order_by()
    listed = rows.values("verifier", "verifier__full_name").annotate(n=Count("pk"))
    named = listed.order_by("verifier__full_name", "verifier")
    return {row["verifier"]: (row["verifier__full_name"], row["n"]) for row in named}


def gaps_by_year(campaign: Campaign, seen: QuerySet[Campaign]) -> list[Gap]:
    """The same set at the same office over the years."""
    same = seen.order_by().filter(
        owner=campaign.owner_id, edition__index_set=campaign.edition.index_set_id
    )
    scores = judged_scores(same.values("pk")).exclude(criterion__way=Criterion.Scoring.CONDITION)
    rows = _gaps(scores, "assessment__campaign__year")
    return sorted(
        (
            _gap(row, row["assessment__campaign__year"], str(row["assessment__campaign__year"]))
            for row in rows
        ),
        key=lambda gap: gap.key,
    )


def cells_of(
    assessments: Collection[int],
) -> dict[int, dict[int, tuple[Decimal | None, Decimal | None]]]:
    """assessment → criterion → (self, verified); one query."""
    found: dict[int, dict[int, tuple[Decimal | None, Decimal | None]]] = defaultdict(dict)
    rows = Score.objects.filter(assessment__in=assessments)
    values = Case(When(criterion__way="condition", then=F("value")), default=F("points"))
    verified = Case(
        When(criterion__way="condition", then=F("verified_value")), default=F("verified_points")
    )
    listed = rows.annotate(own=values, given=verified)
    for assessment, criterion, own, given in listed.values_list(
        "assessment", "criterion", "own", "given"
    ):
        found[assessment][criterion] = (own, given)
    return found


OF_TOTALS = F("self_total") - F("verified_total")


def with_gap(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    return rows.annotate(gap=OF_TOTALS)


def visits_of(campaign: Campaign, most: int = 10) -> list[Visit]:
    """Who to visit first; four queries that bring numbers, and the units of the few that are shown."""
    rows = campaign.assessments.filter(status__in=A.judged)
    gaps = dict(rows.order_by().values_list("pk", OF_TOTALS))
    claimed = judged_scores([campaign.pk]).filter(
        criterion__way=Criterion.Scoring.CONDITION, value=1, verified_value=0
    )
    lacks = Counter(claimed.values_list("assessment", flat=True))
    raised = Counter(
        Objection.objects.filter(assessment__in=rows).values_list("assessment", flat=True)
    )
    found = {
        pk: weight
        for pk, gap in gaps.items()
        if (weight := (gap or ZERO) + LACK * lacks[pk] + OBJECTED * raised[pk]) > 0
    }
    chosen = nlargest(most, found, key=lambda pk: (found[pk], -pk))
    shown = rows.select_related("unit").in_bulk(chosen)
    return [Visit(shown[pk], gaps[pk] or ZERO, lacks[pk], raised[pk]) for pk in chosen]


def _gaps(scores: QuerySet[Score], *by: str) -> list[dict[str, Any]]:
    lowered = Count(
        "pk", filter=Q(verified_points__lt=F("points")) | Q(verified_value__lt=F("value"))
    )
    raised = Count(
        "pk", filter=Q(verified_points__gt=F("points")) | Q(verified_value__gt=F("value"))
    )
    grouped = scores.order_by().values(*by)
    made = grouped.annotate(n=Count("pk"), total=Sum(GAP), lowered=lowered, raised=raised)
    return list(made)


def _gap(row: dict[str, Any], key: int, name: str) -> Gap:
    count, total = row["n"], row["total"] or ZERO
    return Gap(
        key=key,
        name=name,
        scores=count,
        lowered=row["lowered"],
        raised=row["raised"],
        mean=total / count if count else ZERO,
    )
