"""Difficulties nobody has answered: said again to whom they wait for, then to the leader above. S2-21, S2-31"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.notifications.models import Notice
from phongtrao.plans.models import Difficulty, Plan
from phongtrao.plans.queries.blocks import leaders_over
from phongtrao.plans.queries.people import offices_of_units, people_by_unit
from phongtrao.plans.services.assignments import quoted

# Days without an answer. No paper sets them: the house's own, after the week an office asks others for.
REMINDED_AFTER = 3
ESCALATED_AFTER = (7, 14)

S = Difficulty.Status


@dataclass(frozen=True, slots=True)
class People:
    """Who is told, by unit: heads of units, offices at whose desk something lies, leaders over them."""

    heads: Mapping[int, list[User]]
    offices: Mapping[int, list[User]]
    leaders: Mapping[int, list[User]]


def send_late_difficulties(today: date) -> int:
    """Return how many notices were due; keys keep each from being said twice."""
    rows = Difficulty.objects.filter(
        Q(assignment=None) | Q(assignment__task__plan__status=Plan.Status.PUBLISHED),
        status__in=(S.INSIDE, S.OPEN),
        raised_at__date__lte=today - timedelta(days=REMINDED_AFTER),
    )
    late = list(rows.select_related("unit", "desk", "assignment__task__in_charge"))
    desks = {row.desk for row in late if row.status == S.OPEN}
    heads = people_by_unit({row.unit_id for row in late if row.status == S.INSIDE})
    people = People(heads, offices_of_units(desks), leaders_over(desks))
    notices = list(chain.from_iterable(_notices(row, today, people) for row in late))
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def _notices(row: Difficulty, today: date, people: People) -> Iterable[Notice]:
    if row.status == S.INSIDE:
        yield from _say(row, "inside", people.heads.get(row.unit_id, []))
        return
    # The constraint says that what waits for the office was sent.
    waited = (today - timezone.localdate(row.sent_at or row.raised_at)).days
    desk = row.desk_id
    if waited >= REMINDED_AFTER:
        yield from _say(row, f"{desk}:reminded", people.offices[desk])
    if stage := max((days for days in ESCALATED_AFTER if days <= waited), default=0):
        yield from _say(row, f"{desk}:escalated:{stage}", _above(row, people.leaders[desk]))


def _above(row: Difficulty, leaders: list[User]) -> list[User]:
    """Who is in charge of the task; where nobody is any more, all leaders over the desk's unit."""
    in_charge = row.assignment.task.in_charge if row.assignment else None
    return [in_charge] if in_charge and in_charge in leaders else leaders


def _say(row: Difficulty, event: str, to: Iterable[User]) -> Iterable[Notice]:
    words = _("Vướng mắc của %(unit)s chưa được trả lời: %(text)s. Hãy xem và trả lời.")
    if row.status == S.INSIDE:
        words = _("Vướng mắc trong đơn vị chưa được trả lời: %(text)s. Hãy trả lời hoặc gửi lên.")
    text = words % {"unit": row.unit, "text": quoted(row.text)}
    url = reverse("plans:difficulty", args=[row.pk])
    key = f"plans.difficulty:{row.pk}:{event}"
    return (Notice(to=user, key=key, text=text, url=url) for user in to)
