from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "phongtrao.indicators"
    verbose_name = _("Chỉ số, chỉ tiêu")

    def ready(self) -> None:
        from phongtrao.indicators import (  # noqa: PLC0415 -- app ready
            facts,
            sockets,
            total_sockets,
        )

        facts.publish()
        sockets.plug_screens()
        sockets.plug_history()
        sockets.plug_files()
        sockets.plug_reorganisation()
        total_sockets.plug_history()
        total_sockets.plug_sources()
