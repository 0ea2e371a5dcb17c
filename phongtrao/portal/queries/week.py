"""A unit's week: what falls due, what was reported, what is late, day by day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from phongtrao.orgs.models import Unit
from phongtrao.plans.access.assignments import visible_assignments
from phongtrao.plans.access.reports import visible_reports
from phongtrao.plans.models import Assignment, Plan, ProgressReport
from phongtrao.plans.pages.badges import progress_badge, report_badge
from phongtrao.plans.queries.owed import with_standing
from phongtrao.plans.queries.twins import without_twins
from phongtrao.reports.requests.access import visible_answers
from phongtrao.reports.requests.tables import answer_state
from phongtrao.web.components import State

DAY = timedelta(days=1)
MOST = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of work in a cell of the week, and how it stands."""

    text: str
    url: str
    state: State


@dataclass(frozen=True, slots=True)
class WeekDay:
    """``late``: how much open work was past its day on this one; None for days to come."""

    day: date
    due: list[Line]
    reported: list[Line]
    late: int | None
    is_today: bool


@dataclass(frozen=True, slots=True)
class UnitWeek:
    days: list[WeekDay]
    late_url: str

    @property
    def first(self) -> date:
        return self.days[0].day

    @property
    def last(self) -> date:
        return self.days[-1].day

    @property
    def before_url(self) -> str:
        return f"?{urlencode({'ngay': (self.first - DAY).isoformat()})}"

    @property
    def after_url(self) -> str:
        return f"?{urlencode({'ngay': (self.last + DAY).isoformat()})}"

    def sentence(self) -> str:
        """“Tuần 09/03–15/03/2026: 4 việc đến hạn, 2 báo cáo đã nộp.”"""
        said = {
            "first": f"{self.first:%d/%m}",
            "last": f"{self.last:%d/%m/%Y}",
            "due": sum(len(day.due) for day in self.days),
            "reported": sum(len(day.reported) for day in self.days),
        }
        words = _("Tuần %(first)s – %(last)s: %(due)s việc đến hạn, %(reported)s báo cáo đã nộp.")
        return words % said

    @classmethod
    def build(cls, user: AbstractBaseUser, unit: Unit, asked: str, today: date) -> "UnitWeek":
        """The week of the day asked for, else this one; four queries."""
        try:
            shown = date.fromisoformat(asked)
            monday = shown - timedelta(days=shown.weekday())
            days = [monday + n * DAY for n in range(7)]
        except (ValueError, OverflowError):
            days = [today + (n - today.weekday()) * DAY for n in range(7)]
        work = visible_assignments(user).filter(unit=unit, task__plan__status=Plan.Status.PUBLISHED)
        work = work.exclude(status__in=Assignment.Status.dropped)
        due, reported = _due(work, days, today), _reported(user, unit, days)
        asked_due, handed = _requested(user, unit, days, today)
        for day in days:
            due[day] += asked_due[day]
            reported[day] += handed[day]
        late = _late(work, days, today)
        made = [WeekDay(d, due[d], reported[d], late.get(d), d == today) for d in days]
        url = f"{reverse('plans:unit_work', args=[unit.pk])}?viec=qua-han"
        return cls(made, url)


def _due(work: QuerySet[Assignment], days: list[date], today: date) -> dict[date, list[Line]]:
    found: dict[date, list[Line]] = defaultdict(list)
    rows = without_twins(work.filter(due_on__range=(days[0], days[-1])), "due_on")
    for one in rows.order_by("due_on", "pk")[:MOST]:
        if one.due_on:
            url = reverse("plans:assignment", args=[one.pk])
            found[one.due_on].append(Line(one.text, url, progress_badge(one, today)))
    return found


def _reported(user: AbstractBaseUser, unit: Unit, days: list[date]) -> dict[date, list[Line]]:
    found: dict[date, list[Line]] = defaultdict(list)
    rows = (
        visible_reports(user)
        .filter(assignment__unit=unit, submitted_at__date__range=(days[0], days[-1]))
        .exclude(status=ProgressReport.Status.DRAFT)
        .annotate(on=F("submitted_at__date"))
        .select_related("assignment__task")
    )
    for report in rows.order_by("submitted_at", "pk")[:MOST]:
        url = reverse("plans:report", args=[report.pk])
        found[report.on].append(Line(report.assignment.text, url, report_badge(report)))
    return found


def _requested(
    user: AbstractBaseUser, unit: Unit, days: list[date], today: date
) -> tuple[dict[date, list[Line]], dict[date, list[Line]]]:
    """Reports asked of the unit: those due and those handed in on these days; one query."""
    due: dict[date, list[Line]] = defaultdict(list)
    handed: dict[date, list[Line]] = defaultdict(list)
    span = (days[0], days[-1])
    rows = with_standing(visible_answers(user).filter(unit=unit), today)
    rows = rows.annotate(on=F("submitted_at__date")).order_by("due_on", "pk")
    for row in rows.filter(Q(due_on__range=span) | Q(on__range=span))[:MOST]:
        url = reverse("reports:answer", args=[row.pk])
        line = Line(row.request.title, url, answer_state(row))
        due[row.due_on].append(line)
        if row.on:
            handed[row.on].append(line)
    return due, handed


def _late(work: QuerySet[Assignment], days: list[date], today: date) -> dict[date, int]:
    """Past its day and not done then; one query whatever the number of days."""
    past = [day for day in days if day <= today]
    if not past:
        return {}
    rows = work.filter(Q(done_on=None) | Q(done_on__gte=past[0]), due_on__lt=past[-1])
    columns = ("due_on", "done_on", "task", "task__derived_from")
    spans = list(rows.order_by().values_list(*columns))
    leading = {task for _due, _done, task, _above in spans}
    found: dict[date, set[int]] = {day: set() for day in past}
    for due, done, task, above in spans:
        # An entry with two masters is late once, while any of its parts is.
        entry = above if above in leading else task
        for day in past:
            if due < day and (done is None or done >= day):
                found[day].add(entry)
    return {day: len(entries) for day, entries in found.items()}
