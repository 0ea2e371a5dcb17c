"""Who sets how many initiatives are asked for, and whose numbers are read."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import at_units, holds_at, read_units
from phongtrao.recognition.models import Quota

SETS = frozenset({Role.OFFICE})


def counted_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units that stand and have staff of their own, as far as the user reads them."""
    return Unit.objects.standing().with_account().filter(read_units(user))


def get_counted_unit(user: AbstractBaseUser, pk: int) -> Unit:
    return get_object_or_404(Unit.objects.filter(read_units(user)), pk=pk)


def quota_setters(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units for which the user sets the quota of everybody below."""
    return Unit.objects.standing().filter(at_units(user, SETS)).order_by("sort_key", "pk")


def visible_quotas(user: AbstractBaseUser) -> QuerySet[Quota]:
    """Who reads a unit knows what its office asks; a school reads its own office's on its page."""
    return Quota.objects.filter(read_units(user, "owner__"))


def can_set_quota(user: AbstractBaseUser, owner: Unit) -> Answer:
    if holds_at(user, owner, *SETS):
        return YES
    return no(_("Chỉ văn phòng của %(unit)s đặt được chỉ tiêu.") % {"unit": owner})
