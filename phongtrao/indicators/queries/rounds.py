"""How a round stands: what changed, how good the numbers are. Few queries each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from phongtrao.indicators.models import CollectionRound, Correction, Measurement, UnitReport
from phongtrao.indicators.queries.asked import expected_numbers
from phongtrao.plans.queries.owed import Counts, counts_of, still_owed

R = UnitReport.Status
MOST_NAMED = 20  # changes of one sort on screen
MOST_MISSING = 50  # units named on screen; how many there are is said


def owed_reports(round_: CollectionRound) -> QuerySet[Any, Any]:
    return still_owed(round_.reports.select_related("round"))


# ------------------------------------------------------------------ what changed


@dataclass(frozen=True, slots=True)
class Changes:
    """Since somebody last looked: reports by what became of them, numbers that were corrected; the
    newest of each, and how many there are in all."""

    submitted: Sequence[UnitReport]
    judged: Sequence[UnitReport]
    corrections: Sequence[Correction]
    count: int


def changes_since(round_: CollectionRound, moment: datetime) -> Changes:
    """Six queries; what units are typing is not read."""
    reports = round_.reports.select_related("unit").defer("values")
    submitted = reports.filter(submitted_at__gt=moment).order_by("-submitted_at")
    judged = reports.filter(reviewed_at__gt=moment).order_by("-reviewed_at")
    corrections = Correction.objects.filter(
        measurement__report__round=round_, corrected_at__gt=moment
    ).select_related("measurement__unit", "measurement__indicator")
    return Changes(
        list(submitted[:MOST_NAMED]),
        list(judged[:MOST_NAMED]),
        list(corrections[:MOST_NAMED]),
        submitted.count() + judged.count() + corrections.count(),
    )


# ------------------------------------------------------------------ quality


@dataclass(frozen=True, slots=True)
class IndicatorQuality:
    """Of how many units a number is expected, and what is there."""

    code: str
    name: str
    expected: int
    measured: int
    noted: int


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the numbers of a round are, as a whole; each line says what its number counts."""

    counts: Counts
    in_time: int
    expected: int  # numbers: each indicator of the units it is for
    measured: int
    noted: int  # with a note: what was asked about, and answered
    proved: int  # with evidence
    corrected: int
    missing: Sequence[UnitReport]  # the first of them
    by_indicator: Sequence[IndicatorQuality]


def quality_of(round_: CollectionRound) -> Quality:
    """Nine queries, for any number of units."""
    counts = counts_of(round_.reports.all())
    reports = round_.reports.all()
    numbers = Measurement.objects.filter(report__round=round_, part="")
    said = numbers.aggregate(
        n=Count("pk"), noted=Count("pk", filter=~Q(note="")), proved=Count("evidence")
    )
    in_time = reports.filter(status__in=R.handed, submitted_at__date__lte=F("due_on")).count()
    by_indicator = round_.indicators.annotate(
        measured=Count("measurements", filter=_of_round(round_)),
        noted=Count("measurements", filter=_of_round(round_) & ~Q(measurements__note="")),
    )
    rows = list(by_indicator.order_by("sort_key", "pk"))
    expected = expected_numbers(round_, rows)
    indicators = [
        IndicatorQuality(row.code, row.name, expected[row.pk], row.measured, row.noted)
        for row in rows
    ]
    return Quality(
        counts=counts,
        in_time=in_time,
        expected=sum(expected.values()),
        measured=said["n"],
        noted=said["noted"],
        proved=said["proved"],
        corrected=Correction.objects.filter(measurement__report__round=round_).count(),
        missing=list(_missing(reports)[:MOST_MISSING]),
        by_indicator=indicators,
    )


def _missing(reports: QuerySet[UnitReport]) -> QuerySet[UnitReport]:
    rows = reports.exclude(status=R.ACCEPTED).defer("values").select_related("unit")
    return rows.order_by("unit__sort_key", "pk")


def _of_round(round_: CollectionRound) -> Q:
    return Q(measurements__report__round=round_, measurements__part="")
