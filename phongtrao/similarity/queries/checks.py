"""Checks of a text, of a thing, of a day."""

from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone

from phongtrao.similarity.models import Check


def newest_check(kind: str, number: int) -> Check | None:
    """The last one asked for, whatever its state."""
    return newest_checks(kind, [number]).get(number)


def newest_checks(kind: str, numbers: Collection[int]) -> dict[int, Check]:
    """By number of the text; one that was never checked is left out. One query."""
    rows = Check.objects.filter(kind=kind, number__in=numbers)
    newest = rows.order_by("number", "-pk").distinct("number")
    return {one.number: one for one in newest if one.number is not None}


def checks_of(kind: str, thing: int) -> QuerySet[Check]:
    """Of everything that was handed in of a thing, the newest first; drafts are their authors' business."""
    rows = Check.objects.filter(kind=kind, thing=thing, number__isnull=False)
    return rows.select_related("asked_by").order_by("-pk")


def newest_draft_check(kind: str, thing: int, user: AbstractBaseUser) -> Check | None:
    rows = Check.objects.filter(kind=kind, thing=thing, number=None, asked_by=user.pk)
    return rows.order_by("-pk").first()


def drafts_checked_today(user: AbstractBaseUser) -> int:
    day = timezone.localdate()
    rows = Check.objects.filter(number=None, asked_by=user.pk, asked_at__date=day)
    return rows.exclude(status=Check.Status.FAILED).count()
