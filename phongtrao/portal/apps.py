from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phongtrao.web.shell import MenuItem, NavItem, register_menu, register_nav


class PortalConfig(AppConfig):
    name = "phongtrao.portal"
    verbose_name = _("Việc của tôi, tìm kiếm")

    def ready(self) -> None:
        from phongtrao.accounts import calendar_feed  # noqa: PLC0415 -- app ready
        from phongtrao.orgs import tabs  # noqa: PLC0415 -- app ready
        from phongtrao.orgs.access import is_administrator  # noqa: PLC0415 -- app ready
        from phongtrao.orgs.scope import reads_unit  # noqa: PLC0415 -- app ready
        from phongtrao.portal.access import can_see_health  # noqa: PLC0415 -- app ready

        calendar_feed.register("portal:calendar_feed")
        register_nav(NavItem("home", _("Việc của tôi"), "portal:home", icon="home", order=0))
        register_nav(NavItem("calendar", _("Lịch"), "portal:calendar", icon="calendar", order=5))
        tabs.register(tabs.UnitTab("week", _("Lịch tuần"), "portal:unit_week", 22, reads_unit))
        register_menu(
            MenuItem(
                "who_sees",
                _("Ai xem được, và vì sao"),
                "portal:who_sees_ask",
                icon="eye",
                order=85,
                may=is_administrator,
            )
        )
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
