"""Words about deadlines of research by the clock: a week before, on the day, and once late.

Late, it goes to those who carry the task out and who answers for it; after a week to the leaders of both
sides, after two to those above the office. One notice a person, deadline and moment. S0-26, S0-28
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.base.words import office_language
from phongtrao.lib.numbers import format_date
from phongtrao.notifications.models import Notice
from phongtrao.notifications.services import notify_many
from phongtrao.orgs.models import Grant, Unit
from phongtrao.plans.queries.blocks import leaders_over
from phongtrao.research.lights import TO_ABOVE, TO_LEADERS
from phongtrao.research.models import ResearchTask, StageRecord, TaskMember, TaskReport, TaskVisit

BEFORE = timedelta(days=7)
HOSTS = frozenset({Role.HEAD, Role.FOCAL})
LEADERS = frozenset({Role.LEADER, Role.HEAD})
RUNNING = ResearchTask.Status.contracted


@dataclass(frozen=True, slots=True)
class Deadline:
    kind: str
    key: int
    task: int
    due: date

    def moment(self, today: date) -> str:
        if self.due > today:
            return "soon"
        late = (today - self.due).days
        if late >= TO_ABOVE:
            return "above"
        if late >= TO_LEADERS:
            return "leaders"
        return "late" if late else "today"


@dataclass(frozen=True, slots=True)
class Circle:
    """Accounts of one task: those who carry it out, who answers for it, leaders of both, and those above."""

    doers: frozenset[int]
    minders: frozenset[int]
    leaders: frozenset[int]
    above: frozenset[int]


@transaction.atomic
def send_reminders(today: date) -> int:
    """Return how many notices were meant. Safe to run many times a day; a fixed number of queries."""
    pressing = list(_pressing(today))
    tasks = ResearchTask.objects.in_bulk({one.task for one in pressing})
    circles = _circles(tasks.values())
    with office_language():
        notices = [
            notice
            for one in pressing
            for notice in _notices(one, tasks[one.task], circles[one.task], today)
        ]
    notify_many(notices)
    return len(notices)


def _pressing(today: date) -> Iterator[Deadline]:
    last = today + BEFORE
    reports = TaskReport.objects.filter(
        status__in=TaskReport.Status.owed, task__status__in=RUNNING, due_on__lte=last
    )
    going = ResearchTask.Status.going
    stages = StageRecord.objects.filter(done_on=None, due_on__lte=last, task__status__in=going)
    visits = TaskVisit.objects.filter(
        closed_on=None, due_on__lte=last, task__status__in=RUNNING
    ).exclude(asked="")
    ends = ResearchTask.objects.filter(status__in=RUNNING, ends_on__lte=last)
    yield from _read("report", reports.annotate(of=F("task"), last_day=F("due_on")))
    yield from _read("stage", stages.annotate(of=F("task"), last_day=F("due_on")))
    yield from _read("visit", visits.annotate(of=F("task"), last_day=F("due_on")))
    yield from _read("end", ends.annotate(of=F("pk"), last_day=F("ends_on")))


def _read(kind: str, rows: QuerySet) -> Iterator[Deadline]:  # type: ignore[type-arg]  # rows of any kind
    for key, task, due in rows.order_by("pk").values_list("pk", "of", "last_day"):
        yield Deadline(kind, key, task, due)


def _circles(tasks: Iterable[ResearchTask]) -> dict[int, Circle]:
    tasks = list(tasks)
    units = {unit for task in tasks for unit in (task.owner_id, task.host_id)}
    held: dict[tuple[int, str], set[int]] = defaultdict(set)
    grants = Grant.objects.today().filter(unit__in=units, kind="", level="", user__is_active=True)
    for unit, role, user in grants.values_list("unit", "role", "user"):
        held[unit, role].add(user)
    leads: dict[int, set[int]] = defaultdict(set)
    rows = TaskMember.objects.filter(
        task__in=tasks, role=TaskMember.Role.LEAD, left_on=None, person__user__is_active=True
    )
    for task_key, user in rows.values_list("task", "person__user"):
        leads[task_key].add(user)
    over = leaders_over(Unit.objects.filter(pk__in={task.owner_id for task in tasks}))
    return {
        task.pk: Circle(
            frozenset(leads[task.pk].union(*(held[task.host_id, role] for role in HOSTS))),
            frozenset({task.minder_id} if task.minder_id else held[task.owner_id, Role.OFFICE]),
            frozenset().union(
                *(held[unit, role] for unit in (task.owner_id, task.host_id) for role in LEADERS)
            ),
            frozenset(user.pk for user in over[task.owner_id]) - held[task.owner_id, Role.LEADER],
        )
        for task in tasks
    }


def _notices(one: Deadline, task: ResearchTask, circle: Circle, today: date) -> Iterator[Notice]:
    """A stage is the office's; a report, a visit and the end are the host's. Late, all of them."""
    moment = one.moment(today)
    if moment == "above" and not circle.above:
        moment = "leaders"  # nobody else to tell: they have heard of it
    to = circle.minders if one.kind == "stage" else circle.doers
    if moment in {"late", "leaders", "above"}:
        to = circle.minders | circle.doers
    if moment in {"leaders", "above"}:
        to |= circle.leaders
    if moment == "above":
        to |= circle.above
    url = reverse("research:task", args=[task.pk])
    key = f"research.{one.kind}:{one.key}:{one.due}:{moment}"
    text = _words(one, task, today)
    return (Notice(to_id=user, key=key, text=text, url=url) for user in sorted(to))


def _words(one: Deadline, task: ResearchTask, today: date) -> str:
    what = {
        "report": _("báo cáo định kỳ"),
        "stage": _("bước hiện nay"),
        "visit": _("khắc phục kiến nghị kiểm tra"),
        "end": _("thời gian thực hiện"),
    }[one.kind]
    said = {
        "what": what,
        "task": task.title,
        "due": format_date(one.due),
        "days": abs((one.due - today).days),
    }
    if one.due > today:
        return _("Còn %(days)s ngày (%(due)s): %(what)s của nhiệm vụ “%(task)s”.") % said
    if one.due == today:
        return _("Hôm nay là hạn %(what)s của nhiệm vụ “%(task)s”.") % said
    return _("Quá hạn %(days)s ngày (%(due)s): %(what)s của nhiệm vụ “%(task)s”.") % said
