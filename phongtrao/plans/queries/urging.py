"""Whom an office would urge in a plan or a task, and for what; counted before anything is sent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.plans.models import Assignment
from phongtrao.plans.queries import tally
from phongtrao.plans.queries.entries import singles

S = Assignment.Status


class Cause(TextChoices):
    """What a unit is urged about; the values stand in addresses. Work may have two of them."""

    LATE = "qua-han", gettext_lazy("Quá hạn")
    SOON = "sap-den-han", gettext_lazy("Sắp đến hạn")
    UNANSWERED = "cho-tiep-nhan", gettext_lazy("Chưa tiếp nhận")
    STALE = "lau-chua-cap-nhat", gettext_lazy("Lâu chưa cập nhật")


# What the board, the report and home call so, no more and no less.
CONDITIONS = {
    Cause.LATE: tally.LATE,
    Cause.SOON: tally.DUE_SOON,
    Cause.UNANSWERED: tally.WAITING,
    Cause.STALE: tally.STALE,
}


@dataclass(frozen=True, slots=True)
class CauseCount:
    """Work with this cause that may be urged today; ``told``: what had its word today already."""

    cause: Cause
    work: int
    units: int
    told: int


@dataclass(frozen=True, slots=True)
class UnitSlow:
    """A unit to urge: how much of its work has each of the chosen causes. ``work`` counts once."""

    unit: int
    name: str
    work: int
    counts: tuple[tuple[Cause, int], ...]

    def words(self) -> str:
        """“2 quá hạn, 1 chưa tiếp nhận”"""
        return ", ".join(f"{n} {str(cause.label).lower()}" for cause, n in self.counts if n)


def slow_work(rows: QuerySet[Assignment], today: date) -> QuerySet[Any, Any]:
    """Plans' work (no unit's own task) with its state, that is still somebody's to do."""
    open_rows = rows.filter(
        task__local_to=None, task__ended_in=None, task__merged_into=None
    ).exclude(status__in=S.dropped)
    return singles(open_rows, today)


def urgeable(
    rows: QuerySet[Assignment], causes: tuple[Cause, ...], today: date
) -> QuerySet[Any, Any]:
    """Work with any of the causes, without what had a word today: nobody hears it twice a day."""
    wanted = Q(pk__in=[])
    for cause in causes:
        wanted |= CONDITIONS[cause]
    return slow_work(rows, today).filter(wanted).exclude(reminded_on=today)


def count_causes(rows: QuerySet[Assignment], today: date) -> list[CauseCount]:
    """Each cause with its numbers; one query."""
    told = Q(reminded_on=today)
    free = Q(reminded_on=None) | Q(reminded_on__lt=today)
    asked: dict[str, Count] = {}
    for cause, condition in CONDITIONS.items():
        asked[f"{cause.name}_work"] = Count("pk", filter=condition & free)
        asked[f"{cause.name}_units"] = Count("unit", filter=condition & free, distinct=True)
        asked[f"{cause.name}_told"] = Count("pk", filter=condition & told)
    found = slow_work(rows, today).order_by().aggregate(**asked)
    return [
        CauseCount(cause, *(found[f"{cause.name}_{what}"] for what in ("work", "units", "told")))
        for cause in Cause
    ]


def slow_units(
    rows: QuerySet[Assignment], causes: tuple[Cause, ...], today: date
) -> list[UnitSlow]:
    """The units to urge for these causes, by name; one query."""
    counts = {cause.name: Count("pk", filter=CONDITIONS[cause]) for cause in causes}
    found = (
        urgeable(rows, causes, today)
        .order_by()
        .values("unit", "unit__name", "unit__sort_key")
        .annotate(work=Count("pk"), **counts)
        .order_by("unit__sort_key", "unit")
    )
    return [
        UnitSlow(
            unit=row["unit"],
            name=row["unit__name"],
            work=row["work"],
            counts=tuple((cause, row[cause.name]) for cause in causes),
        )
        for row in found
    ]


def said_of(count: CauseCount) -> str:
    """“Quá hạn: 12 việc của 5 đơn vị (3 việc hôm nay đã nhắc)”"""
    if not count.work and not count.told:
        return _("%(cause)s: không có") % {"cause": count.cause.label}
    said = _("%(cause)s: %(work)s việc của %(units)s đơn vị") % {
        "cause": count.cause.label,
        "work": count.work,
        "units": count.units,
    }
    if not count.told:
        return said
    return _("%(said)s (%(told)s việc khác hôm nay đã nhắc)") % {"said": said, "told": count.told}
