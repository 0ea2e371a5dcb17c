"""Who sees groups: the office, head and inspector of the unit below which all their members stand.

Sources do not count: they are not accused of anything, and may stand in no unit. Who wrote one of the texts, or judges
one without names, is kept out by ``seen_groups``, which asks the kinds of text.
"""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from phongtrao.accounts.models import Role
from phongtrao.orgs.scope import grants_of, has_role, unit_condition
from phongtrao.similarity.models import GroupMember, TextGroup

RUNS = frozenset({Role.OFFICE, Role.HEAD})  # who runs checks: titles and notes are theirs
SEES = RUNS | {Role.AUDITOR}


def looks_at_groups(user: AbstractBaseUser) -> bool:
    """Whether groups stand in one's menu; no query."""
    return has_role(user, *SEES)


def groups_within(user: AbstractBaseUser, roles: Iterable[Role] = SEES) -> QuerySet[TextGroup]:
    """Groups all of whose checked members stand below one grant of the user."""
    seen = Q(pk__in=[])
    for grant in grants_of(user, frozenset(roles)):
        here = unit_condition([grant], "unit__")
        mine = GroupMember.objects.filter(group=OuterRef("pk"), is_source=False)
        seen |= Q(~Exists(mine.exclude(here)))
    return TextGroup.objects.filter(seen)
