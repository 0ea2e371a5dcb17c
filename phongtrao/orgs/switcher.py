"""As which unit one works: those of one's own grants; the session remembers the choice.

>>> unit = current_unit(request.user, request.session)
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _

from phongtrao.orgs.models import Grant, Unit
from phongtrao.orgs.scope import grants_of
from phongtrao.web.shell import UnitChoice

KEY = "unit"


def own_units(user: AbstractBaseUser) -> dict[int, Unit]:
    """Units of today's grants, in the order they were given. No query beyond that of the grants."""
    return {grant.unit_id: grant.unit for grant in grants_of(user)}


def current_unit(user: AbstractBaseUser, session: SessionBase) -> Unit | None:
    """The chosen unit while one still has a role there; else the first; None without any role."""
    units = own_units(user)
    chosen = units.get(session.get(KEY, 0))
    return chosen or next(iter(units.values()), None)


def choose_unit(user: AbstractBaseUser, session: SessionBase, pk: int) -> bool:
    """Remember the choice; False for a unit in which one has no role."""
    if pk not in own_units(user):
        return False
    session[KEY] = pk
    return True


def choices(user: AbstractBaseUser, session: SessionBase) -> list[UnitChoice]:
    current = current_unit(user, session)
    return [
        UnitChoice(unit.pk, str(unit), _roles(user, unit), current=unit == current)
        for unit in own_units(user).values()
    ]


def _roles(user: AbstractBaseUser, unit: Unit) -> str:
    held = [_said(g) for g in grants_of(user) if g.unit_id == unit.pk]
    return ", ".join(dict.fromkeys(held))


def _said(grant: Grant) -> str:
    role = grant.get_role_display()
    if grant.acts_for is None:
        return role
    return _("%(role)s (thay %(who)s)") % {"role": role, "who": grant.acts_for}
