"""Who says which room of a Sở looks after whom."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.access.units import By
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import holds_at_office, reads_unit

SETS = (Role.OFFICE, Role.ADMIN)


def get_charging_unit(user: AbstractBaseUser, pk: int) -> Unit:
    """A Sở whose rooms one reads of."""
    unit = get_object_or_404(Unit, pk=pk, kind=Unit.Kind.DEPARTMENT)
    if not (reads_unit(user, unit) or can_set_charges(user, unit)):
        raise Http404
    return unit


def can_set_charges(by: By, department: Unit) -> Answer:
    if by is None or holds_at_office(by, department, *SETS):
        return YES
    return no(_("Chỉ văn phòng hoặc quản trị viên của Sở được phân công phòng phụ trách."))


def sees_charges(user: AbstractBaseUser, unit: Unit) -> bool:
    """The tab of a Sở. No query."""
    is_so = unit.kind == Unit.Kind.DEPARTMENT
    return is_so and (reads_unit(user, unit) or bool(can_set_charges(user, unit)))
