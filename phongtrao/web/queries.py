"""Whose long work runs now."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet

from phongtrao.web.models import Work


def works_of(user: AbstractBaseUser) -> QuerySet[Work]:
    return Work.objects.filter(started_by_id=user.pk).order_by("-created_at", "-pk")


def running_works_of(user: AbstractBaseUser) -> QuerySet[Work]:
    return works_of(user).filter(status__in=Work.Status.open)
