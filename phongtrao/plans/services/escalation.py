"""What is late in a block goes to the leader in charge of it: once for each stage of a deadline. S2-21."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.base.words import office_language
from phongtrao.notifications.models import Notice
from phongtrao.plans.queries.blocks import late_in_charge, still_led
from phongtrao.plans.queries.reminders import STAGES, open_work, stage_of
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.late_difficulties import send_late_difficulties

LONGEST = min(last for _key, _first, last in STAGES)  # days: after the last stage nothing is said


@transaction.atomic
def send_escalations(today: date) -> int:
    """Tell the leaders in charge, also of difficulties nobody answers; return how many notices were due.

    Safe to run many times a day.

    Whose role has ended hears nothing: the office sees who is in charge and chooses another.
    """
    days = today + timedelta(days=LONGEST), today - timedelta(days=1)
    late = open_work(today).filter(late_in_charge(), due_on__range=days)
    rows = list(
        late.order_by()
        .values("task__plan", "task__plan__title", "task__plan__owner", "task__in_charge", "due_on")
        .annotate(count=Count("pk"), units=Count("unit", distinct=True))
    )
    with office_language():
        notices = [
            Notice(
                to_id=row["task__in_charge"],
                key=_key(row, today),
                text=_words(row),
                url=reverse("plans:my_block"),
            )
            for row in still_led(rows, leader="task__in_charge", owner="task__plan__owner")
        ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices) + send_late_difficulties(today)


def _key(row: Mapping[str, Any], today: date) -> str:
    stage = stage_of((row["due_on"] - today).days)
    return f"plans.escalated:{row['task__plan']}:{row['due_on']}:{stage}"


def _words(row: Mapping[str, Any]) -> str:
    return _(
        "Khối bạn phụ trách: %(count)s việc của %(units)s đơn vị quá hạn %(day)s, %(plan)s. "
        "Hãy xem và chỉ đạo."
    ) % {
        "count": row["count"],
        "units": row["units"],
        "day": date_format(row["due_on"], "d/m/Y"),
        "plan": quoted(row["task__plan__title"]),
    }
