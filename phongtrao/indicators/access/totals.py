"""Who opens which total. Deny by default.

A total is read at the units one reads and at those above the units of one's roles, who measure by it; what
lies beside one's own way up is shown in one sum.
"""

from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.indicators.models import Difference
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import grants_of, is_at_the_top, read_units


def openable_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units whose total the user opens; those that ended too, for totals of an earlier day."""
    ways = {step for grant in grants_of(user) for step in _ways_up(grant.unit)}
    return Unit.objects.filter(read_units(user) | Q(pk__in=ways))


def get_openable_unit(user: AbstractBaseUser, pk: int) -> Unit:
    return get_object_or_404(openable_units(user), pk=pk)


def first_unit(user: AbstractBaseUser) -> Unit | None:
    """The highest that the user reads: where one begins."""
    rows = Unit.objects.standing().filter(read_units(user))
    return rows.order_by(Length("admin_path"), "sort_key", "pk").first()


def opened_among(user: AbstractBaseUser, units: Collection[int]) -> set[int]:
    """Those of them that the user opens; one query."""
    return set(openable_units(user).filter(pk__in=units).values_list("pk", flat=True))


def _ways_up(unit: Unit) -> set[int]:
    """“/1/5/9/” → 1, 5, 9, of both lines. No query."""
    return {
        int(step) for path in (unit.admin_path, unit.prof_path) for step in path.split("/") if step
    }


def sees_differences(user: AbstractBaseUser) -> bool:
    return any(is_at_the_top(grant) for grant in grants_of(user, frozenset({Role.OFFICE})))


def visible_differences(user: AbstractBaseUser) -> QuerySet[Difference]:
    rows = Difference.objects.select_related("unit", "mended_by")
    return rows if sees_differences(user) else rows.none()


def get_visible_difference(user: AbstractBaseUser, pk: int) -> Difference:
    return get_object_or_404(visible_differences(user), pk=pk)


def can_mend(user: AbstractBaseUser) -> Answer:
    if sees_differences(user):
        return YES
    return no(_("Chỉ văn phòng cấp trên cùng được tính lại số tổng hợp."))
