"""The only door to groups: those one oversees, without any that would tell a judge whose a blind text is."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from phongtrao.similarity.access.groups import groups_within
from phongtrao.similarity.kinds import KINDS
from phongtrao.similarity.models import GroupMember, TextGroup


def visible_groups(user: AbstractBaseUser) -> QuerySet[TextGroup]:
    found = groups_within(user)
    members = GroupMember.objects.filter(group__in=found)
    by_kind: dict[str, list[int]] = {}
    for key, number in members.values_list("kind", "number").order_by():
        by_kind.setdefault(key, []).append(number)
    veiled = Q(pk__in=[])
    for key, numbers in by_kind.items():
        if key in KINDS:
            veiled |= Q(kind=key, number__in=KINDS[key].veiled(user, numbers))
    return found.exclude(pk__in=members.filter(veiled).values("group"))


def get_group(user: AbstractBaseUser, pk: int) -> TextGroup:
    return get_object_or_404(visible_groups(user).select_related("seen_by"), pk=pk)
