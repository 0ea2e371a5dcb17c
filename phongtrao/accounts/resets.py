"""A password by printed code: for staff without e-mail, started by a clerk of their unit or on a slip.

The code is a password for one use: hashed as one, valid for a day, five tries. Whoever hands it out
must still be allowed to when it is used: an account that rose meanwhile is no longer the clerk's.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts import access
from phongtrao.accounts.lockout import forget_attempts
from phongtrao.accounts.models import Invitation, OneTimeCode, ResetCode, User
from phongtrao.accounts.sessions import forget_sessions
from phongtrao.audit.services import record
from phongtrao.lib.answers import Answer
from phongtrao.lib.errors import BadInput

LETTERS = "ACDEFHJKMNPQRTWXY34679"  # none that looks like another on paper
GROUPS, GROUP = 2, 5
VALID_FOR = timedelta(hours=24)

Code: TypeAlias = ResetCode | Invitation
# Whoever handed a code out must still be allowed to when it is used.
MAY: dict[type, Callable[[AbstractBaseUser, User], Answer]] = {
    ResetCode: access.can_issue_code,
    Invitation: access.can_invite,
}
USED: dict[type, str] = {
    ResetCode: "accounts.reset_code_used",
    Invitation: "accounts.invitation_accepted",
}


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code as it is printed, which is shown once and stored nowhere."""

    user: User
    code: str
    expires_at: datetime


@transaction.atomic
def issue_code(user: User, *, by: AbstractBaseUser) -> IssuedCode:
    """A fresh code; an earlier one that was not used ends with it. The old password still works."""
    access.can_issue_code(by, user).enforce()
    User.objects.get_queryset().select_for_update().get(
        pk=user.pk
    )  # two clerks: the later code counts
    ResetCode.objects.filter(user=user, used_at=None).delete()
    user.invitations.open().update(withdrawn_at=timezone.now())
    code, now = new_code(), timezone.now()
    ResetCode.objects.create(
        user=user,
        code_hash=hashed(code),
        made_by_id=by.pk,
        made_at=now,
        expires_at=now + VALID_FOR,
    )
    record(user, "accounts.reset_code_issued", by=by)
    return IssuedCode(user, code, now + VALID_FOR)


def use_code(username: str, code: str, password: str) -> User:
    """Set the password of whom the code was made for.

    Not one transaction: a try is counted before the code is compared, and stays counted when it was
    wrong. Raises BadInput, in the same words whether the name, the code or the day is wrong, and
    ValidationError for a weak password, which costs no try.
    """
    found = _count_try(username)
    if found is None:
        make_password(
            _plain(code)
        )  # so that an answer about nobody takes as long as one about somebody
        raise BadInput(_wrong())
    if not check_password(_plain(code), found.code_hash):
        record(found.user, "accounts.reset_code_wrong", by=None)
        raise BadInput(_wrong())
    if not MAY[type(found)](found.made_by, found.user):
        raise BadInput(_wrong())
    with transaction.atomic():
        # The code was right: neither a weak password nor the sentence about it costs a try.
        _same(found).filter(tries__gt=0).update(tries=F("tries") - 1)
    validate_password(password, found.user)
    return spend(found, password)


@transaction.atomic
def spend(code: Code, password: str) -> User:
    """Set the password. The UPDATE decides which of two uses comes first."""
    now = timezone.now()
    if not _same(code).filter(used_at=None, expires_at__gt=now).update(used_at=now):
        raise BadInput(_wrong())
    user = code.user
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    forget_attempts(user)
    forget_sessions(user)
    record(user, USED[type(code)], by=user)
    return user


def _same(code: Code) -> "QuerySet[Any]":
    """The code alone; an invitation taken back meanwhile is not found any more."""
    if isinstance(code, Invitation):
        return Invitation.objects.open().filter(pk=code.pk)
    return ResetCode.objects.filter(pk=code.pk)


def _count_try(username: str) -> Code | None:
    """The open code of that name, one try poorer; None when there is none or none left."""
    still = {
        "user__username__iexact": username,
        "user__is_active": True,
        "used_at": None,
        "expires_at__gt": timezone.now(),
        "tries__lt": OneTimeCode.MOST_TRIES,
    }
    slips = Invitation.objects.open().filter(via=Invitation.Via.SLIP)
    for codes in (ResetCode.objects.filter(**still), slips.filter(**still)):
        found: Code | None = codes.select_related("user", "made_by").first()
        if found is not None:
            left = codes.filter(pk=found.pk).update(tries=F("tries") + 1)
            return found if left else None
    return None


def new_code() -> str:
    groups = ("".join(secrets.choice(LETTERS) for _i in range(GROUP)) for _j in range(GROUPS))
    return "-".join(groups)


def hashed(code: str) -> str:
    """As a password: short enough to be typed is short enough to be guessed from a fast hash."""
    return make_password(_plain(code))


def _plain(code: str) -> str:
    """As compared: small letters, spaces and dashes do not matter."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _wrong() -> str:
    return _(
        "Tên đăng nhập hoặc mã chưa đúng, hoặc mã đã dùng, đã hết hạn."
        " Hãy xem lại tờ giấy, hoặc xin mã mới ở đơn vị."
    )
