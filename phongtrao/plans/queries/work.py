"""A unit's work as its page shows it: the rows, one sentence of numbers, and the units below."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.models import Assignment, Plan, ProgressReport
from phongtrao.plans.queries import tally
from phongtrao.plans.queries.entries import entries
from phongtrao.plans.queries.tally import NOTHING, Tally, tallied, with_origin

S = Assignment.Status
R = ProgressReport.Status


@dataclass(frozen=True, slots=True)
class WorkCount:
    """How much work a unit has, and how it stands; ``shared``: how much of it has several masters."""

    work: Tally = NOTHING
    derived: int = 0
    returned: int = 0
    shared: int = 0

    def sentence(self) -> str:
        """“32 nhiệm vụ, trong đó 4 cụ thể hóa nhiệm vụ cấp trên: 5 chờ tiếp nhận, 10 hoàn thành.”"""
        if not self.work.given and not self.work.declined:
            return _("Đơn vị chưa được giao nhiệm vụ nào.")
        parts = [
            (self.work.waiting, _("%s chờ tiếp nhận")),
            (self.work.proposed, _("%s chờ văn phòng trả lời đề xuất")),
            (self.work.late, _("%s quá hạn")),
            (self.work.due_soon, _("%s sắp đến hạn")),
            (self.returned, _("%s báo cáo bị trả lại")),
            (self.work.done, _("%s hoàn thành")),
            (self.work.declined, _("ngoài ra %s đề nghị đã từ chối")),
        ]
        counts = ", ".join(words % number for number, words in parts if number)
        total = _("%s nhiệm vụ") % self.work.given
        if within := self._within():
            total = _("%(total)s, trong đó %(within)s") % {"total": total, "within": within}
        return f"{total}: {counts}." if counts else f"{total}."

    def _within(self) -> str:
        """What of the whole is worth a word of its own."""
        parts = [
            (self.shared, _("%s do hai nơi giao")),
            (self.derived, _("%s cụ thể hóa nhiệm vụ cấp trên")),
        ]
        return ", ".join(words % number for number, words in parts if number)


def count_work(rows: QuerySet[Assignment], today: date | None = None) -> WorkCount:
    """Count a unit's running work as its list shows it, in one query."""
    shown = with_origin(with_report_states(entries(rows, today)))
    counted = tallied(shown, "is_derived", "is_returned", "has_parts")
    sums = [
        sum((found for key, found in counted.items() if key[place]), NOTHING) for place in range(3)
    ]
    return WorkCount(
        work=sum(counted.values(), NOTHING),
        derived=sums[0].given,
        returned=sums[1].given,
        shared=sums[2].given,
    )


def with_report_states(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Annotate entries: does a report of a part wait for the office (``is_submitted``), did one come
    back (``is_returned``)."""
    own = ProgressReport.objects.filter(assignment=OuterRef("pk"))
    lower = ProgressReport.objects.filter(
        assignment__unit=OuterRef("unit"), assignment__task__derived_from=OuterRef("task")
    ).exclude(assignment__task__plan__status=Plan.Status.DRAFT)

    def any_in(status: str) -> Case:
        is_own = When(Exists(own.filter(status=status)), then=True)
        is_lower = When(Q(has_parts=True) & Exists(lower.filter(status=status)), then=True)
        return Case(is_own, is_lower, default=False, output_field=BooleanField())

    found: QuerySet[Any, Any] = rows.annotate(
        is_submitted=any_in(R.SUBMITTED), is_returned=any_in(R.RETURNED)
    )
    return found


def this_week(rows: QuerySet[Any, Any], today: date) -> QuerySet[Any, Any]:
    """Open entries due up to this Sunday, the late included."""
    sunday = today + timedelta(days=6 - today.weekday())
    open_rows = rows.filter(nearest__lte=sunday).exclude(state=Assignment.Progress.DONE)
    return open_rows.exclude(acceptance__in=S.dropped)


# ------------------------------------------------------------------ the units below


def line_below(unit: Unit) -> Line:
    """The line on which a unit leads others: a Sở through the profession, the rest by administration."""
    return Line.PROF if unit.kind == Unit.Kind.DEPARTMENT else Line.ADMIN


def units_below(unit: Unit) -> QuerySet[Unit, Any]:
    """Standing units with people of their own below the unit, at any depth."""
    below = Unit.objects.standing().with_account().under(unit, line_below(unit))
    return below.exclude(pk=unit.pk)


def progress_of_units(
    units: QuerySet[Unit, Any], running: QuerySet[Assignment], today: date | None = None
) -> QuerySet[Unit, Any]:
    """Annotate, over entries, ``given``, ``accepted``, ``late``, ``done`` and the mean ``percent`` of their work.

    ``running``: the work that whoever asks may count, as ``access`` has it.
    """
    work = entries(running, today).filter(tally.COUNTED, unit=OuterRef("pk"))
    return units.annotate(
        given=_number(work, Count("pk")),
        accepted=_number(work, Count("pk", filter=tally.ACCEPTED)),
        late=_number(work, Count("pk", filter=tally.LATE)),
        done=_number(work, Count("pk", filter=tally.DONE)),
        percent=_number(work, tally.mean_of("least")),
    )


def _number(work: QuerySet[Any, Any], of: Any) -> Coalesce:
    counted = work.order_by().values("unit").annotate(number=of).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
