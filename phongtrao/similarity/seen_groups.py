"""The only door to groups: those one oversees, without any that holds a text of one's own or would tell a judge
whose a blind text is."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Person
from phongtrao.similarity.access.groups import RUNS, groups_within
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
    found = found.exclude(pk__in=of_oneself(user, members))
    return found.exclude(pk__in=members.filter(veiled).values("group"))


def get_group(user: AbstractBaseUser, pk: int) -> TextGroup:
    return get_object_or_404(visible_groups(user).select_related("seen_by"), pk=pk)


def of_oneself(user: AbstractBaseUser, members: QuerySet[GroupMember]) -> set[int]:
    """Keys of the groups of these members that hold a text the user wrote."""
    mine = set(Person.objects.filter(user=user.pk).values_list("pk", flat=True))
    if not mine:
        return set()
    groups: dict[str, dict[int, int]] = {}
    for kind, number, group in members.values_list("kind", "number", "group").order_by():
        groups.setdefault(kind, {})[number] = group
    return {
        group_of[number]
        for kind, group_of in groups.items()
        if kind in KINDS
        for number, makers in KINDS[kind].makers(group_of).items()
        if makers & mine
    }


def can_note(user: AbstractBaseUser, group: TextGroup) -> Answer:
    if of_oneself(user, GroupMember.objects.filter(group=group)):
        return no(_("Nhóm có văn bản của chính bạn: người khác xem và ghi nhận xét."))
    if groups_within(user, RUNS).filter(pk=group.pk).exists():
        return YES
    return no(_("Chỉ văn phòng hoặc thủ trưởng của đơn vị phía trên ghi được nhận xét cho nhóm."))
