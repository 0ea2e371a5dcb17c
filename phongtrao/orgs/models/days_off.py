"""Days without work that move (Tết, Giỗ Tổ, swapped days), year by year as they are announced."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class YearOff(models.Model):
    """``free``: weekdays without work; ``worked``: weekend days worked in their place. Fixed holidays stand in the pack."""

    year = models.PositiveSmallIntegerField(_("năm"), unique=True)
    free = ArrayField(models.DateField(), verbose_name=_("ngày nghỉ"), default=list, blank=True)
    worked = ArrayField(models.DateField(), verbose_name=_("ngày làm bù"), default=list, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=300)
    needs_check = models.BooleanField(_("cần kiểm tra"), default=False)

    class Meta:
        verbose_name = _("lịch nghỉ trong năm")
        ordering = ["-year"]

    def __str__(self) -> str:
        return gettext("Lịch nghỉ năm %s") % self.year
