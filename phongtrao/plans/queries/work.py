"""A unit's work as its page shows it: the rows, one sentence of numbers, and the units below."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Avg,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce, Floor
from django.utils.translation import gettext as _

from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.models import Assignment, Plan, ProgressReport
from phongtrao.plans.queries.status import with_progress

S = Assignment.Status
State = Assignment.Progress
R = ProgressReport.Status


@dataclass(frozen=True, slots=True)
class WorkCount:
    """How much work a unit has, and how it stands."""

    given: int = 0
    waiting: int = 0
    late: int = 0
    due_soon: int = 0
    done: int = 0
    returned: int = 0

    def sentence(self) -> str:
        """“32 nhiệm vụ: 5 chờ tiếp nhận, 2 quá hạn, 10 hoàn thành.”"""
        if not self.given:
            return _("Đơn vị chưa được giao nhiệm vụ nào.")
        parts = [
            (self.waiting, _("%s chờ tiếp nhận")),
            (self.late, _("%s quá hạn")),
            (self.due_soon, _("%s sắp đến hạn")),
            (self.returned, _("%s báo cáo bị trả lại")),
            (self.done, _("%s hoàn thành")),
        ]
        counts = ", ".join(words % number for number, words in parts if number)
        total = _("%s nhiệm vụ") % self.given
        return f"{total}: {counts}." if counts else f"{total}."


def count_work(rows: QuerySet[Assignment], today: date | None = None) -> WorkCount:
    """Count a unit's work in one query."""
    found = (
        with_report_states(with_progress(rows, today))
        .order_by()
        .aggregate(
            given=Count("pk"),
            waiting=Count("pk", filter=Q(status=S.SENT)),
            late=Count("pk", filter=Q(state=State.LATE)),
            due_soon=Count("pk", filter=Q(state=State.DUE_SOON)),
            done=Count("pk", filter=Q(state=State.DONE)),
            returned=Count("pk", filter=Q(is_returned=True)),
        )
    )
    return WorkCount(**found)


def with_report_states(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Annotate whether a report waits for the office (``is_submitted``) or came back (``is_returned``)."""
    reports = ProgressReport.objects.filter(assignment=OuterRef("pk"))
    found: QuerySet[Any, Any] = rows.annotate(
        is_submitted=Exists(reports.filter(status=R.SUBMITTED)),
        is_returned=Exists(reports.filter(status=R.RETURNED)),
    )
    return found


def this_week(rows: QuerySet[Any, Any], today: date) -> QuerySet[Any, Any]:
    """Open work due up to this Sunday, the late included."""
    sunday = today + timedelta(days=6 - today.weekday())
    return rows.filter(done_on=None, due_on__lte=sunday).exclude(status=S.DECLINED)


# ------------------------------------------------------------------ the units below


def line_below(unit: Unit) -> Line:
    """The line on which a unit leads others: a Sở through the profession, the rest by administration."""
    return Line.PROF if unit.kind == Unit.Kind.DEPARTMENT else Line.ADMIN


def units_below(unit: Unit) -> QuerySet[Unit, Any]:
    """Standing units with people of their own below the unit, at any depth."""
    below = Unit.objects.standing().with_account().under(unit, line_below(unit))
    return below.exclude(pk=unit.pk)


def progress_of_units(units: QuerySet[Unit, Any], today: date | None = None) -> QuerySet[Unit, Any]:
    """Annotate ``given``, ``accepted``, ``late``, ``done`` and the mean ``percent`` of their work."""
    work = with_progress(Assignment.objects.filter(unit=OuterRef("pk")), today)
    work = work.filter(task__plan__status=Plan.Status.PUBLISHED).exclude(status=S.DECLINED)
    return units.annotate(
        given=_number(work, Count("pk")),
        accepted=_number(work, Count("pk", filter=Q(accepted_at__isnull=False))),
        late=_number(work, Count("pk", filter=Q(state=State.LATE))),
        done=_number(work, Count("pk", filter=Q(state=State.DONE))),
        percent=_number(work, Floor(Avg("percent"))),
    )


def _number(work: QuerySet[Any, Any], of: Any) -> Coalesce:
    counted = work.order_by().values("unit").annotate(number=of).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
