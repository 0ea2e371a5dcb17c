from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phongtrao.web.shell import MenuItem, NavItem, register_menu, register_nav


class PortalConfig(AppConfig):
    name = "phongtrao.portal"
    verbose_name = _("Việc của tôi, tìm kiếm")

    def ready(self) -> None:
        from phongtrao.portal.access import can_see_health  # noqa: PLC0415 -- app ready

        register_nav(NavItem("home", _("Việc của tôi"), "portal:home", icon="home", order=0))
        register_menu(
            MenuItem(
                "health",
                _("Sức khỏe hệ thống"),
                "portal:health",
                icon="heartbeat",
                order=90,
                may=lambda user: bool(can_see_health(user)),
            )
        )
