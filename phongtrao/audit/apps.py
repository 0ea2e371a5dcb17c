from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "phongtrao.audit"
    verbose_name = _("Nhật ký")

    def ready(self) -> None:
        from phongtrao.audit import access, sentences, visibility  # noqa: PLC0415 -- app ready
        from phongtrao.web.shell import NavItem, register_nav  # noqa: PLC0415 -- app ready

        sentences.register({"audit.checked": _("Kiểm tra chuỗi nhật ký")})
        visibility.register("audit.verification", access.visible_verifications)
        register_nav(
            NavItem("audit", _("Nhật ký"), "audit:search", "history", 85, visibility.can_search)
        )
