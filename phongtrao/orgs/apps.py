from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from phongtrao.audit import sentences


class OrgsConfig(AppConfig):
    name = "phongtrao.orgs"
    verbose_name = _("Đơn vị")

    def ready(self) -> None:
        sentences.register(
            {
                "orgs.unit_founded": _("Thành lập đơn vị"),
                "orgs.person_added": _("Thêm người"),
                "orgs.appointed": _("Bổ nhiệm, phân công"),
                "orgs.role_given": _("Phân quyền"),
            }
        )
