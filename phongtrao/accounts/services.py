"""Making accounts and keeping them: what an administrator does, and what people do for themselves."""

import secrets
from dataclasses import dataclass
from hashlib import sha256

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.accounts import access
from phongtrao.accounts.lockout import forget_attempts
from phongtrao.accounts.models import User
from phongtrao.accounts.sessions import forget_sessions
from phongtrao.audit.services import changes, record
from phongtrao.lib.errors import NotAllowed, WrongState

# Read out over the telephone: without letters and digits that look or sound alike.
LETTERS = "abcdefghkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4
CALENDAR_BYTES = 32


@dataclass(frozen=True, slots=True)
class Issued:
    """An account and its temporary password, which is shown once and stored nowhere."""

    user: User
    password: str


def temporary_password() -> str:
    """Like “k7mp-xw3q-…”: 30¹⁶ possibilities, changed at the first sign-in."""
    groups = ("".join(secrets.choice(LETTERS) for _i in range(GROUP)) for _j in range(GROUPS))
    return "-".join(groups)


@transaction.atomic
def open_account(username: str, full_name: str, *, email: str = "", by: AbstractBaseUser) -> Issued:
    """An account by itself, without a person of a unit."""
    access.can_open(by).enforce()
    return create_account(username, full_name, email=email, by=by)


@transaction.atomic
def create_account(
    username: str, full_name: str, *, email: str = "", by: AbstractBaseUser
) -> Issued:
    """Make an account with a temporary password, for whoever has asked whether it may belong there.

    Raises ValidationError for a name that is taken.
    """
    if not access.is_administrator(by):
        raise NotAllowed(_("Chỉ quản trị viên được mở tài khoản."))
    password = temporary_password()
    user = User.objects.create_user(
        username, full_name, password, email=email, must_change_password=True
    )
    record(user, "accounts.created", by=by, after={"full_name": full_name, "email": email})
    return Issued(user, password)


@transaction.atomic
def edit_account(user: User, *, full_name: str, email: str, by: AbstractBaseUser) -> User:
    access.can_administer(by, user).enforce()
    before, after = changes(user, {"full_name": full_name, "email": email})
    if not after:
        return user
    user.full_name, user.email = full_name, email
    user.search_keys()
    user.full_clean()
    user.save(update_fields=["full_name", "email", "sort_key", "search_text"])
    record(user, "accounts.edited", by=by, before=before, after=after)
    return user


@transaction.atomic
def deactivate(user: User, *, by: AbstractBaseUser) -> None:
    """Nobody signs in to it any more, and who is signed in is out with the next page."""
    access.can_deactivate(by, user).enforce()
    _switch(user, active=False)
    forget_sessions(user)
    record(user, "accounts.deactivated", by=by)


@transaction.atomic
def reactivate(user: User, *, by: AbstractBaseUser) -> None:
    access.can_administer(by, user).enforce()
    _switch(user, active=True)
    record(user, "accounts.reactivated", by=by)


@transaction.atomic
def reset_password(user: User, *, by: AbstractBaseUser) -> Issued:
    """A new temporary password; the old one, every session opened with it and a lockout end at once."""
    access.can_reset(by, user).enforce()
    password = temporary_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    forget_attempts(user)
    forget_sessions(user)
    record(user, "accounts.password_reset", by=by)
    return Issued(user, password)


@transaction.atomic
def lift_lockout(user: User, *, by: AbstractBaseUser) -> None:
    """Let somebody try again who typed too many wrong passwords; the password stays."""
    access.can_lift_lockout(by, user).enforce()
    forget_attempts(user)
    record(user, "accounts.lockout_lifted", by=by)


@transaction.atomic
def reset_second_factor(user: User, *, by: AbstractBaseUser) -> None:
    """For a lost telephone: codes and recovery codes are forgotten, the password stays."""
    access.can_reset(by, user).enforce()
    count, _kinds = Authenticator.objects.filter(user=user).delete()
    if not count:
        raise WrongState(_("Tài khoản này không dùng xác thực hai bước."))
    record(user, "accounts.second_factor_reset", by=by)


@transaction.atomic
def save_preferences(user: User, *, wants_mail: bool) -> None:
    """What people choose for themselves."""
    before, after = changes(user, {"wants_mail": wants_mail})
    if not after:
        return
    user.wants_mail = wants_mail
    user.save(update_fields=["wants_mail"])
    record(user, "accounts.preferences_saved", by=user, before=before, after=after)


@transaction.atomic
def open_calendar(user: User) -> str:
    """A new secret for the address of one's calendar; an earlier address ends. Shown once."""
    secret = secrets.token_urlsafe(CALENDAR_BYTES)
    user.calendar_key = hash_of(secret)
    user.save(update_fields=["calendar_key"])
    record(user, "accounts.calendar_opened", by=user)
    return secret


@transaction.atomic
def close_calendar(user: User) -> None:
    """From now on the address does not exist."""
    rows = User.objects.get_queryset().filter(pk=user.pk).exclude(calendar_key="")
    if not rows.update(calendar_key=""):
        raise WrongState(_("Bạn không có địa chỉ lịch nào để thu hồi."))
    user.calendar_key = ""
    record(user, "accounts.calendar_closed", by=user)


def hash_of(secret: str) -> str:
    """32 random bytes need no salt and no slowness."""
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def choose_password(user: User, password: str) -> None:
    """The person's own new password ends the temporary one."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    forget_sessions(user)
    record(user, "accounts.password_changed", by=user)


def forget_sign_in(user: User) -> int:
    """Every way in ends, and what was kept to open it goes; answer how many sessions ended.

    The caller writes the history.
    """
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    for ways_in in (user.reset_codes, user.invitations, user.gateway_links):
        ways_in.all().delete()
    forget_attempts(user)
    return forget_sessions(user)


def _switch(user: User, *, active: bool) -> None:
    rows = User.objects.get_queryset().filter(pk=user.pk, is_active=not active)
    if not rows.update(is_active=active):
        raise WrongState(_("Tài khoản vừa được người khác xử lý. Hãy tải lại trang."))
    user.refresh_from_db(fields=["is_active"])
