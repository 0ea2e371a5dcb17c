from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountsConfig(AppConfig):
    name = "phongtrao.accounts"
    verbose_name = pgettext_lazy("many", "Tài khoản")

    def ready(self) -> None:
        from phongtrao.accounts import access  # noqa: PLC0415 -- app ready
        from phongtrao.audit import sentences, visibility  # noqa: PLC0415 -- app ready
        from phongtrao.web import shell  # noqa: PLC0415 -- app ready

        sentences.register(SENTENCES)
        visibility.register("accounts.user", access.accounts_with_history, "accounts:user")
        shell.register_nav(
            shell.NavItem(
                "accounts",
                pgettext_lazy("many", "Tài khoản"),
                "accounts:user_list",
                "user-check",
                80,
                access.is_administrator,
            )
        )
        shell.register_menu(
            shell.MenuItem("profile", _("Tài khoản của tôi"), "accounts:profile", "user-circle", 10)
        )
        shell.register_menu(
            shell.MenuItem(
                "colleagues",
                _("Đặt lại mật khẩu cho đồng nghiệp"),
                "accounts:colleagues",
                "key",
                20,
                access.is_clerk,
            )
        )
        listen_to_second_factor()


SENTENCES = {
    "accounts.created": _("Mở tài khoản"),
    "accounts.edited": _("Sửa tài khoản"),
    "accounts.deactivated": _("Khóa tài khoản"),
    "accounts.reactivated": _("Mở lại tài khoản"),
    "accounts.lockout_lifted": _("Mở tạm khóa đăng nhập"),
    "accounts.password_reset": _("Cấp lại mật khẩu"),
    "accounts.password_changed": _("Đổi mật khẩu"),
    "accounts.second_factor_on": _("Bật xác thực hai bước"),
    "accounts.second_factor_off": _("Tắt xác thực hai bước"),
    "accounts.second_factor_reset": _("Gỡ xác thực hai bước"),
    "accounts.preferences_saved": _("Đổi lựa chọn nhận thư"),
    "accounts.reset_code_issued": _("Cấp mã đặt lại mật khẩu"),
    "accounts.reset_code_wrong": _("Nhập sai mã đặt lại mật khẩu"),
    "accounts.reset_code_used": _("Đặt mật khẩu mới bằng mã"),
    "accounts.session_ended": _("Đăng xuất khỏi một máy"),
    "accounts.sessions_ended": _("Đăng xuất khỏi các máy"),
    "accounts.invited": _("Mời dùng hệ thống"),
    "accounts.invitation_accepted": _("Nhận lời mời, đặt mật khẩu"),
    "accounts.invitation_withdrawn": _("Rút lời mời"),
    "accounts.oidc_linked": _("Nối với tài khoản của cổng đăng nhập"),
    "accounts.oidc_unlinked": _("Gỡ nối với cổng đăng nhập"),
    "accounts.calendar_opened": _("Tạo địa chỉ lịch riêng"),
    "accounts.calendar_closed": _("Thu hồi địa chỉ lịch riêng"),
    "accounts.signed_in": _("Đăng nhập"),
    "accounts.sign_in_failed": _("Đăng nhập sai mật khẩu"),
}


def listen_to_second_factor() -> None:
    """The only receivers of the project: allauth tells of codes that come or go in no other way."""
    from allauth.mfa import signals  # noqa: PLC0415 -- app ready
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- app ready

    from phongtrao.audit.services import record  # noqa: PLC0415 -- app ready

    def came(authenticator: Any, user: Any, **_more: Any) -> None:
        if authenticator.type == Authenticator.Type.TOTP:
            record(user, "accounts.second_factor_on", by=user)

    def went(authenticator: Any, user: Any, **_more: Any) -> None:
        if authenticator.type == Authenticator.Type.TOTP:
            record(user, "accounts.second_factor_off", by=user)

    signals.authenticator_added.connect(came, weak=False, dispatch_uid="phongtrao.came")
    signals.authenticator_removed.connect(went, weak=False, dispatch_uid="phongtrao.went")
