from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phongtrao.lib.words import set_translator


class BaseConfig(AppConfig):
    name = "phongtrao.base"
    verbose_name = _("Nền")

    def ready(self) -> None:
        from phongtrao.base import lookups  # noqa: F401, PLC0415 -- app ready

        set_translator(gettext)  # lib and reader know no Django; now they speak the user's language
