"""The office presses slow units, of a whole plan or of one task, for the causes it chose."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.notifications.services import notify_many
from phongtrao.plans.access.assignments import can_urge, can_urge_task
from phongtrao.plans.models import Assignment, Plan, Task
from phongtrao.plans.queries.people import people_by_unit
from phongtrao.plans.queries.urging import Cause, UnitSlow, slow_units, urgeable
from phongtrao.plans.services.assignments import quoted


@dataclass(frozen=True, slots=True)
class Urging:
    """For what, in which words, and, unless all are meant, which units (primary keys)."""

    causes: tuple[Cause, ...]
    words: str
    units: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Urged:
    """How many units were told, and how many have nobody with an account to tell."""

    units: int
    without_people: int


def work_of_plan(plan: Plan) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        task__plan=plan, task__local_to=None, task__ended_in=None, task__merged_into=None
    )


def work_of_task(task: Task) -> QuerySet[Assignment]:
    return Assignment.objects.filter(task=task)


@transaction.atomic
def urge_plan(plan: Plan, urging: Urging, *, by: AbstractBaseUser) -> Urged:
    """Press the units that are slow in the plan; none of its work is urged twice a day."""
    can_urge(by, plan).enforce()
    return _urge(plan, work_of_plan(plan), urging, by)


@transaction.atomic
def urge_task(task: Task, urging: Urging, *, by: AbstractBaseUser) -> Urged:
    """Press the units that are slow in one task."""
    can_urge_task(by, task).enforce()
    return _urge(task, work_of_task(task), urging, by)


def _urge(
    subject: Plan | Task,
    rows: QuerySet[Assignment],
    urging: Urging,
    by: AbstractBaseUser,
) -> Urged:
    if not urging.causes or not urging.words.strip():
        raise BadInput(_("Hãy chọn đôn đốc về việc gì và ghi lời nhắn."))
    # Two officers at once would say it twice: the second waits here, and finds it said.
    Plan.objects.select_for_update().get(pk=_plan_of(subject))
    today = timezone.localdate()
    if urging.units is not None:
        rows = rows.filter(unit__in=urging.units)
    slow = slow_units(rows, urging.causes, today)
    if not slow:
        raise WrongState(
            _("Không còn đơn vị nào để đôn đốc: không có việc chậm, hoặc hôm nay đã nhắc rồi.")
        )
    told = _tell(subject, slow, urging)
    told_rows = urgeable(rows, urging.causes, today).filter(unit__in=told)
    # By key: the set is found by the very day that is about to be written.
    Assignment.objects.filter(pk__in=list(told_rows.values_list("pk", flat=True))).update(
        reminded_on=today
    )
    record(
        subject,
        "plans.urged",
        by=by,
        after={"words": urging.words.strip()},
        causes=[cause.value for cause in urging.causes],
        units=len(told),
    )
    return Urged(len(told), len(slow) - len(told))


def _tell(subject: Plan | Task, slow: list[UnitSlow], urging: Urging) -> set[int]:
    """One notice a person and unit; answer which units have somebody to tell."""
    people = people_by_unit(row.unit for row in slow)
    moment = timezone.now().isoformat()
    notify_many(
        Notice(
            to=user,
            key=f"plans.urge:{subject.pk}:{row.unit}:{moment}",
            text=notice_text(subject, row, urging.words),
            url=f"{reverse('plans:unit_work', args=[row.unit])}?ke_hoach={_plan_of(subject)}",
        )
        for row in slow
        for user in people.get(row.unit, [])
    )
    return set(people)


def notice_text(subject: Plan | Task, row: UnitSlow, words: str) -> str:
    """What the people of one unit read; the preview shows the same."""
    title = subject.title if isinstance(subject, Plan) else subject.text
    return _("Văn phòng đôn đốc %(title)s: %(counts)s. %(words)s") % {
        "title": quoted(title),
        "counts": row.words(),
        "words": words.strip(),
    }


def _plan_of(subject: Plan | Task) -> int:
    return subject.pk if isinstance(subject, Plan) else subject.plan_id
