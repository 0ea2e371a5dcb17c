"""Doors: one's own notices; the log of mail for administrators, of the accounts they look after."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.access import is_administrator, visible_accounts
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.notifications.models import Mail, Notice
from phongtrao.notifications.queries import all_mails, notices_of


def get_notice(user: AbstractBaseUser, pk: int) -> Notice:
    return get_object_or_404(notices_of(user), pk=pk)


def enforce_log(user: AbstractBaseUser) -> None:
    if not is_administrator(user):
        raise Http404


def visible_mails(user: AbstractBaseUser) -> QuerySet[Mail]:
    return all_mails().filter(to__in=visible_accounts(user))


def get_mail(user: AbstractBaseUser, pk: int) -> Mail:
    return get_object_or_404(visible_mails(user), pk=pk)


def can_resend(user: AbstractBaseUser, mail: Mail) -> Answer:
    if mail.status == Mail.Status.WAITING:
        return no(_("Thư đang chờ gửi. Hãy đợi vài phút rồi xem lại."))
    if not visible_mails(user).filter(pk=mail.pk).exists():
        return no(_("Chỉ quản trị viên được gửi lại thư."))
    return YES
