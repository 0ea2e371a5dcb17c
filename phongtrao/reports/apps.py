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
        from phongtrao.reports.paper import PLAN_REPORT  # noqa: PLC0415 -- app ready
        from phongtrao.reports.story import tell_reports  # noqa: PLC0415 -- app ready
        from phongtrao.web.shell import NavItem, register_nav  # noqa: PLC0415 -- app ready

        sentences.register({"reports.plan_report_made": _("Lập báo cáo tổng hợp")})
        template_keys.register(PLAN_REPORT)
        story.register(tell_reports)
        register_nav(
            NavItem(
                "reports",
                _("Báo cáo"),
                "reports:report_list",
                icon="report",
                order=30,
                may=access.sees_reports,
            )
        )
