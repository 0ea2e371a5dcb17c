"""Words about the day of a finding: before it and on it to whom it speaks; late, to who asked and the leaders too. S1-13"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import Role, User
from phongtrao.orgs.models import Grant
from phongtrao.orgs.scope import covers, load_grants
from phongtrao.plans.access.findings import visible_findings
from phongtrao.plans.models import Finding
from phongtrao.plans.services import owed
from phongtrao.plans.services.findings import addressees
from phongtrao.plans.services.owed import OwedKind


def send_finding_reminders(today: date) -> int:
    """Of how many open findings somebody was told. Safe to run many times a day."""
    related = ("task__plan__owner", "assignment__unit", "unit", "written_by")
    rows = Finding.objects.filter(status=Finding.Status.OPEN, due_on__isnull=False)
    return owed.send_reminders(_finding(today), rows.select_related(*related), today)


def _people(rows: Sequence[Any], today: date) -> Mapping[int, Sequence[User]]:
    """Whoever answers; of what is late also who wrote it and the leaders over the unit, as far as they read it."""
    late = [row for row in rows if row.due_on < today]
    above = _above(late)
    found = {}
    for row in rows:
        told = [*addressees(row), *above.get(row.pk, ())]
        found[row.pk] = list({user.pk: user for user in told}.values())
    return found


def _above(late: Sequence[Any]) -> Mapping[int, Sequence[User]]:
    """The words of a finding are in the notice: nobody is told what he could not open."""
    leaders = list(
        Grant.objects.today().filter(role=Role.LEADER, user__is_active=True)
        .select_related("unit", "user").with_levels()
    )  # fmt: skip
    asked: dict[User, set[int]] = defaultdict(set)
    for row in late:
        over = [grant.user for grant in leaders if covers(grant, row.addressee)]
        for user in (row.written_by, *over):
            if user.is_active:
                asked[user].add(row.pk)
    load_grants(asked)
    told: dict[int, list[User]] = defaultdict(list)
    for user, keys in asked.items():
        for pk in visible_findings(user).filter(pk__in=keys).values_list("pk", flat=True):
            told[pk].append(user)
    return told


def _finding(today: date) -> OwedKind:
    return OwedKind(
        key="plans.finding",
        url_name="plans:finding",
        title=lambda row: f"{row.addressee}: {row.text}",
        ahead=_("Còn %(days)s ngày (%(due)s) để trả lời kiểm tra: %(what)s."),
        today=_("Hôm nay là hạn trả lời kiểm tra: %(what)s."),
        late=_("Quá hạn %(days)s ngày (%(due)s) mà chưa trả lời kiểm tra: %(what)s."),
        people=partial(_people, today=today),
    )
