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
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce, Floor
from django.utils.translation import gettext as _

from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.models import Assignment, Plan, ProgressReport
from phongtrao.plans.queries import tally
from phongtrao.plans.queries.status import with_progress
from phongtrao.plans.queries.tally import NOTHING, Tally, tallies, with_origin

S = Assignment.Status
R = ProgressReport.Status


@dataclass(frozen=True, slots=True)
class WorkCount:
    """How much work a unit has, and how it stands."""

    work: Tally = NOTHING
    derived: int = 0
    returned: int = 0

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
        if self.derived:
            total = _("%(total)s, trong đó %(n)s cụ thể hóa nhiệm vụ cấp trên") % {
                "total": total,
                "n": self.derived,
            }
        return f"{total}: {counts}." if counts else f"{total}."


def count_work(rows: QuerySet[Assignment], today: date | None = None) -> WorkCount:
    """Count a unit's work in one query."""
    counted = tallies(
        with_origin(with_report_states(rows)), "is_derived", "is_returned", today=today
    )
    return WorkCount(
        work=sum(counted.values(), NOTHING),
        derived=sum(found.given for (is_derived, _back), found in counted.items() if is_derived),
        returned=sum(found.given for (_derived, is_back), found in counted.items() if is_back),
    )


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
    work = work.filter(tally.COUNTED, task__plan__status=Plan.Status.PUBLISHED)
    return units.annotate(
        given=_number(work, Count("pk")),
        accepted=_number(work, Count("pk", filter=tally.ACCEPTED)),
        late=_number(work, Count("pk", filter=tally.LATE)),
        done=_number(work, Count("pk", filter=tally.DONE)),
        percent=_number(work, Floor(Avg("percent"))),
    )


def _number(work: QuerySet[Any, Any], of: Any) -> Coalesce:
    counted = work.order_by().values("unit").annotate(number=of).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
