"""Whose long work runs now."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet

from phongtrao.web.models import Work


def works_of(user: AbstractBaseUser) -> QuerySet[Work]:
    return Work.objects.filter(started_by_id=user.pk).order_by("-created_at", "-pk")


# Written out: it is asked on every page, and composing it took three times as long as asking.
NEWEST_RUNNING = """
    SELECT * FROM web_work WHERE started_by_id = %s AND status IN ('waiting', 'running')
    ORDER BY created_at DESC, id DESC LIMIT 5
"""


def running_works_of(user: AbstractBaseUser) -> list[Work]:
    """The newest long work that waits or runs, for the menu of the shell."""
    return list(Work.objects.raw(NEWEST_RUNNING, [user.pk]))
