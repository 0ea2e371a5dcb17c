"""The yearly check of rights: a list as it stood, and who signed for it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models.units import Unit


class RightsReview(models.Model):
    """Who held what under a unit on the day; the rows are frozen as they were read."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ký")
    )
    signed_at = models.DateTimeField(_("ký lúc"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True, default="")
    # [account, role, unit, line, kind, level, capacity, first day, last day, acting for]
    rows = models.JSONField(default=list)
    count = models.PositiveIntegerField(_("số quyền"), default=0)

    class Meta:
        verbose_name = _("lần rà soát quyền")

    def __str__(self) -> str:
        return f"{self.unit} {self.signed_at:%d/%m/%Y}"
