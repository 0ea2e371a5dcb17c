"""Handing everything open over to whoever follows at a unit, with a list both sign."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role, User
from phongtrao.audit.services import Line as Told
from phongtrao.audit.services import record, record_many
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.notifications.services import notify
from phongtrao.orgs import access
from phongtrao.orgs.duties import TAKEN_OVER, Duty, duties
from phongtrao.orgs.models import Grant, Line, Takeover, Unit
from phongtrao.orgs.services.roles import NewRole, end_role, give_role

S = Takeover.Status
TRANSITIONS: Transitions[Takeover.Status] = {
    S.GIVEN: frozenset({S.RECEIVED}),
    S.RECEIVED: frozenset(),
}
LENGTH = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list; what is not moved stays for the giver to finish, or as ``why`` says."""

    kind: str
    text: str
    moved: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """What a duty finds open in the giver's hands, and the keys of those rows that go along."""

    duty: Duty
    rows: list[Any]
    moving: frozenset[int]


def open_items(giver: AbstractBaseUser, receiver: AbstractBaseUser, unit: Unit) -> list[Item]:
    """What is open in the giver's hands there, as the list will say it; one query a duty, two with ``same``."""
    return _items(_open(giver, receiver, unit))


@transaction.atomic
def take_over(
    unit: Unit,
    giver: User,
    receiver: User,
    *,
    grants: Iterable[Grant] = (),
    note: str = "",
    by: AbstractBaseUser,
) -> Takeover:
    """Move everything open, and the given roles from today on; the list is kept as it was that day.

    ``grants`` are roles of the giver at the unit. Raises NotAllowed, or BadInput where nothing is
    open and no role goes along.
    """
    access.can_hand_over(by, unit).enforce()
    access.can_take_over(receiver, unit).enforce()
    found = _open(giver, receiver, unit)
    with office_language():
        items = _items(found)
    passed = list(grants)
    if not (items or passed):
        raise BadInput(_("%s không còn việc nào đang mở ở đơn vị này.") % giver)
    made = Takeover(unit=unit, giver=giver, receiver=receiver, note=note, made_by_id=by.pk)
    made.items = [asdict(item) for item in items]
    made.roles = [str(grant.get_role_display()) for grant in passed]
    made.full_clean()
    made.save()
    record(made, "orgs.taken_over", by=by, moved=sum(item.moved for item in items))
    for one in found:
        _move_along(one, made, by)
    for grant in passed:  # after the work: what is open may hang on the role
        _pass_on(grant, receiver, by)
    _tell(made, by)
    return made


@transaction.atomic
def receive(takeover: Takeover, *, by: AbstractBaseUser) -> Takeover:
    """The receiver signs the list."""
    access.can_receive(by, takeover).enforce()
    move(takeover, S.RECEIVED, TRANSITIONS, received_at=timezone.now())
    record(takeover, "orgs.takeover_received", by=by)
    return takeover


def _open(giver: AbstractBaseUser, receiver: AbstractBaseUser, unit: Unit) -> list[Open]:
    found = []
    for duty in duties():
        rows = duty.rows(giver, unit)
        found.append(Open(duty, list(rows), _moving(duty, rows, receiver, unit)))
    return found


def _items(found: Iterable[Open]) -> list[Item]:
    return [
        Item(
            str(one.duty.label),
            Truncator(str(one.duty.about(row))).chars(LENGTH),
            row.pk in one.moving,
            "" if row.pk in one.moving else str(one.duty.stays),
        )
        for one in found
        for row in one.rows
    ]


def _move_along(one: Open, takeover: Takeover, by: AbstractBaseUser) -> None:
    """What the duty found changes hands; the history of each says on which list, and names nobody."""
    if not one.moving:
        return
    moved = [row for row in one.rows if row.pk in one.moving]
    still = one.duty.rows(takeover.giver, takeover.unit).filter(pk__in=one.moving)
    told = {"takeover": takeover.audit_label}
    if still.order_by().update(**{one.duty.field: takeover.receiver}) != len(moved):
        raise Conflict
    record_many([Told(one.duty.about(row), data=told) for row in moved], TAKEN_OVER, by=by)


def _moving(
    duty: Duty, rows: QuerySet[Any], receiver: AbstractBaseUser, unit: Unit
) -> frozenset[int]:
    if not duty.field:
        return frozenset()
    if duty.barred:
        rows = rows.exclude(duty.barred(receiver))
    if not duty.same:
        return frozenset(rows.values_list("pk", flat=True))
    held = set(duty.rows(receiver, unit).values_list(*duty.same))
    found = rows.values_list("pk", *duty.same)
    return frozenset(pk for pk, *same in found if tuple(same) not in held)


def _pass_on(grant: Grant, receiver: User, by: AbstractBaseUser) -> None:
    """The role ends with today and goes on for the receiver to the day it would have ended.

    Who holds the same today in their own right keeps theirs.
    """
    until = grant.days.upper  # end_role moves it to today
    end_role(grant, by=by)
    same = {name: getattr(grant, name) for name in ("unit", "role", "line", "kind", "level")}
    held = Grant.objects.today().filter(user=receiver, acts_for=None, **same)
    if not held.exists():
        new = NewRole(
            Role(grant.role),
            grant.unit,
            Line(grant.line),
            grant.kind,
            grant.level,
            grant.capacity,
            until=until,
        )
        give_role(receiver, new, by=by)


def _tell(takeover: Takeover, by: AbstractBaseUser) -> None:
    said = {"giver": takeover.giver, "receiver": takeover.receiver, "unit": takeover.unit}
    with office_language():
        received = _("%(giver)s bàn giao cho bạn ở %(unit)s. Hãy xem và ký nhận.") % said
        given = _("Việc của bạn ở %(unit)s được bàn giao cho %(receiver)s.") % said
    key, url = f"takeover:{takeover.pk}", reverse("orgs:takeover", args=[takeover.pk])
    notify({takeover.receiver} - {by}, received, key=key, url=url)
    notify({takeover.giver} - {by}, given, key=key, url=url)
