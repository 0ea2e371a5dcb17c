"""Checks of a text, of a thing, of a day."""

from collections.abc import Collection
from datetime import date

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


def shares_since(day: date) -> dict[str, dict[int, float]]:
    """By kind and number, the share found by the newest check of each text handed in since."""
    done = Check.objects.filter(status=Check.Status.DONE, number__isnull=False, day__gte=day)
    newest = done.order_by("kind", "number", "-pk").distinct("kind", "number")
    found: dict[str, dict[int, float]] = {}
    for kind, number, share in newest.values_list("kind", "number", "share"):
        found.setdefault(kind, {})[number or 0] = share  # a draft has none, and is left out above
    return found
