"""Words about what units owe by a day: when it is asked, by the clock, and by the office.

An app says once, as an ``OwedKind``, where the thing is read and what is said of it; its services check
who may and call these. A campaign, a round or a request is the ``subject``, what one unit owes a row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.http import addresses_of
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.notifications.models import Notice
from phongtrao.notifications.services import notify_many
from phongtrao.plans.queries.owed import People, people_of, to_urge
from phongtrao.plans.queries.people import recipients
from phongtrao.plans.queries.reminders import stage_of, unsaid_stage
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.urging import Urged


@dataclass(frozen=True, slots=True)
class OwedKind:
    """One sort of thing that is owed. The sentences name it (``what``), its day (``due``) and, by the
    clock, how many ``days`` that is away, or the office's own ``words``.
    """

    key: str  # of its notices: “reports”
    url_name: str  # of the page of one row, by its key
    title: Callable[[Any], str]  # of a row
    ahead: Promise  # before the day
    today: Promise
    late: Promise
    urged: Promise | str = ""  # empty: only the clock speaks of it
    deed: str = ""  # of history, when the office urges
    people: People = people_of  # who is told; the unit's own unless an office above owes it

    def reminder(self, row: Any, today: date) -> str:
        left = (row.due_on - today).days
        words = self.ahead if left > 0 else self.late if left else self.today
        return str(words) % self._said(row, days=abs(left))

    def urging(self, row: Any, words: str) -> str:
        """What the people of one unit read; the preview shows the same."""
        return str(self.urged) % self._said(row, words=nfc(words).strip())

    def _said(self, row: Any, **more: object) -> dict[str, object]:
        due = date_format(row.due_on, "d/m/Y")
        return {"what": quoted(self.title(row)), "due": due, **more}


def tell_asked(rows: Mapping[int, int], text: str, *, key: str, url_name: str) -> None:
    """That it is asked: one notice a person and unit; ``rows``: the key of what each unit owes."""
    address = addresses_of(url_name)
    notify_many(
        Notice(to_id=user, key=f"{key}:{unit}", text=text, url=address(rows[unit]))
        for unit, user in recipients(rows)
    )


@transaction.atomic
def send_reminders(kind: OwedKind, rows: QuerySet[Any, Any], today: date) -> int:
    """Remind who has not handed in, in the stages of plans' deadlines; return of how many rows.

    ``rows``: what is owed while its subject is open. Safe to run many times a day: each stage of a
    deadline is said once.
    """
    due = list(rows.filter(unsaid_stage(today)))
    people = kind.people(due)
    address = addresses_of(kind.url_name)
    notify_many(
        Notice(
            to=user,
            key=f"{kind.key}.remind:{row.pk}:{row.due_on}:{stage_of((row.due_on - today).days)}",
            text=kind.reminder(row, today),
            url=address(row.pk),
        )
        for row in due
        for user in people.get(row.pk, ())
    )
    told = [row.pk for row in due if row.pk in people]
    _mark(rows, told, today)
    return len(told)


@transaction.atomic
def urge(
    kind: OwedKind,
    subject: Model,
    rows: QuerySet[Any, Any],
    words: str,
    *,
    late_only: bool,
    by: AbstractBaseUser,
) -> Urged:
    """Press the units that owe these rows of the subject; nobody hears of the same twice a day."""
    said = nfc(words).strip()
    if not said:
        raise BadInput(_("Hãy ghi lời nhắn."))
    # Two officers at once would say it twice: the second waits here, and finds it said.
    type(subject)._base_manager.select_for_update().get(pk=subject.pk)  # noqa: SLF001 -- any model
    today = timezone.localdate()
    pressed = to_urge(rows, today, late_only=late_only, people=kind.people)
    if not pressed.told:
        raise WrongState(_("Không còn đơn vị nào để đôn đốc: đã nộp đủ, hoặc hôm nay đã nhắc rồi."))
    people, moment = kind.people(pressed.told), timezone.now().isoformat()
    address = addresses_of(kind.url_name)
    notify_many(
        Notice(
            to=user,
            key=f"{kind.key}.urge:{row.pk}:{moment}",
            text=kind.urging(row, said),
            url=address(row.pk),
        )
        for row in pressed.told
        for user in people[row.pk]
    )
    _mark(rows, [row.pk for row in pressed.told], today)
    record(subject, kind.deed, by=by, after={"words": said}, units=len(pressed.told))
    return Urged(len(pressed.told), len(pressed.mute))


def _mark(rows: QuerySet[Any, Any], told: list[int], today: date) -> None:
    """By key: the rows are found by the very day that is written."""
    rows.model._base_manager.filter(pk__in=told).update(reminded_on=today)  # noqa: SLF001 -- any model
