"""Doors of units without account: rooms inside a unit, bodies outside the sector."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.access.kinds import can_keep_kinds
from phongtrao.orgs.access.units import By, administers
from phongtrao.orgs.models import Unit, UnitQuerySet
from phongtrao.orgs.scope import holds_at

KEEPS_ROOMS = (Role.HEAD, Role.FOCAL, Role.OFFICE)


def can_keep_rooms(by: By, house: Unit) -> Answer:
    """The unit itself says what rooms it has; so does the administrator above it."""
    if house.kind in Unit.Kind.silent or house.closed_on is not None:
        return no(_("Phòng, tổ chỉ lập trong đơn vị đang hoạt động."))
    if by is None or holds_at(by, house, *KEEPS_ROOMS) or administers(by, house):
        return YES
    return no(_("Chỉ thủ trưởng, đầu mối hoặc quản trị viên của đơn vị được sửa phòng, tổ."))


def can_keep_bodies(by: By) -> Answer:
    return can_keep_kinds(by)


def rooms_within(house: Unit) -> UnitQuerySet:
    rows = Unit.objects.standing().filter(kind=Unit.Kind.ROOM)
    return rows.filter(admin_path__regex=rf"^{house.admin_path}[0-9]+/$")


def bodies() -> UnitQuerySet:
    return Unit.objects.standing().filter(kind=Unit.Kind.BODY)


def house_of(room: Unit) -> Unit:
    """The unit a room stands in."""
    above = [int(step) for step in room.admin_path.split("/") if step]
    return Unit.objects.get(pk=above[-2]) if len(above) > 1 else room


def can_keep_silent(by: By, unit: Unit) -> Answer:
    if unit.kind == Unit.Kind.BODY:
        return can_keep_bodies(by)
    return can_keep_rooms(by, house_of(unit))


def keeps_silent(user: AbstractBaseUser, unit: Unit) -> bool:
    """Whether its page offers to change it: a unit without account that is not over."""
    if unit.kind not in Unit.Kind.silent or unit.closed_on is not None:
        return False
    return bool(can_keep_silent(user, unit))


def get_kept_silent(user: AbstractBaseUser, pk: int) -> Unit:
    """For pages only its keepers have."""
    rows = Unit.objects.standing().filter(kind__in=Unit.Kind.silent)
    unit = get_object_or_404(rows.select_related("type", "contact"), pk=pk)
    if not can_keep_silent(user, unit):
        raise Http404
    return unit


def get_house(pk: int) -> Unit:
    """A unit whose rooms are looked at; rooms have none themselves."""
    unit = get_object_or_404(Unit.objects.with_names(), pk=pk)
    if unit.kind in Unit.Kind.silent:
        raise Http404
    return unit


def has_rooms_tab(_user: AbstractBaseUser, unit: Unit) -> bool:
    return unit.kind in {Unit.Kind.OFFICE, Unit.Kind.COMMUNE, Unit.Kind.SCHOOL, Unit.Kind.CENTRE}
