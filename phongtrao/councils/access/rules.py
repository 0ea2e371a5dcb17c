"""Who reads and changes rules of councils: shipped ones are everybody's to read, a unit's its own."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from phongtrao.accounts.models import Role
from phongtrao.councils.access.councils import SEES, can_set_up, visible_councils
from phongtrao.councils.models import CouncilRule
from phongtrao.orgs.scope import at_offices, grants_of, unit_condition


def visible_rules(user: AbstractBaseUser) -> QuerySet[CouncilRule]:
    """Members read those of the units whose councils they see."""
    inspected = unit_condition(grants_of(user, frozenset({Role.AUDITOR})), "owner__")
    mine = Q(owner__in=visible_councils(user).order_by().values("unit"))
    own = at_offices(user, SEES, "owner__") | inspected | mine
    return CouncilRule.objects.filter(Q(owner=None) | own).select_related("owner")


def get_visible_rule(user: AbstractBaseUser, pk: int) -> CouncilRule:
    return get_object_or_404(visible_rules(user), pk=pk)


def may_change(user: AbstractBaseUser, rule: CouncilRule) -> bool:
    return rule.owner is not None and bool(can_set_up(user, rule.owner))


def get_own_rule(user: AbstractBaseUser, pk: int) -> CouncilRule:
    """For the pages of who may change it."""
    rule = get_visible_rule(user, pk)
    if not may_change(user, rule):
        raise Http404
    return rule
