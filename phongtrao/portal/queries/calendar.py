"""What is due on which day: for a person, or for one unit, as far as the asker may see it now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import Role
from phongtrao.activities.access.inspections import team_inspections, told_inspections
from phongtrao.activities.models import Inspection
from phongtrao.documents.queries import PaperWaiting, all_papers_waiting
from phongtrao.nominations.access.rounds import meets_rounds, rounds_run, rounds_to_answer
from phongtrao.nominations.models import AwardRound
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import grants_of, unit_condition
from phongtrao.plans.access.assignments import units_acted_for, visible_assignments
from phongtrao.plans.access.handovers import received_handovers, visible_handovers
from phongtrao.plans.access.inside import visible_consultations
from phongtrao.plans.access.movements import visible_movements
from phongtrao.plans.models import Assignment, HandOver, Plan
from phongtrao.plans.queries.inside import places_of
from phongtrao.plans.queries.movement_reviews import reviews_between
from phongtrao.plans.queries.reminders import open_work
from phongtrao.plans.queries.twins import without_twins
from phongtrao.plans.queries.waiting import Waiting
from phongtrao.recognition.access import authored_assets, renewing_assets, visible_assets
from phongtrao.recognition.models import IpAsset
from phongtrao.reports.models import RequestAnswer
from phongtrao.reports.requests.access import answers_to_write, own_answers, visible_answers
from phongtrao.reports.waiting import papers_to_approve
from phongtrao.research.access.tasks import followed_tasks, visible_tasks, works_with_research
from phongtrao.research.models.tasks import ResearchTaskQuerySet
from phongtrao.research.queries.clocks import clocks_between

LENGTH = 120
MOST = 500  # of one sort in one span; a calendar with more is no calendar
KINDS: dict[str, str | Promise] = {
    "work": gettext_lazy("Hạn báo cáo"),
    "inner": gettext_lazy("Hạn trong đơn vị"),
    "review": gettext_lazy("Sơ kết, tổng kết"),
    "plan": gettext_lazy("Hạn của các đơn vị"),
    "asked": gettext_lazy("Hạn cho ý kiến"),
    "paper": gettext_lazy("Văn bản chờ xử lý"),
    "requested": gettext_lazy("Hạn nộp báo cáo"),
    "renewal": gettext_lazy("Gia hạn sở hữu trí tuệ"),
    "research": gettext_lazy("Nhiệm vụ KH&CN"),
    "inspection": gettext_lazy("Kiểm tra tại đơn vị"),
    "award": gettext_lazy("Hạn gửi hồ sơ khen thưởng"),
}
PLANNERS = frozenset({Role.OFFICE, Role.LEADER})


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One thing due on one day. ``key`` stays the same as long as the thing is the same."""

    day: date
    kind: str
    key: str
    what: str
    whom: str
    url: str

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])


def due_for(user: AbstractBaseUser, first: date, last: date) -> list[Item]:
    """All that is due for the person on these days (both included), by day.

    A fixed number of queries: three for reviews, one for each sort of the rest the person has (research, awards: one).
    """
    units = units_acted_for(user)
    rows = [*_reviews(user, first, last), *_inner(received_handovers(user), first, last)]
    rows += [*_asked(user, first, last), *_papers(user, first, last)]
    rights = renewing_assets(user) | authored_assets(user)
    rows += _renewals(rights.distinct(), first, last)
    if works_with_research(user):
        rows += _research(followed_tasks(user), first, last)
    if meets_rounds(user):
        rows += _awards(rounds_to_answer(user) | rounds_run(user), first, last)
    rows += _inspections(team_inspections(user) | told_inspections(user), first, last)
    if units:
        rows += _work(open_work(first).filter(unit__in=units), first, last)
        led = visible_handovers(user).filter(assignment__unit__in=units)
        rows += _inner(led, first, last)
        rows += _requested(own_answers(user).owed(), first, last)
    else:
        rows += _to_write(user, first, last)
    if grants := grants_of(user, PLANNERS):
        rows += _of_plans(unit_condition(grants, "task__plan__owner__"), first, last)
    return sorted(set(rows))


def due_at(user: AbstractBaseUser, unit: Unit, first: date, last: date) -> list[Item]:
    """The same for one unit, whose work the user may read; five queries."""
    work = visible_assignments(user).filter(
        unit=unit, task__plan__status=Plan.Status.PUBLISHED, done_on=None
    )
    inner = visible_handovers(user).filter(assignment__unit=unit)
    rows = [*_work(work.exclude(status__in=Assignment.Status.dropped), first, last)]
    asked = visible_answers(user).filter(unit=unit).owed()
    rights = visible_assets(user).filter(owner=unit, pk__in=IpAsset.objects.renewable())
    rows += _renewals(rights, first, last)
    rows += [*_inner(inner, first, last), *_requested(asked, first, last)]
    return sorted([*rows, *_research(visible_tasks(user).filter(host=unit), first, last)])


def _awards(rows: QuerySet[AwardRound], first: date, last: date) -> Iterable[Item]:
    """Open rounds one runs or hands in for."""
    asked = rows.exclude(occasion=AwardRound.Occasion.SUDDEN).filter(
        due_at__date__range=(first, last)
    )
    for found in asked.order_by("due_at", "pk")[:MOST]:
        url = reverse("nominations:round", args=[found.pk])
        key, day = f"award-{found.pk}", timezone.localdate(found.due_at)
        yield Item(day, "award", key, _short(found.title), found.owner.name, url)


def _work(rows: QuerySet[Assignment], first: date, last: date) -> Iterable[Item]:
    found = without_twins(rows.filter(due_on__range=(first, last)), "due_on")
    for work in found.select_related("unit", "task").order_by("due_on", "pk")[:MOST]:
        url = reverse("plans:assignment", args=[work.pk])
        if work.due_on:
            key, what = f"work-{work.pk}", _short(work.text)
            yield Item(work.due_on, "work", key, what, work.unit.name, url)


def _inner(rows: QuerySet[HandOver], first: date, last: date) -> Iterable[Item]:
    open_rows = rows.exclude(status=HandOver.Status.DONE).filter(
        due_on__range=(first, last), assignment__task__plan__status=Plan.Status.PUBLISHED
    )
    for part in open_rows.order_by("due_on", "pk")[:MOST]:
        what = _short(f"{part.receiver}: {part.note or part.assignment.text}")
        url = reverse("plans:handover", args=[part.pk])
        whom = part.assignment.unit.name
        yield Item(part.due_on, "inner", f"part-{part.pk}", what, whom, url)


def _reviews(user: AbstractBaseUser, first: date, last: date) -> Iterable[Item]:
    """Of stages and of years, those not held yet."""
    for review in reviews_between(visible_movements(user), first, last):
        if review.is_held:
            continue
        movement = review.movement
        what = _short(f"{review.name}: {movement.title}")
        key = f"phase-{review.phase}" if review.phase else f"year-{movement.pk}-{review.year}"
        url = reverse("plans:movement", args=[movement.pk])
        yield Item(review.day, "review", key, what, movement.owner.name, url)


def _asked(user: AbstractBaseUser, first: date, last: date) -> Iterable[Item]:
    """Opinions on tasks the user, or a room of the user, is to give."""
    mine = Q(user=user.pk) | Q(room__in=places_of(user))
    rows = visible_consultations(user).filter(mine, given_at=None, due_on__range=(first, last))
    for asked in rows.order_by("due_on", "pk")[:MOST]:
        url = reverse("plans:consultation", args=[asked.pk])
        whom = asked.task.plan.owner.name
        yield Item(asked.due_on, "asked", f"asked-{asked.pk}", _short(asked.question), whom, url)


def _papers(user: AbstractBaseUser, first: date, last: date) -> Iterable[Item]:
    """Papers that wait for the user on their day; what has none, as a paper to sign, stands on today."""
    today = timezone.localdate()
    waiting: list[Waiting | PaperWaiting] = [*papers_to_approve(user), *all_papers_waiting(user)]
    for row in waiting:
        day = row.due or today
        if first <= day <= last:
            key = f"paper{row.url.replace('/', '-').rstrip('-')}"
            yield Item(day, "paper", key, _short(row.what), row.for_whom, row.url)


def _requested(rows: QuerySet[RequestAnswer], first: date, last: date) -> Iterable[Item]:
    """Reports asked of the unit and not handed in."""
    for row in rows.filter(due_on__range=(first, last)).order_by("due_on", "pk")[:MOST]:
        url = reverse("reports:answer", args=[row.pk])
        what, key = _short(row.request.title), f"asked-report-{row.pk}"
        yield Item(row.due_on, "requested", key, what, row.unit.name, url)


def _renewals(rows: QuerySet[IpAsset], first: date, last: date) -> Iterable[Item]:
    found = rows.filter(renew_by__range=(first, last)).select_related("owner", "creation")
    for asset in found.order_by("renew_by", "pk")[:MOST]:
        url = reverse("recognition:creation", args=[asset.creation_id])
        if asset.renew_by:
            key = f"renewal-{asset.pk}"
            yield Item(asset.renew_by, "renewal", key, _short(asset.title), asset.owner.name, url)


def _research(tasks: ResearchTaskQuerySet, first: date, last: date) -> Iterable[Item]:
    """Stages, reports, what visits asked for, instalments, the end of the work."""
    for clock in clocks_between(tasks, first, last, MOST):
        key, url = f"research-{clock.kind}-{clock.key}", reverse("research:task", args=[clock.task])
        yield Item(clock.day, "research", key, _short(clock.words), clock.host, url)


def _inspections(rows: QuerySet[Inspection], first: date, last: date) -> Iterable[Item]:
    """Visits of a team one sits in, and those one's unit was told of; what was given up is none."""
    found = rows.filter(day__range=(first, last)).exclude(status=Inspection.Status.CANCELLED)
    for row in found.select_related("unit", "owner").order_by("day", "pk")[:MOST]:
        url = reverse("activities:inspection", args=[row.pk])
        if row.day:
            key = f"inspection-{row.pk}"
            yield Item(row.day, "inspection", key, _short(row.unit.name), row.owner.name, url)


def _to_write(user: AbstractBaseUser, first: date, last: date) -> Iterable[Item]:
    """Reports of the unit the user was given to write, on their inner day."""
    rows = answers_to_write(user).filter(writer_due_on__range=(first, last))
    for row in rows.order_by("writer_due_on", "pk")[:MOST]:
        url = reverse("reports:answer", args=[row.pk])
        what, key = _short(row.request.title), f"written-report-{row.pk}"
        if row.writer_due_on:
            yield Item(row.writer_due_on, "inner", key, what, row.unit.name, url)


def _of_plans(owners: Q, first: date, last: date) -> Iterable[Item]:
    """For office and leaders: one row a plan and day, however many units have work due on it."""
    rows = (
        open_work(first)
        .filter(owners, due_on__range=(first, last), task__local_to=None)
        .order_by()
        .values("task__plan", "task__plan__title", "due_on")
        .annotate(n=Count("pk"), units=Count("unit", distinct=True))
        .order_by("due_on", "task__plan")
    )
    for row in rows[:MOST]:
        what = _("%(n)s việc đến hạn: %(plan)s") % {"n": row["n"], "plan": row["task__plan__title"]}
        url = reverse("plans:board", args=[row["task__plan"]])
        key = f"plan-{row['task__plan']}-{row['due_on']:%Y%m%d}"
        whom = _("%s đơn vị") % row["units"]
        yield Item(row["due_on"], "plan", key, _short(what), whom, url)


def _short(text: str) -> str:
    return Truncator(text).chars(LENGTH)
