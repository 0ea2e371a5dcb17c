"""Doors and answers of units and of the acts that change them.

Names and places of units are public among those signed in; their administrator looks after them.
``by`` is None for the system itself: the demo, an import, the command line.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Place, PlannedAct, Reorganisation, Unit
from phongtrao.orgs.scope import (
    grants_of,
    grants_today,
    has_role,
    holds_over,
    is_at_the_top,
    units_of,
)

By = AbstractBaseUser | None
KEEPS_PEOPLE = frozenset({Role.ADMIN, Role.PERSONNEL})
ADMINISTERS = frozenset({Role.ADMIN})
SEES_PLANNED = frozenset({Role.ADMIN, Role.OFFICE, Role.LEADER})
READS_HISTORY = frozenset({Role.OFFICE, Role.LEADER, Role.AUDITOR, Role.ADMIN})


def get_unit(pk: int) -> Unit:
    """Any signed-in user may know that a unit is there."""
    return get_object_or_404(Unit.objects.with_names(), pk=pk)


def get_unit_where(
    may: Callable[[AbstractBaseUser, Unit], object], user: AbstractBaseUser, pk: int
) -> Unit:
    """The unit, if ``may`` says yes for the user; for anybody else it does not exist."""
    unit = get_unit(pk)
    if not may(user, unit):
        raise Http404
    return unit


def get_administered_unit(user: AbstractBaseUser, pk: int) -> Unit:
    """For pages only its administrator has."""
    return get_unit_where(can_edit_unit, user, pk)


def can_edit_unit(by: By, unit: Unit) -> Answer:
    if by is None or administers(by, unit):
        return YES
    return no(_("Chỉ quản trị viên phụ trách đơn vị này được sửa."))


def can_keep_people(by: By, unit: Unit) -> Answer:
    """Who works there, and from when to when."""
    if by is None or holds_over(by, unit, *KEEPS_PEOPLE):
        return YES
    return no(
        _("Chỉ tổ chức cán bộ hoặc quản trị viên phụ trách “%s” được ghi người của đơn vị.") % unit
    )


def can_found(by: By, place: Place) -> Answer:
    """An administrator founds units below their own; the first of all comes from the command line."""
    if by is None:
        return YES
    parents = [parent for parent in (place.admin, place.prof) if parent is not None]
    if not parents:
        return no(_("Hãy chọn cấp trên của đơn vị mới."))
    if not all(administers(by, parent) for parent in parents):
        return no(_("Cấp trên đã chọn nằm ngoài phạm vi quản trị của bạn. Hãy chọn lại."))
    return YES


def can_reorganise(by: By, units: Iterable[int]) -> Answer:
    """All units an act touches or leans on lie within the administrator's reach."""
    if by is None:
        return YES
    if not is_administrator(by):
        return no(_("Chỉ quản trị viên được sắp xếp lại đơn vị."))
    mine = Unit.objects.filter(units_of(by, frozenset({Role.ADMIN})))
    outside = Unit.objects.filter(pk__in=units).exclude(pk__in=mine.values("pk")).first()
    if outside is not None:
        return no(_("“%s” nằm ngoài phạm vi quản trị của bạn. Hãy chọn lại.") % outside)
    return YES


def can_undo(by: By, act: Reorganisation) -> Answer:
    if act.undone_at:
        return no(_("Lần sắp xếp này đã được hoàn tác."))
    if by is None:
        return YES
    return can_reorganise(by, [*act.trace["closed"], *map(int, act.trace["changed"])])


def can_decide_planned(
    by: AbstractBaseUser, planned: PlannedAct, states: Collection[str]
) -> Answer:
    """Who brought the order, or another administrator whose reach holds all it names."""
    if planned.status not in states:
        return no(_("Quyết định này đang ở tình trạng “%s”.") % planned.get_status_display())
    if by.pk == planned.made_by_id and is_administrator(by):
        return YES
    return can_reorganise(by, named_in(planned))


def named_in(planned: PlannedAct) -> set[int]:
    """Units of today an order names."""
    steps = planned.order["steps"]
    named = {unit for step in steps for name in NAMING for unit in _units_in(step.get(name))}
    return {unit for unit in named if unit > 0}


NAMING = ("unit", "former", "into", "to", "units", "admin", "prof", "children", "heirs")


def _units_in(value: Any) -> Iterable[int]:
    if isinstance(value, list):
        return (unit for each in value for unit in _units_in(each))
    return (value,) if isinstance(value, int) else ()


def visible_planned(user: AbstractBaseUser) -> QuerySet[PlannedAct]:
    """What is not in force yet: all at the top of the Sở, elsewhere what one brought oneself."""
    rows = PlannedAct.objects.select_related("made_by", "act")
    return rows if sees_planned(user) else rows.filter(made_by=user.pk)


def sees_planned(user: AbstractBaseUser) -> bool:
    return any(is_at_the_top(grant) for grant in grants_of(user, SEES_PLANNED))


def visible_acts(_user: AbstractBaseUser) -> QuerySet[Reorganisation]:
    """As the names and places of units: public among those signed in. They hold numbers, no people."""
    return Reorganisation.objects.select_related("made_by", "undone_by")


def acts_with_history(user: AbstractBaseUser) -> QuerySet[Reorganisation]:
    return (
        Reorganisation.objects.all() if sees_acts_history(user) else Reorganisation.objects.none()
    )


def sees_acts_history(user: AbstractBaseUser) -> bool:
    return has_role(user, *READS_HISTORY)


def units_with_history(user: AbstractBaseUser) -> QuerySet[Unit]:
    return Unit.objects.filter(units_of(user, READS_HISTORY))


def sees_history(user: AbstractBaseUser, unit: Unit) -> bool:
    """The same for one unit, without a query."""
    return holds_over(user, unit, *READS_HISTORY)


def is_administrator(user: AbstractBaseUser) -> bool:
    return has_role(user, Role.ADMIN)


def has_any_role(user: AbstractBaseUser, roles: frozenset[str]) -> bool:
    return any(grant.role in roles for grant in grants_today(user))


def administered_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    return Unit.objects.filter(units_of(user, ADMINISTERS))


def administers(user: AbstractBaseUser, unit: Unit) -> bool:
    return holds_over(user, unit, Role.ADMIN)
