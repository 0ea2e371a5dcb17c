"""Telling people. The caller decides who and what; a key keeps it from being said twice."""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from phongtrao.notifications.models import Notice


def notify(to: Iterable[AbstractBaseUser], text: str, *, key: str, url: str = "") -> None:
    """Write one notice a person, in the caller's transaction; who has one with this key gets no second.

    ``key`` names the event: “assignment:17:sent”, “reminder:17:2026-12-15:7”.
    """
    notices = [Notice(to_id=user.pk, key=key, text=text, url=url) for user in to]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def mark_read(notice: Notice) -> None:
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())
