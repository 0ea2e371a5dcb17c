from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phongtrao.audit import sentences


class ReportsConfig(AppConfig):
    name = "phongtrao.reports"
    verbose_name = _("Báo cáo")

    def ready(self) -> None:
        from phongtrao.documents import template_keys  # noqa: PLC0415 -- app ready
        from phongtrao.plans import story  # noqa: PLC0415 -- app ready
        from phongtrao.reports import access  # noqa: PLC0415 -- app ready
        from phongtrao.reports.movement_paper import MOVEMENT_REPORT  # noqa: PLC0415 -- app ready
        from phongtrao.reports.paper import PLAN_REPORT  # noqa: PLC0415 -- app ready
        from phongtrao.reports.requests import counting  # noqa: PLC0415 -- app ready
        from phongtrao.reports.requests.sockets import plug_requests  # noqa: PLC0415 -- app ready
        from phongtrao.reports.story import (  # noqa: PLC0415 -- app ready
            tell_cumulations,
            tell_reports,
        )
        from phongtrao.web.shell import NavItem, register_nav  # noqa: PLC0415 -- app ready

        sentences.register(
            {
                "reports.plan_report_made": _("Lập báo cáo tổng hợp"),
                "reports.movement_report_made": _("Lập báo cáo lũy kế của phong trào"),
            }
        )
        template_keys.register(PLAN_REPORT)
        template_keys.register(MOVEMENT_REPORT)
        counting.publish()
        plug_requests()
        story.register(tell_reports)
        story.register(tell_cumulations)
        register_nav(
            NavItem(
                "reports",
                _("Báo cáo"),
                "reports:report_list",
                icon="report",
                order=27,
                may=access.sees_reports,
            )
        )
