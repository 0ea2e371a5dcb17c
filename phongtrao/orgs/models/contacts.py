"""How to reach an outside body: its office, never a person of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models.units import Unit


class OfficeContact(models.Model):
    unit = models.OneToOneField(Unit, models.CASCADE, related_name="contact")
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True, default="")
    email = models.EmailField(_("thư điện tử của văn thư"), blank=True, default="")
    phone = models.CharField(_("điện thoại cơ quan"), max_length=40, blank=True, default="")
    website = models.URLField(_("trang thông tin"), blank=True, default="")

    class Meta:
        verbose_name = _("liên hệ của cơ quan")

    def __str__(self) -> str:
        return str(self.unit)
