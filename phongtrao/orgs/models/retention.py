"""How long what is kept of people stays after they left, where the office decided so."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Retention(models.Model):
    """The office's answer for one model, in place of the proposal in the code."""

    label = models.CharField(max_length=60, unique=True)  # “orgs.leave”
    months = models.PositiveSmallIntegerField(
        _("lưu sau khi thôi việc (tháng)"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("thời hạn lưu dữ liệu cá nhân")

    def __str__(self) -> str:
        return self.label
