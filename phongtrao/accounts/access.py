"""Who may look after accounts. Grants stand above this app, so the answer comes in by a socket.

>>> access.register_administration(is_administrator, reach, keeps_loose)

``is_administrator(user)`` must be cheap: the navigation asks on every page. ``reach(user)`` is the
condition on accounts an administrator may touch; outside it an account does not exist (404).
``keeps_loose(user)``: whether accounts that belong to no unit are this administrator's business.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.lockout import is_locked
from phongtrao.accounts.models import User, UserQuerySet
from phongtrao.lib.answers import YES, Answer, no


@dataclass(slots=True)
class Administration:
    is_administrator: Callable[[AbstractBaseUser], bool] | None = None
    reach: Callable[[AbstractBaseUser], Q] | None = None
    keeps_loose: Callable[[AbstractBaseUser], bool] | None = None


SOCKET = Administration()


def register_administration(
    is_administrator: Callable[[AbstractBaseUser], bool],
    reach: Callable[[AbstractBaseUser], Q],
    keeps_loose: Callable[[AbstractBaseUser], bool],
) -> None:
    SOCKET.is_administrator, SOCKET.reach, SOCKET.keeps_loose = is_administrator, reach, keeps_loose


def is_administrator(user: AbstractBaseUser) -> bool:
    return SOCKET.is_administrator is not None and SOCKET.is_administrator(user)


def enforce_administrator(user: AbstractBaseUser) -> None:
    """Pages of administration do not exist for others."""
    if not is_administrator(user):
        raise Http404


def visible_accounts(user: AbstractBaseUser) -> UserQuerySet:
    if SOCKET.reach is None or not is_administrator(user):
        return User.objects.get_queryset().filter(pk__in=[])
    return User.objects.get_queryset().filter(SOCKET.reach(user))


def get_visible(user: AbstractBaseUser, pk: int) -> User:
    return get_object_or_404(visible_accounts(user), pk=pk)


def accounts_with_history(user: AbstractBaseUser) -> UserQuerySet:
    """One's own account, and those one looks after."""
    own = Q(pk=user.pk)
    reach = SOCKET.reach(user) if SOCKET.reach and is_administrator(user) else Q(pk__in=[])
    return User.objects.get_queryset().filter(own | reach)


def can_administer(by: AbstractBaseUser, user: User) -> Answer:
    if visible_accounts(by).filter(pk=user.pk).exists():
        return YES
    return no(_("Chỉ quản trị viên của đơn vị được quản lý tài khoản này."))


def can_open(by: AbstractBaseUser) -> Answer:
    """An account by itself belongs to no unit yet; elsewhere accounts come with the person."""
    if not is_administrator(by):
        return no(_("Chỉ quản trị viên được mở tài khoản."))
    if SOCKET.keeps_loose is None or not SOCKET.keeps_loose(by):
        return no(_("Hãy mở tài khoản khi thêm người, ở thẻ “Người” trên trang của đơn vị."))
    return YES


def can_deactivate(by: AbstractBaseUser, user: User) -> Answer:
    if by.pk == user.pk:
        return no(_("Không thể tự khóa tài khoản của mình. Hãy nhờ quản trị viên khác."))
    if not user.is_active:
        return no(_("Tài khoản đã khóa."))
    return can_administer(by, user)


def can_lift_lockout(by: AbstractBaseUser, user: User) -> Answer:
    if not is_locked(user):
        return no(_("Tài khoản này không bị tạm khóa. Người dùng đăng nhập được ngay."))
    return can_administer(by, user)


def can_reset(by: AbstractBaseUser, user: User) -> Answer:
    """Secrets of others only: one's own are changed on one's own page, with the old one."""
    if by.pk == user.pk:
        return no(_("Hãy đổi mật khẩu và mã xác thực của mình ở trang “Tài khoản của tôi”."))
    return can_administer(by, user)
