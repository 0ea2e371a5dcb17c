"""Who sets thresholds, and who is told of them."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import READS_ALL_BELOW, at_offices, has_role, holds_at_office, units_of
from phongtrao.similarity.models import Threshold

SETS = frozenset({Role.OFFICE, Role.HEAD})  # those who run the rounds of a unit


def reads_thresholds(user: AbstractBaseUser) -> bool:
    """Whether thresholds stand in one's menu; no query."""
    return has_role(user, *READS_ALL_BELOW)


def units_with_thresholds(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units whose thresholds the user is told: those overseen or headed, with all below."""
    rows = Unit.objects.standing().with_account()
    return rows.filter(units_of(user, READS_ALL_BELOW)).highest_first()


def get_unit(user: AbstractBaseUser, pk: int) -> Unit:
    return get_object_or_404(units_with_thresholds(user), pk=pk)


def visible_thresholds(user: AbstractBaseUser) -> QuerySet[Threshold]:
    return Threshold.objects.filter(owner__in=units_with_thresholds(user).order_by())


def setters(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units for which the user sets thresholds."""
    rows = Unit.objects.standing().with_account()
    return rows.filter(at_offices(user, SETS)).highest_first()


def can_set(user: AbstractBaseUser, owner: Unit) -> Answer:
    if owner.kind not in Unit.Kind.silent and holds_at_office(user, owner, *SETS):
        return YES
    return no(
        _("Chỉ văn phòng hoặc thủ trưởng của %(unit)s đặt được ngưỡng đối chiếu.") % {"unit": owner}
    )
