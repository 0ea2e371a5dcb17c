"""How a round stands: counts by state, what changed, how good the numbers are. Few queries each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, TextChoices, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.indicators.models import CollectionRound, Correction, Measurement, UnitReport
from phongtrao.indicators.queries.asked import expected_numbers
from phongtrao.plans.queries.people import people_by_unit

R = UnitReport.Status
MOST_NAMED = 20  # changes of one sort on screen
MOST_MISSING = 50  # units named on screen; how many there are is said


class Standing(TextChoices):
    """How a report stands on a day; the values stand in addresses."""

    LATE = "qua-han", _("Quá hạn, chưa nộp")
    RETURNED = "tra-lai", _("Bị trả lại, chưa nộp lại")
    OPEN = "chua-nop", _("Chưa nộp")
    SUBMITTED = "cho-duyet", _("Đã nộp, chờ duyệt")
    ACCEPTED = "da-duyet", _("Đã duyệt")


@dataclass(frozen=True, slots=True)
class Counts:
    """Units by how they stand; together they are all that were asked."""

    late: int = 0
    returned: int = 0
    open: int = 0
    submitted: int = 0
    accepted: int = 0

    @property
    def asked(self) -> int:
        return self.owed + self.handed

    @property
    def handed(self) -> int:
        return self.submitted + self.accepted

    @property
    def missing(self) -> int:
        return self.asked - self.accepted

    @property
    def owed(self) -> int:
        return self.late + self.returned + self.open


def with_standing(rows: QuerySet[UnitReport], today: date | None = None) -> QuerySet[Any, Any]:
    """Each with ``standing``, one of Standing."""
    day = today or timezone.localdate()
    standing = Case(
        When(status=R.ACCEPTED, then=Value(Standing.ACCEPTED.value)),
        When(status=R.SUBMITTED, then=Value(Standing.SUBMITTED.value)),
        When(due_on__lt=day, then=Value(Standing.LATE.value)),
        When(status=R.RETURNED, then=Value(Standing.RETURNED.value)),
        default=Value(Standing.OPEN.value),
        output_field=CharField(),
    )
    return rows.annotate(standing=standing)


def counts_of(round_: CollectionRound, today: date | None = None) -> Counts:
    rows = with_standing(UnitReport.objects.filter(round=round_), today)
    counted = rows.order_by().values_list("standing").annotate(n=Count("pk"))
    return Counts(**{Standing(standing).name.lower(): n for standing, n in counted})


def with_counts(
    rows: QuerySet[CollectionRound], today: date | None = None
) -> QuerySet[CollectionRound, CollectionRound]:
    """Each with ``asked``, ``handed``, ``accepted`` and ``late`` units, for a list of rounds."""
    late = Q(reports__status__in=R.owed, reports__due_on__lt=today or timezone.localdate())
    return rows.annotate(
        asked=Count("reports"),
        handed=Count("reports", filter=Q(reports__status__in=R.handed)),
        accepted=Count("reports", filter=Q(reports__status=R.ACCEPTED)),
        late=Count("reports", filter=late),
    )


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
    counts = counts_of(round_)
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


# ------------------------------------------------------------------ urging


@dataclass(frozen=True, slots=True)
class Pressed:
    """Whom urging would reach today; ``mute``: nobody has an account there; ``already``: told today."""

    told: list[UnitReport]
    mute: list[UnitReport]
    already: int


def to_urge(round_: CollectionRound, today: date, *, late_only: bool = False) -> Pressed:
    rows = round_.reports.filter(status__in=R.owed).select_related("unit", "round")
    if late_only:
        rows = rows.filter(due_on__lt=today)
    reports = list(rows.order_by("due_on", "unit__sort_key", "pk"))
    left = [row for row in reports if row.reminded_on != today]
    people = people_by_unit(row.unit_id for row in left)
    told: dict[bool, list[UnitReport]] = defaultdict(list)
    for row in left:
        told[row.unit_id in people].append(row)
    return Pressed(told[True], told[False], len(reports) - len(left))
