from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "phongtrao.notifications"
    verbose_name = _("Thông báo")

    def ready(self) -> None:
        from phongtrao.accounts.access import is_administrator  # noqa: PLC0415 -- app ready
        from phongtrao.audit import sentences, visibility  # noqa: PLC0415 -- app ready
        from phongtrao.notifications.access import visible_mails  # noqa: PLC0415 -- app ready
        from phongtrao.notifications.queries import count_unread  # noqa: PLC0415 -- app ready
        from phongtrao.web import shell  # noqa: PLC0415 -- app ready

        sentences.register({"notifications.mail_resent": _("Gửi lại thư")})
        visibility.register("notifications.mail", visible_mails, "notifications:mail")
        shell.register_bell(count_unread, "notifications:list")
        shell.register_nav(
            shell.NavItem(
                "mails", _("Nhật ký thư"), "notifications:mails", "mail", 90, is_administrator
            )
        )
