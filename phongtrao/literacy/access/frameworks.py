"""Frameworks and target groups: read by whoever works below their owner, kept by the owner's office."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from phongtrao.indicators.access.definitions import can_define
from phongtrao.lib.answers import Answer
from phongtrao.literacy.access.common import can_keep, offered_to
from phongtrao.literacy.models import CountCall, Feed, FrameworkVersion, SkillFramework, TargetGroup


def visible_frameworks(user: AbstractBaseUser) -> QuerySet[SkillFramework]:
    return SkillFramework.objects.filter(offered_to(user)).select_related("owner")


def get_framework(user: AbstractBaseUser, pk: int) -> SkillFramework:
    return get_object_or_404(visible_frameworks(user), pk=pk)


def visible_versions(user: AbstractBaseUser) -> QuerySet[FrameworkVersion]:
    rows = FrameworkVersion.objects.filter(offered_to(user, "framework__owner__"))
    return rows.select_related("framework__owner")


def get_version(user: AbstractBaseUser, pk: int) -> FrameworkVersion:
    return get_object_or_404(visible_versions(user), pk=pk)


def can_feed(user: AbstractBaseUser, framework: SkillFramework) -> Answer:
    """Tie indicators to its numbers, and untie them: a deed at the indicator as well."""
    return can_keep(user, framework.owner) and can_define(user, framework.owner)


def get_feed(user: AbstractBaseUser, pk: int) -> Feed:
    rows = Feed.objects.filter(offered_to(user, "framework__owner__"))
    related = ("framework__owner", "group", "indicator__owner")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def get_call(user: AbstractBaseUser, pk: int) -> CountCall:
    rows = CountCall.objects.filter(offered_to(user, "framework__owner__"))
    return get_object_or_404(rows.select_related("framework__owner"), pk=pk)


def visible_groups(user: AbstractBaseUser) -> QuerySet[TargetGroup]:
    return TargetGroup.objects.filter(offered_to(user)).select_related("owner")


def get_group(user: AbstractBaseUser, pk: int) -> TargetGroup:
    return get_object_or_404(visible_groups(user), pk=pk)
