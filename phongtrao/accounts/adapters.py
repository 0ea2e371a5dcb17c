"""How allauth behaves here: its words, and what it leaves in the history.

Nobody signs up by themselves: accounts come from an administrator.
"""

from hashlib import sha256
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts import lockout, services, sessions
from phongtrao.accounts.middleware import browser_behind
from phongtrao.accounts.models import User
from phongtrao.audit.services import record

WRONG = _(
    "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy nhập lại; mật khẩu phân biệt chữ hoa, thường."
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đã khóa. Hãy liên hệ quản trị viên của đơn vị."),
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "enter_current_password": _("Mật khẩu hiện tại chưa đúng. Hãy nhập lại."),
        "incorrect_password": _("Mật khẩu chưa đúng. Hãy nhập lại."),
        "incorrect_code": _("Mã chưa đúng. Hãy chờ ứng dụng hiện mã mới rồi nhập lại."),
        "invalid_password_reset": _("Liên kết đặt lại mật khẩu đã hết hạn. Hãy xin liên kết mới."),
        "rate_limited": _("Bạn thử quá nhiều lần. Hãy chờ 5 phút rồi thử lại."),
        # The time is that of ACCOUNT_RATE_LIMITS.
        "too_many_login_attempts": _(
            "Đã nhập sai quá nhiều lần nên tài khoản tạm khóa. Hãy chờ 5 phút rồi thử lại,"
            " hoặc nhờ quản trị viên của đơn vị mở ngay."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- the same for all
        return False

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        record(user, "accounts.signed_in", by=user)
        sessions.note_sign_in(user, request.session, browser_behind(request))
        response: HttpResponse = super().post_login(request, user, **more)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Kept at the account that was tried. Names nobody has leave no line: they may be passwords."""
        super().authentication_failed(request, **credentials)
        if user := _meant_by(credentials):
            record(user, "accounts.sign_in_failed", by=None)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that attempts are counted by.

        Where the proxies in front are not as declared, everybody comes from one address: there each
        name counts for itself, so that one person's wrong passwords do not lock out all.
        """
        address: str = super().get_client_ip(request)
        is_declared = settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0
        if is_declared == ("X-Forwarded-For" in request.headers):
            return address
        name = request.POST.get("login") or request.POST.get("email", "")
        return f"{address}-{sha256(name.lower().encode()).hexdigest()}"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count an account, which an administrator can forget; allauth's own knows names only."""
        if user := _meant_by(credentials):
            return lockout.key_of(user)
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return key

    def set_password(self, user: User, password: str) -> None:
        services.choose_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 -- the same for all
        return resolve_url(settings.LOGIN_REDIRECT_URL)


def _meant_by(credentials: dict[str, Any]) -> User | None:
    email, username = credentials.get("email") or "", credentials.get("username") or ""
    return lockout.find_account(username=username, email=email)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _("Không thể tắt xác thực hai bước."),
        "cannot_generate_recovery_codes": _("Hãy bật xác thực hai bước trước."),
    }

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """What the application on the telephone shows: the sign-in name, never the mail address."""
        return user.get_username()
