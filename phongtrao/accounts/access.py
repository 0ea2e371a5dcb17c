"""Who may look after accounts. Grants stand above this app, so the answer comes in by a socket.

>>> access.register_administration(is_administrator, reach, keeps_loose)
>>> access.register_clerks(is_clerk, reach_of_clerk)

``is_administrator(user)`` must be cheap: the navigation asks on every page. ``reach(user)`` is the
condition on accounts an administrator may touch; outside it an account does not exist (404).
``keeps_loose(user)``: whether accounts that belong to no unit are this administrator's business.
``is_clerk(user)`` (cheap) and ``reach_of_clerk(user)``: the same for a unit's own people, who may hand
a printed code to a colleague below them, and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.lockout import is_locked
from phongtrao.accounts.models import Invitation, InvitationQuerySet, User, UserQuerySet
from phongtrao.lib.answers import YES, Answer, no


@dataclass(slots=True)
class Administration:
    is_administrator: Callable[[AbstractBaseUser], bool] | None = None
    reach: Callable[[AbstractBaseUser], Q] | None = None
    keeps_loose: Callable[[AbstractBaseUser], bool] | None = None
    has_role_of: Callable[[AbstractBaseUser, frozenset[str]], bool] | None = None
    is_clerk: Callable[[AbstractBaseUser], bool] | None = None
    reach_of_clerk: Callable[[AbstractBaseUser], Q] | None = None


SOCKET = Administration()


def register_administration(
    is_administrator: Callable[[AbstractBaseUser], bool],
    reach: Callable[[AbstractBaseUser], Q],
    keeps_loose: Callable[[AbstractBaseUser], bool],
) -> None:
    SOCKET.is_administrator, SOCKET.reach, SOCKET.keeps_loose = is_administrator, reach, keeps_loose


def register_clerks(
    is_clerk: Callable[[AbstractBaseUser], bool], reach_of_clerk: Callable[[AbstractBaseUser], Q]
) -> None:
    SOCKET.is_clerk, SOCKET.reach_of_clerk = is_clerk, reach_of_clerk


def register_roles(has_role_of: Callable[[AbstractBaseUser, frozenset[str]], bool]) -> None:
    """``has_role_of(user, roles)``: whether the user holds one of them today."""
    SOCKET.has_role_of = has_role_of


def needs_second_factor(user: AbstractBaseUser) -> bool:
    """Whether a role of the user demands one. No query where no role does."""
    roles: frozenset[str] = settings.SECOND_FACTOR_ROLES
    return bool(roles) and SOCKET.has_role_of is not None and SOCKET.has_role_of(user, roles)


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


# ------------------------------------------------------------------ codes for colleagues
def is_clerk(user: AbstractBaseUser) -> bool:
    """Whether the user looks after colleagues of a unit. No query of its own."""
    return SOCKET.is_clerk is not None and SOCKET.is_clerk(user)


def colleagues(user: AbstractBaseUser) -> UserQuerySet:
    """Active accounts to which the user may hand a code for a new password; never one's own."""
    accounts = User.objects.get_queryset().active().exclude(pk=user.pk)
    if SOCKET.reach_of_clerk is None or not is_clerk(user):
        return accounts.filter(pk__in=[])
    return accounts.filter(SOCKET.reach_of_clerk(user))


def get_colleague(user: AbstractBaseUser, pk: int) -> User:
    """Outside one's unit, or above oneself, the account does not exist: 404."""
    return get_object_or_404(colleagues(user), pk=pk)


def can_issue_code(by: AbstractBaseUser, user: User) -> Answer:
    if not by.is_active or not colleagues(by).filter(pk=user.pk).exists():
        return no(_("Bạn chỉ cấp mã cho người của đơn vị mình, không giữ vai trò cao hơn."))
    if user.email:
        return no(
            _(
                "Tài khoản này có thư điện tử."
                " Hãy nhờ người ấy bấm “Quên mật khẩu” ở trang đăng nhập."
            )
        )
    return YES


# ------------------------------------------------------------------ invitations
def invitable(user: AbstractBaseUser) -> UserQuerySet:
    """Accounts nobody has signed in to yet, among those one looks after. No query of its own."""
    reached = Q(pk__in=visible_accounts(user).values("pk")) | Q(
        pk__in=colleagues(user).values("pk")
    )
    rows = User.objects.get_queryset().active().exclude(pk=user.pk)
    return rows.filter(reached, last_login=None)


def can_invite(by: AbstractBaseUser, user: User) -> Answer:
    if not user.is_active:
        return no(_("Tài khoản đã khóa. Hãy mở lại trước khi mời."))
    if user.last_login is not None:
        return no(_("Người này đã đăng nhập. Hãy cấp lại mật khẩu, hoặc mã đặt lại mật khẩu."))
    if not by.is_active or not invitable(by).filter(pk=user.pk).exists():
        return no(_("Tài khoản này không thuộc đơn vị bạn phụ trách."))
    return YES


def invites(user: AbstractBaseUser) -> bool:
    """Whether the user looks after anybody's account. No query of its own."""
    return is_administrator(user) or is_clerk(user)


def visible_invitations(user: AbstractBaseUser) -> InvitationQuerySet:
    """Of accounts one looks after; nobody else learns who was asked in."""
    reached = Q(user__in=visible_accounts(user).values("pk"))
    reached |= Q(user__in=colleagues(user).values("pk"))
    return Invitation.objects.filter(reached)
