"""Words about deadlines and reviews, by the clock: to those who answer, and to the offices.

Everything is counted in the database and written in a few statements, whatever the number of units;
the key of a notice keeps a second run from saying it again.
"""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.notifications.models import Notice
from phongtrao.notifications.services import notify_many
from phongtrao.orgs.models import Unit
from phongtrao.plans.queries.people import offices_of_units, people_by_unit
from phongtrao.plans.queries.reminders import (
    PlanLate,
    ReviewNear,
    UnitDue,
    due_by_unit,
    due_work,
    late_by_plan,
    reviews_near,
)
from phongtrao.plans.services.assignments import quoted


@transaction.atomic
def send_reminders(today: date) -> int:
    """Remind heads and focal persons of what falls due or is late; return for how many units and days.

    Safe to run many times a day: each stage of a deadline is said once.
    """
    due = list(due_by_unit(today))
    people = people_by_unit({row.unit for row in due})
    notify_many(
        Notice(
            to=user,
            key=f"plans.remind:{row.unit}:{row.due_on}:{row.stage}",
            text=_reminder(row, today),
            url=_unit_url(row.unit, row.due_on),
        )
        for row in due
        for user in people.get(row.unit, [])
    )
    due_work(today).filter(unit__in=people).update(reminded_on=today)
    return len(due)


@transaction.atomic
def send_late_summaries(today: date) -> int:
    """Tell each office once a week what is late in its plans; return how many plans."""
    late = late_by_plan(today)
    offices = offices_of_units(Unit.objects.filter(pk__in={row.owner for row in late}))
    week = f"{today:%G-%V}"
    notify_many(
        Notice(
            to=user,
            key=f"plans.late:{row.plan}:{week}",
            text=_late_summary(row),
            url=f"{reverse('plans:board', args=[row.plan])}?tinh_trang=late",
        )
        for row in late
        for user in offices[row.owner]
    )
    return len(late)


@transaction.atomic
def send_review_reminders(today: date) -> int:
    """Tell the office of a movement once before a review of its stages and once after; how many reviews."""
    near = reviews_near(today)
    offices = offices_of_units({row.owner for row in near})
    notify_many(
        Notice(
            to=user,
            # The day is part of the key: a review that is put off is said again.
            key=f"plans.review:{row.phase}:{row.review_on}:{'after' if row.is_over else 'before'}",
            text=_review(row, today),
            url=reverse("plans:movement", args=[row.movement]),
        )
        for row in near
        for user in offices[row.owner.pk]
    )
    return len(near)


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


def _review(row: ReviewNear, today: date) -> str:
    said = {
        "phase": quoted(row.name),
        "movement": quoted(row.title),
        "day": date_format(row.review_on, "d/m/Y"),
        "days": (row.review_on - today).days,
    }
    if row.is_over:
        words = _(
            "Đã qua ngày sơ kết, tổng kết %(phase)s (%(day)s) của phong trào %(movement)s. "
            "Hãy ghi kết quả, hoặc sửa ngày nếu hoãn."
        )
    elif row.review_on == today:
        words = _("Hôm nay sơ kết, tổng kết %(phase)s của phong trào %(movement)s.")
    else:
        words = _(
            "Còn %(days)s ngày đến ngày sơ kết, tổng kết %(phase)s (%(day)s) "
            "của phong trào %(movement)s. Hãy chuẩn bị báo cáo."
        )
    return words % said


def _unit_url(unit: int, due_on: date | None = None) -> str:
    url = reverse("plans:unit_work", args=[unit])
    return f"{url}?han={due_on:%d/%m/%Y}" if due_on else url
