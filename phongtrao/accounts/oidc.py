"""Whom the province's gateway (OpenID Connect) has sent: by person code, and ever after by subject too.

The gateway vouches for a code, which stands at the person; mail addresses and names are not looked at.
The first time, the gateway's own key for the human (issuer and subject) is kept with the account. From
then on both must agree, so that a code given to somebody else opens nobody's account.

>>> register_people(find_by_code, has_left)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import requests
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from phongtrao.accounts import access
from phongtrao.accounts.models import GatewayLink, User
from phongtrao.audit.services import record
from phongtrao.lib.errors import NotAllowed, WrongState

PROVIDER = "cong"
PATIENCE = 5  # seconds, for the health page
LONGEST_SUBJECT = 255  # OpenID Connect Core 1.0, section 2


@dataclass(slots=True)
class People:
    """People stand above this app."""

    find_by_code: Callable[[str], User | None] | None = None
    has_left: Callable[[User], bool] | None = None


PEOPLE = People()


def register_people(
    find_by_code: Callable[[str], User | None], has_left: Callable[[User], bool]
) -> None:
    PEOPLE.find_by_code, PEOPLE.has_left = find_by_code, has_left


def is_on() -> bool:
    return bool(settings.OIDC_ISSUER)


@transaction.atomic
def find_user(claims: Mapping[str, Any]) -> User:
    """The account of whom the verified claims speak of. Raises NotAllowed, in words that say whom to ask."""
    code, subject = claims.get(settings.OIDC_CLAIM), claims.get("sub")
    if not isinstance(code, str) or not code.strip():
        raise NotAllowed(
            _("Cổng đăng nhập không gửi mã của bạn. Hãy báo quản trị viên của đơn vị.")
        )
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise NotAllowed(
            _("Cổng đăng nhập trả lời chưa đủ. Hãy thử lại, hoặc báo quản trị viên của đơn vị.")
        )
    user = PEOPLE.find_by_code(code.strip()) if PEOPLE.find_by_code else None
    if user is None:
        raise NotAllowed(
            _("Mã của bạn chưa có tài khoản ở đây. Hãy nhờ quản trị viên của đơn vị mở tài khoản.")
        )
    if not user.is_active or (PEOPLE.has_left and PEOPLE.has_left(user)):
        raise NotAllowed(
            _(
                "Tài khoản của bạn đã khóa hoặc bạn đã thôi công tác. Hãy hỏi quản trị viên của đơn vị."
            )
        )
    _hold_link(user, subject)
    return user


def _hold_link(user: User, subject: str) -> None:
    """Both directions: one subject is one account's, and one account is one subject's."""
    issuer = settings.OIDC_ISSUER
    kept = GatewayLink.objects.filter(issuer=issuer)
    mine, theirs = kept.filter(user=user).first(), kept.filter(subject=subject).first()
    if mine is not None and mine == theirs:
        return
    if mine is None and theirs is None:
        _link(user, issuer, subject)
        return
    raise NotAllowed(_other_person())


def _link(user: User, issuer: str, subject: str) -> None:
    try:
        with transaction.atomic():
            GatewayLink.objects.create(user=user, issuer=issuer, subject=subject)
    except IntegrityError:  # the same person, or another one, a moment ago
        raise NotAllowed(_("Đang có lần đăng nhập khác. Hãy thử lại.")) from None
    record(user, "accounts.oidc_linked", by=user)


def _other_person() -> str:
    return _(
        "Mã này đã nối với một tài khoản khác của cổng đăng nhập."
        " Hãy nhờ quản trị viên của đơn vị kiểm tra và gỡ nối."
    )


@transaction.atomic
def unlink(user: User, *, by: AbstractBaseUser) -> None:
    """For somebody who got a new identity at the gateway: the next sign-in links anew."""
    access.can_reset(by, user).enforce()
    count, _kinds = user.gateway_links.all().delete()
    if not count:
        raise WrongState(_("Tài khoản này chưa nối với cổng đăng nhập."))
    record(user, "accounts.oidc_unlinked", by=by)


def find_fault() -> str:
    """What is wrong with the gateway, in a sentence; nothing when it answers as it should."""
    address = f"{settings.OIDC_ISSUER}/.well-known/openid-configuration"
    try:
        answer = requests.get(address, timeout=PATIENCE)
        answer.raise_for_status()
        issuer = str(answer.json().get("issuer", ""))
    except (requests.RequestException, ValueError, AttributeError) as error:
        return _("Cổng đăng nhập không trả lời (%s).") % type(error).__name__
    if issuer.rstrip("/") != settings.OIDC_ISSUER:
        return str(_("Cổng đăng nhập xưng là “%s”, không phải địa chỉ đã khai báo.") % issuer)
    return ""
