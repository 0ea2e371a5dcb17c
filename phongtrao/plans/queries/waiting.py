"""What waits for a person in this app: the rows of “việc của tôi”. Ten queries at most, however much waits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import ACTS_FOR_UNIT, grants_of, unit_condition
from phongtrao.plans.models import Assignment, Intake, Plan, ProgressReport
from phongtrao.plans.queries.reminders import late_by_plan, open_work

S = Assignment.Status
R = ProgressReport.Status
SHOWN = 30  # of one sort; the rest is behind the unit's page
AHEAD = timedelta(days=30)
LENGTH = 140
OFFICE = frozenset({Role.OFFICE})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for one person: what, for whom, by when, and where the button leads.

    A row may stand for several: then ``due`` is the nearest of their days, ``due_words`` says so, and
    ``is_late`` that some of them are past theirs.
    """

    what: str
    for_whom: str
    due: date | None
    url: str
    label: str
    due_words: str = ""
    is_late: bool = False

    def bucket(self, today: date) -> str:
        """“overdue”, “today”, “week” (to Sunday) or “later”; without a day it is for this week."""
        if self.is_late:
            return "overdue"
        if self.due is None:
            return "week"
        if self.due < today:
            return "overdue"
        if self.due == today:
            return "today"
        sunday = today + timedelta(days=6 - today.weekday())
        return "week" if self.due <= sunday else "later"


def waiting_for(user: AbstractBaseUser, today: date | None = None) -> list[Waiting]:
    """Everything of plans that waits for the user, the most pressing first; what has no day, last."""
    today = today or timezone.localdate()
    rows = [*_for_units(user, today), *_for_office(user, today)]
    return sorted(rows, key=lambda row: (row.due is None, not row.is_late, row.due or today))


# ------------------------------------------------------------------ the unit's people


def _for_units(user: AbstractBaseUser, today: date) -> Iterator[Waiting]:
    units = [grant.unit_id for grant in grants_of(user, ACTS_FOR_UNIT)]
    if units:
        yield from _to_accept(units, today)
        yield from _returned(units)
        yield from _to_report(units, today)
        yield from _to_judge_locally(user)


def _to_accept(units: list[int], today: date) -> Iterator[Waiting]:
    """Unanswered work, one row a unit and plan: a plan may bring forty tasks at once."""
    rows = (
        open_work(today)
        .filter(unit__in=units, status=S.SENT)
        .order_by()
        .values("unit", "unit__name", "task__plan", "task__plan__title")
        .annotate(
            count=Count("pk"),
            late=Count("pk", filter=Q(due_on__lt=today)),
            coming=Min("due_on", filter=Q(due_on__gte=today)),
            gone=Max("due_on"),
        )
        .order_by("-late", "coming", "task__plan")
    )
    for row in rows[:SHOWN]:
        said = {
            "count": row["count"],
            "late": row["late"],
            "plan": _short(row["task__plan__title"]),
        }
        what = _("%(count)s nhiệm vụ chờ tiếp nhận: %(plan)s")
        if row["late"]:
            what = _("%(count)s nhiệm vụ chờ tiếp nhận, %(late)s đã quá hạn: %(plan)s")
        yield Waiting(
            what=what % said,
            for_whom=row["unit__name"],
            due=row["coming"] or row["gone"],
            url=_work_url(row["unit"], viec="cho-tiep-nhan", ke_hoach=row["task__plan"]),
            label=_("Tiếp nhận"),
            due_words=_("Hạn gần nhất") if row["count"] > 1 else "",
            is_late=bool(row["late"]),
        )


def _returned(units: list[int]) -> Iterator[Waiting]:
    rows = ProgressReport.objects.filter(
        assignment__unit__in=units,
        status=R.RETURNED,
        assignment__task__plan__status=Plan.Status.PUBLISHED,
    )
    for report in rows.select_related("assignment__unit", "assignment__task").order_by(
        "-reviewed_at"
    )[:SHOWN]:
        work = report.assignment
        what = _("Báo cáo bị trả lại: %s") % _short(work.text)
        url = reverse("plans:edit_report", args=[report.pk])
        yield Waiting(what, work.unit.name, work.due_on, url, _("Sửa và nộp lại"))


def _to_report(units: list[int], today: date) -> Iterator[Waiting]:
    """Accepted work late or due within thirty days, unless a report on it waits or came back."""
    handled = ProgressReport.objects.filter(
        assignment=OuterRef("pk"), status__in=(R.SUBMITTED, R.RETURNED)
    )
    rows = open_work(today).filter(
        ~Exists(handled), unit__in=units, status=S.ACCEPTED, due_on__lte=today + AHEAD
    )
    for work in rows.select_related("unit", "task").order_by("due_on", "pk")[:SHOWN]:
        url = reverse("plans:start_report", args=[work.pk])
        yield Waiting(_short(work.text), work.unit.name, work.due_on, url, _("Báo cáo tiến độ"))


def _to_judge_locally(user: AbstractBaseUser) -> Iterator[Waiting]:
    """Reports of others on tasks the unit set itself."""
    heads = [grant.unit_id for grant in grants_of(user, frozenset({Role.HEAD}))]
    if heads:
        yield from _to_review(Q(assignment__task__local_to__in=heads), user)


# ------------------------------------------------------------------ the office


def _for_office(user: AbstractBaseUser, today: date) -> Iterator[Waiting]:
    grants = grants_of(user, OFFICE)
    if grants:
        owners = unit_condition(grants, "assignment__task__plan__owner__")
        yield from _to_review(owners, user)
        yield from _proposals(unit_condition(grants, "task__plan__owner__"))
        yield from _intakes(unit_condition(grants, "unit__"))
        yield from _late(unit_condition(grants), today)


def _to_review(condition: Q, user: AbstractBaseUser) -> Iterator[Waiting]:
    """Submitted reports, one row a plan; due is not theirs, but the day they came."""
    rows = (
        ProgressReport.objects.filter(condition, status=R.SUBMITTED)
        .exclude(submitted_by=user.pk)
        .values(plan=F("assignment__task__plan"), title=F("assignment__task__plan__title"))
        .annotate(count=Count("pk"), units=Count("assignment__unit", distinct=True))
        .order_by("-count")
    )
    for row in rows[:SHOWN]:
        what = _("%s báo cáo tiến độ chờ duyệt") % row["count"]
        for_whom = _("%(units)s đơn vị, %(plan)s") % {
            "units": row["units"],
            "plan": _short(row["title"]),
        }
        url = f"{reverse('plans:review_queue')}?ke_hoach={row['plan']}"
        yield Waiting(what, for_whom, None, url, _("Duyệt báo cáo"))


def _proposals(condition: Q) -> Iterator[Waiting]:
    rows = Assignment.objects.filter(
        condition, status=S.PROPOSED, task__plan__status=Plan.Status.PUBLISHED
    )
    for work in rows.select_related("unit", "task").order_by("answered_at")[:SHOWN]:
        what = _("Đề xuất điều chỉnh: %s") % _short(work.text)
        url = reverse("plans:assignment", args=[work.pk])
        yield Waiting(what, work.unit.name, work.due_on, url, _("Trả lời"))


def _intakes(condition: Q) -> Iterator[Waiting]:
    rows = Intake.objects.filter(condition, status=Intake.Status.REVIEW).defer("blocks")
    for intake in rows.select_related("unit", "file").order_by("-uploaded_at")[:SHOWN]:
        what = _("Soát kế hoạch vừa đọc: %s") % _short(str(intake))
        url = reverse("plans:intake", args=[intake.pk])
        yield Waiting(what, intake.unit.name, None, url, _("Soát"))


def _late(owners: Q, today: date) -> Iterator[Waiting]:
    mine = Unit.objects.filter(owners)
    for row in late_by_plan(today, owners=mine)[:SHOWN]:
        what = _("%(count)s việc quá hạn: %(plan)s") % {
            "count": row.count,
            "plan": _short(row.title),
        }
        url = f"{reverse('plans:board', args=[row.plan])}?tinh_trang=late"
        words = _("Hạn gần nhất") if row.count > 1 else ""
        whom = _("%s đơn vị") % row.units
        yield Waiting(what, whom, row.newest, url, _("Xem và đôn đốc"), words, is_late=True)


# ------------------------------------------------------------------ parts


def _work_url(unit: int, **asked: str | int) -> str:
    return f"{reverse('plans:unit_work', args=[unit])}?{urlencode(asked)}"


def _short(text: str) -> str:
    return Truncator(text).chars(LENGTH)
