"""Who keeps the days without work: everybody's, so those who keep what belongs to no unit."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.access.kinds import KEEPS_KINDS, can_keep_kinds
from phongtrao.orgs.models import YearOff

KEEPS_DAYS = KEEPS_KINDS


def can_keep_days(user: AbstractBaseUser) -> Answer:
    if can_keep_kinds(user):
        return YES
    return no(_("Chỉ văn phòng hoặc quản trị viên của Sở được sửa lịch nghỉ."))


def insist_on_keeper(user: AbstractBaseUser) -> None:
    """For the page only its keepers have."""
    if not can_keep_days(user):
        raise Http404


def years_with_history(user: AbstractBaseUser) -> QuerySet[YearOff]:
    return YearOff.objects.all() if can_keep_days(user) else YearOff.objects.none()
