"""Units by what speaks for inspecting them: late, silent, overstating, the most pressing first. S1-47"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.activities import risk
from phongtrao.activities.models import Activity, Participation
from phongtrao.activities.risk import Mark, Sign
from phongtrao.audit.models import Entry
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Plan, ProgressReport
from phongtrao.plans.queries.reminders import open_work

SILENT_DAYS, LOOKED_BACK = 180, 365
HEAVIEST = 10
FULL = 100
R = ProgressReport.Status


@dataclass(frozen=True, slots=True)
class Risk:
    unit: Unit
    rank: int
    weight: int
    marks: list[Mark]

    @property
    def why(self) -> str:
        return " ".join(mark.words for mark in self.marks)


def risks_of(units: QuerySet[Unit], today: date) -> list[Risk]:
    """All of them, those with the same weight by name; a fixed number of queries."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for provider in (_late, _silent, _overstating, *risk.providers()):
        for unit, marks in provider(units, today).items():
            found[unit] += marks
    weights = {key: sum(mark.weight for mark in marks) for key, marks in found.items()}
    rows = sorted(units.order_by("sort_key", "pk"), key=lambda one: -weights.get(one.pk, 0))
    return [
        Risk(unit, rank, weights.get(unit.pk, 0), found.get(unit.pk, []))
        for rank, unit in enumerate(rows, start=1)
    ]


def _late(units: QuerySet[Unit], today: date) -> Mapping[int, list[Mark]]:
    rows = open_work(today).filter(unit__in=_keys(units), due_on__lt=today)
    counted = rows.order_by().values_list("unit").annotate(n=Count("pk"))
    return {
        unit: [
            Mark(
                Sign.LATE,
                min(2 * n, HEAVIEST),
                ngettext("%d nhiệm vụ quá hạn.", "%d nhiệm vụ quá hạn.", n) % n,
            )
        ]
        for unit, n in counted
    }


def _silent(units: QuerySet[Unit], today: date) -> Mapping[int, list[Mark]]:
    """Neither an activity nor a report of progress in half a year, though the unit had open work all the time.

    A unit that is younger, as after a merger, has not been silent yet.
    """
    since = today - timedelta(days=SILENT_DAYS)
    acted = Participation.objects.agreed().filter(
        unit=OuterRef("pk"), day__gte=since, activity__status__in=Activity.Status.counted
    )
    told = ProgressReport.objects.filter(
        assignment__unit=OuterRef("pk"), submitted_at__date__gte=since
    )
    given = Assignment.objects.filter(
        unit=OuterRef("pk"),
        sent_at__date__lte=since,
        done_on=None,
        task__plan__status=Plan.Status.PUBLISHED,
    ).exclude(status__in=Assignment.Status.dropped)
    rows = units.filter(Exists(given), ~Exists(acted), ~Exists(told), opened_on__lte=since)
    words = _("Không có hoạt động, không có báo cáo tiến độ trong %s ngày qua.") % SILENT_DAYS
    mark = Mark(Sign.SILENT, 6, words)
    return {unit: [mark] for unit in rows.order_by().values_list("pk", flat=True)}


def _overstating(units: QuerySet[Unit], today: date) -> Mapping[int, list[Mark]]:
    """Reports that came back, however often, and work said to be done that nothing proves."""
    since = today - timedelta(days=LOOKED_BACK)
    found: dict[int, list[Mark]] = defaultdict(list)
    for unit, n in _returns(units, since):
        said = ngettext("%d lần trả lại báo cáo.", "%d lần trả lại báo cáo.", n) % n
        found[unit].append(Mark(Sign.OVERSTATING, min(3 * n, HEAVIEST), said))
    recent = ProgressReport.objects.filter(
        assignment__unit__in=_keys(units), submitted_at__date__gte=since
    )
    cited = ProgressReport.evidence.through.objects.filter(progressreport=OuterRef("pk"))
    bare = Q(status__in=(R.SUBMITTED, R.ACCEPTED), percent=FULL) & ~Q(Exists(cited))
    bare_ones = recent.filter(bare).order_by().values_list("assignment__unit")
    for unit, n in bare_ones.annotate(n=Count("pk")):
        said = ngettext(
            "%d việc báo xong mà không có minh chứng.",
            "%d việc báo xong mà không có minh chứng.",
            n,
        )
        found[unit].append(Mark(Sign.OVERSTATING, min(2 * n, HEAVIEST), said % n))
    return found


def _returns(units: QuerySet[Unit], since: date) -> Iterable[tuple[int, int]]:
    """(unit, how often a report of it was sent back). Of history: a report sent again is no more “returned”."""
    report = Cast(OuterRef("subject_id"), BigIntegerField())
    unit = ProgressReport.objects.filter(pk=report).values("assignment__unit")
    returns = Entry.objects.filter(action="plans.report_returned", at__date__gte=since)
    rows = returns.annotate(unit=Subquery(unit)).filter(unit__in=_keys(units)).order_by()
    return rows.values_list("unit").annotate(n=Count("pk"))


def _keys(units: QuerySet[Unit]) -> QuerySet[Unit, int]:
    return units.order_by().values_list("pk", flat=True)
