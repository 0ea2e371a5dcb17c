from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "phongtrao.web"
    verbose_name = _("Giao diện")

    def ready(self) -> None:
        from django.forms import Field  # noqa: PLC0415 -- app ready

        # Django's Vietnamese calls a field “trường”, which here is a school.
        Field.default_error_messages["required"] = _("Hãy điền mục này.")
