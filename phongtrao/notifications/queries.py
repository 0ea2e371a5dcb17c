"""Questions to the outbox."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, QuerySet

from phongtrao.accounts.models import User
from phongtrao.notifications.models import Mail, Notice


def notices_of(user: AbstractBaseUser) -> QuerySet[Notice]:
    return Notice.objects.filter(to_id=user.pk)


def count_unread(user: AbstractBaseUser) -> int:
    """For the bell: one query over the small index of unread rows."""
    return notices_of(user).filter(read_at=None).count()


def waiting_for_mail() -> QuerySet[Notice]:
    """Neither read nor mailed."""
    return Notice.objects.filter(read_at=None, mail=None)


def people_to_mail() -> QuerySet[User]:
    """Who wants mail, can get it, and has something in it."""
    waiting = waiting_for_mail().filter(to=OuterRef("pk"))
    wanting = User.objects.get_queryset().active().filter(wants_mail=True).exclude(email="")
    return wanting.filter(Exists(waiting))


def all_mails() -> QuerySet[Mail]:
    return Mail.objects.select_related("to")
