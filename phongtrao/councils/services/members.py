"""Who sits in a council: coming, being replaced, leaving; always with the day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.councils.access.councils import can_set_up
from phongtrao.councils.models import Case, Council, Member
from phongtrao.councils.queries.people import position_of
from phongtrao.councils.services.conflicts import find_conflicts
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.orgs.models import Person

MOST_POSITION = 200


@dataclass(frozen=True, slots=True)
class SeatData:
    """``position``: as papers print it, “Hiệu trưởng, Trường …”. ``expertise``: fields, for assignment."""

    role: str
    position: str = ""
    is_of_union: bool = False
    expertise: list[str] = field(default_factory=list)

    def values(self) -> dict[str, Any]:
        return {
            "role": self.role,
            "position": self.position,
            "is_of_union": self.is_of_union,
            "expertise": self.expertise,
        }


@transaction.atomic
def add_member(
    council: Council,
    person: Person,
    data: SeatData,
    *,
    since: date | None = None,
    by: AbstractBaseUser,
) -> Member:
    """Seat a person, from the first day of the term unless said otherwise."""
    locked = _lock(council, by)
    since = since or locked.starts_on
    _check_day(locked, since)
    member = _seat(locked, person, data, since)
    record(locked, "councils.member_added", by=by, person=person.audit_label, role=data.role)
    _look_again(locked, by)
    return member


@transaction.atomic
def change_member(member: Member, data: SeatData, *, by: AbstractBaseUser) -> Member:
    """Correct what stands of a member. The role of a working council changes by ``replace_member`` only:
    whoever was chair on the day of a sitting stays it.
    """
    locked = _lock(member.council, by)
    if locked.status == Council.Status.ACTIVE and data.role != member.role:
        raise WrongState(
            _("Hội đồng đã hoạt động: đổi vai trò bằng cách thay thành viên từ một ngày.")
        )
    for name, value in data.values().items():
        setattr(member, name, value)
    member.full_clean()
    member.save()
    record(locked, "councils.member_changed", by=by, person=member.audit_label, role=data.role)
    return member


@transaction.atomic
def replace_member(
    member: Member, person: Person, data: SeatData, *, on: date, reason: str, by: AbstractBaseUser
) -> Member:
    """Another person takes the seat from the day ``on``; what the old one finished stays theirs.

    Sheets the old one had not finished are taken back, so that their cases show up as unassigned.
    """
    locked = _lock(member.council, by)
    _check_day(locked, on)
    _close(member, on, reason)
    new = _seat(locked, person, data, on, replaces=member, reason=reason)
    record(
        locked,
        "councils.member_replaced",
        by=by,
        person=member.audit_label,
        new=person.audit_label,
        on=on,
    )
    _look_again(locked, by)
    return new


@transaction.atomic
def end_member(member: Member, *, on: date, reason: str, by: AbstractBaseUser) -> Member:
    """The seat is empty from the day ``on``. A member of a draft who was put there by mistake is removed."""
    locked = _lock(member.council, by)
    if locked.status == Council.Status.DRAFT:
        record(locked, "councils.member_removed", by=by, person=member.audit_label)
        member.delete()
        return member
    _check_day(locked, on)
    _close(member, on, reason)
    _look_again(locked, by)
    record(locked, "councils.member_ended", by=by, person=member.audit_label, on=on, reason=reason)
    return member


def _lock(council: Council, by: AbstractBaseUser) -> Council:
    can_set_up(by, council.unit).enforce()
    locked = Council.objects.select_for_update().select_related("unit").get(pk=council.pk)
    if locked.status == Council.Status.ENDED:
        raise WrongState(_("Hội đồng đã kết thúc nhiệm kỳ nên không đổi thành viên nữa."))
    return locked


def _check_day(council: Council, day: date) -> None:
    if not council.starts_on <= day <= council.ends_on:
        said = _("Ngày phải nằm trong nhiệm kỳ, từ %(first)s đến %(last)s.")
        first, last = format_date(council.starts_on), format_date(council.ends_on)
        raise BadInput(said % {"first": first, "last": last})


def _seat(council: Council, person: Person, data: SeatData, since: date, **more: Any) -> Member:
    said = data.values() | more
    said["position"] = data.position or position_of([person]).get(person.pk, "")[:MOST_POSITION]
    member = Member(council=council, person=person, days=DateRange(since, None), **said)
    member.full_clean()
    member.save()
    return member


def _close(member: Member, on: date, reason: str) -> None:
    """Raises WrongState when the seat is over already, BadInput for a day before it began."""
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do thay hoặc thôi thành viên."))
    if on <= member.days.lower:
        raise BadInput(_("Ngày thôi phải sau ngày bắt đầu làm thành viên."))
    still = Member.objects.filter(pk=member.pk, days__endswith=None)
    if not still.update(days=DateRange(member.days.lower, on), reason=reason):
        raise WrongState(_("Thành viên này đã thôi. Hãy tải lại trang."))
    member.refresh_from_db()


def _look_again(council: Council, by: AbstractBaseUser) -> None:
    """New members may have a hand in cases that wait; sheets of those who left count no longer."""
    waiting: Iterable[Case] = council.cases.filter(status__in=Case.Status.waiting)
    find_conflicts(list(waiting), by=by)
