from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts import demo_signins


class DemoConfig(AppConfig):
    name = "phongtrao.demo"
    verbose_name = _("Dữ liệu mẫu")

    def ready(self) -> None:
        from phongtrao.demo.signins import PASSWORD, SIGNINS  # noqa: PLC0415 -- app ready

        demo_signins.register(SIGNINS, PASSWORD)
