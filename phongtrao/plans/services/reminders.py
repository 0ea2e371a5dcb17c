"""Words about deadlines: by the clock to those who answer, by the week and by hand through the office.

Everything is counted in the database and written in a few statements, whatever the number of units;
the key of a notice keeps a second run from saying it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.lib.errors import WrongState
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit
from phongtrao.plans.access.assignments import can_urge
from phongtrao.plans.models import Assignment, Plan, Task
from phongtrao.plans.queries.people import offices_over, people_by_unit
from phongtrao.plans.queries.reminders import (
    PlanLate,
    UnitDue,
    UnitSlow,
    due_by_unit,
    late_by_plan,
    slow_units,
    was_done_on,
)
from phongtrao.plans.services.assignments import quoted

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Urged:
    """How many units were told, and how many have nobody with an account to tell."""

    units: int
    without_people: int


@transaction.atomic
def send_reminders(today: date) -> int:
    """Remind heads and focal persons of what falls due or is late; return for how many units and days.

    Safe to run many times a day: each stage of a deadline is said once.
    """
    due = list(due_by_unit(today))
    people = people_by_unit({row.unit for row in due})
    _write(
        Notice(
            to=user,
            key=f"plans.remind:{row.unit}:{row.due_on}:{row.stage}",
            text=_reminder(row, today),
            url=_unit_url(row.unit, row.due_on),
        )
        for row in due
        for user in people.get(row.unit, [])
    )
    return len(due)


@transaction.atomic
def send_late_summaries(today: date) -> int:
    """Tell each office once a week what is late in its plans; return how many plans."""
    late = late_by_plan(today)
    offices = offices_over(Unit.objects.filter(pk__in={row.owner for row in late}))
    week = f"{today:%G-%V}"
    _write(
        Notice(
            to=user,
            key=f"plans.late:{row.plan}:{week}",
            text=_late_summary(row),
            url=reverse("plans:plan", args=[row.plan]),
        )
        for row in late
        for user in offices[row.owner]
    )
    return len(late)


@transaction.atomic
def urge_plan(plan: Plan, *, by: AbstractBaseUser) -> Urged:
    """Press every unit that is slow in the plan; once a day."""
    can_urge(by, plan).enforce()
    rows = Assignment.objects.filter(task__plan=plan, task__local_to=None)
    return _urge(plan, rows, quoted(plan.title), by)


@transaction.atomic
def urge_task(task: Task, *, by: AbstractBaseUser) -> Urged:
    """Press every unit that is slow in one task; once a day."""
    can_urge(by, task.plan).enforce()
    return _urge(task, Assignment.objects.filter(task=task), quoted(task.text), by)


def _urge(
    subject: Plan | Task, rows: QuerySet[Assignment], title: str, by: AbstractBaseUser
) -> Urged:
    today = timezone.localdate()
    if was_done_on(subject, "plans.urged", today):
        raise WrongState(_("Hôm nay đã đôn đốc việc này. Ngày mai có thể đôn đốc tiếp."))
    slow = slow_units(rows, today)
    if not slow:
        raise WrongState(_("Không có đơn vị nào chậm nên không cần đôn đốc."))
    people = people_by_unit(row.unit for row in slow)
    key = f"plans.urge:{subject._meta.model_name}:{subject.pk}:{today}"  # noqa: SLF001 -- documented
    with office_language():
        _write(
            # The unit is part of the key: a person may answer for two units.
            Notice(
                to=user, key=f"{key}:{row.unit}", text=_urging(row, title), url=_unit_url(row.unit)
            )
            for row in slow
            for user in people.get(row.unit, [])
        )
    record(subject, "plans.urged", by=by, units=len(people))
    return Urged(len(people), len(slow) - len(people))


def _write(notices: Iterable[Notice]) -> None:
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=BATCH)


# ------------------------------------------------------------------ the words


def _reminder(row: UnitDue, today: date) -> str:
    said = {
        "what": quoted(row.example) if row.count == 1 else _("%s nhiệm vụ") % row.count,
        "due": date_format(row.due_on, "d/m/Y"),
        "days": abs((row.due_on - today).days),
    }
    if row.due_on > today:
        return _("Còn %(days)s ngày đến hạn %(due)s: %(what)s. Hãy báo cáo tiến độ.") % said
    if row.due_on == today:
        return _("Hôm nay là hạn %(due)s: %(what)s. Hãy báo cáo tiến độ.") % said
    return _("Quá hạn %(days)s ngày, hạn %(due)s: %(what)s. Hãy báo cáo ngay.") % said


def _late_summary(row: PlanLate) -> str:
    return _("%(plan)s: %(count)s việc của %(units)s đơn vị đã quá hạn. Hãy xem và đôn đốc.") % {
        "plan": quoted(row.title),
        "count": row.count,
        "units": row.units,
    }


def _urging(row: UnitSlow, title: str) -> str:
    parts = [
        (row.unanswered, _("%s chờ tiếp nhận")),
        (row.late, _("%s quá hạn")),
        (row.slow, _("%s sắp đến hạn hoặc lâu chưa cập nhật")),
    ]
    counts = ", ".join(words % number for number, words in parts if number)
    return _("Văn phòng đôn đốc %(title)s: %(counts)s. Hãy tiếp nhận và báo cáo tiến độ.") % {
        "title": title,
        "counts": counts,
    }


def _unit_url(unit: int, due_on: date | None = None) -> str:
    url = reverse("plans:unit_work", args=[unit])
    return f"{url}?han={due_on:%d/%m/%Y}" if due_on else url
