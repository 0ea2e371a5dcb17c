"""Words about the day of a finding: before it and on it to whom it speaks; late, to who asked and the leaders too. S1-13"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import Role, User
from phongtrao.orgs.models import Grant
from phongtrao.orgs.scope import covers
from phongtrao.plans.models import Finding
from phongtrao.plans.services import owed
from phongtrao.plans.services.findings import addressees
from phongtrao.plans.services.owed import OwedKind


def send_finding_reminders(today: date) -> int:
    """Of how many open findings somebody was told. Safe to run many times a day."""
    related = ("task__plan__owner", "assignment__unit", "unit", "written_by")
    rows = Finding.objects.filter(status=Finding.Status.OPEN, due_on__isnull=False)
    return owed.send_reminders(FINDING, rows.select_related(*related), today)


def _people(rows: Sequence[Any]) -> Mapping[int, Sequence[User]]:
    """Whoever answers; of what is late also who wrote it and the leaders over the unit."""
    today, found = timezone.localdate(), defaultdict(dict)
    leaders = list(
        Grant.objects.today().filter(role=Role.LEADER, user__is_active=True)
        .select_related("unit", "user").with_levels()
    )  # fmt: skip
    for row in rows:
        told = addressees(row)
        if row.due_on < today:
            over = [grant.user for grant in leaders if covers(grant, row.addressee)]
            told = [*told, row.written_by, *over]
        found[row.pk] = {user.pk: user for user in told}
    return {key: list(users.values()) for key, users in found.items()}


FINDING = OwedKind(
    key="plans.finding",
    url_name="plans:finding",
    title=lambda row: f"{row.addressee}: {row.text}",
    ahead=_("Còn %(days)s ngày (%(due)s) để trả lời kiểm tra: %(what)s."),
    today=_("Hôm nay là hạn trả lời kiểm tra: %(what)s."),
    late=_("Quá hạn %(days)s ngày (%(due)s) mà chưa trả lời kiểm tra: %(what)s."),
    people=_people,
)
