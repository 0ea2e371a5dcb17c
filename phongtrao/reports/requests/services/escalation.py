"""Late answers go to the leader in charge of their request, in the stages of every deadline. S2-21"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.base.http import addresses_of
from phongtrao.base.words import office_language
from phongtrao.notifications.models import Notice
from phongtrao.plans.queries.blocks import still_led
from phongtrao.plans.queries.owed import Standing
from phongtrao.plans.queries.reminders import stage_of
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.escalation import LONGEST
from phongtrao.reports.models import RequestAnswer


@transaction.atomic
def send_escalations(today: date) -> int:
    """Tell the leaders in charge; return how many notices were due. Safe to run many times a day.

    As of late tasks: whose role has ended hears nothing.
    """
    days = today + timedelta(days=LONGEST), today - timedelta(days=1)
    late = RequestAnswer.objects.owed().filter(request__in_charge__isnull=False, due_on__range=days)
    names = ("request", "request__title", "request__owner", "request__in_charge", "due_on")
    rows = list(late.order_by().values(*names).annotate(units=Count("pk")))
    address = addresses_of("reports:request")
    with office_language():
        notices = [
            Notice(
                to_id=row["request__in_charge"],
                key=_key(row, today),
                text=_words(row),
                url=f"{address(row['request'])}?tinh_trang={Standing.LATE}",
            )
            for row in still_led(rows, leader="request__in_charge", owner="request__owner")
        ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def _key(row: Mapping[str, Any], today: date) -> str:
    stage = stage_of((row["due_on"] - today).days)
    return f"reports.escalated:{row['request']}:{row['due_on']}:{stage}"


def _words(row: Mapping[str, Any]) -> str:
    return _(
        "Khối bạn phụ trách: %(units)s đơn vị quá hạn %(day)s chưa nộp báo cáo %(title)s. "
        "Hãy xem và chỉ đạo."
    ) % {
        "units": row["units"],
        "day": date_format(row["due_on"], "d/m/Y"),
        "title": quoted(row["request__title"]),
    }
