"""A new password by printed code: for staff without e-mail, started by a clerk of their unit.

The code is a password for one use: hashed as one, valid for a day, five tries. Whoever hands it out
must still be allowed to when it is used: an account that rose meanwhile is no longer the clerk's.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts import access
from phongtrao.accounts.lockout import forget_attempts
from phongtrao.accounts.models import ResetCode, User
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput

LETTERS = "ACDEFHJKMNPQRTWXY34679"  # none that looks like another on paper
GROUPS, GROUP = 2, 5
VALID_FOR = timedelta(hours=24)


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
    code, now = _new_code(), timezone.now()
    ResetCode.objects.create(
        user=user,
        code_hash=make_password(_plain(code)),
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
    if not access.can_issue_code(found.made_by, found.user):
        raise BadInput(_wrong())
    with transaction.atomic():
        # The code was right: neither a weak password nor the sentence about it costs a try.
        ResetCode.objects.filter(pk=found.pk, tries__gt=0).update(tries=F("tries") - 1)
    validate_password(password, found.user)
    return _spend(found, password)


@transaction.atomic
def _spend(code: ResetCode, password: str) -> User:
    """The UPDATE decides which of two uses comes first."""
    now = timezone.now()
    open_code = ResetCode.objects.filter(pk=code.pk, used_at=None, expires_at__gt=now)
    if not open_code.update(used_at=now):
        raise BadInput(_wrong())
    user = code.user
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    forget_attempts(user)
    record(user, "accounts.reset_code_used", by=user)
    return user


def _count_try(username: str) -> ResetCode | None:
    """The open code of that name, one try poorer; None when there is none or none left."""
    codes = ResetCode.objects.filter(
        user__username__iexact=username,
        user__is_active=True,
        used_at=None,
        expires_at__gt=timezone.now(),
        tries__lt=ResetCode.MOST_TRIES,
    )
    found = codes.select_related("user", "made_by").first()
    if found is None or not codes.filter(pk=found.pk).update(tries=F("tries") + 1):
        return None
    return found


def _new_code() -> str:
    groups = ("".join(secrets.choice(LETTERS) for _i in range(GROUP)) for _j in range(GROUPS))
    return "-".join(groups)


def _plain(code: str) -> str:
    """As compared: small letters, spaces and dashes do not matter."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _wrong() -> str:
    return _(
        "Tên đăng nhập hoặc mã chưa đúng, hoặc mã đã dùng, đã hết hạn."
        " Hãy xem lại tờ giấy, hoặc xin mã mới ở đơn vị."
    )
