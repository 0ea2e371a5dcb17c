"""Which indicator lives on the numbers of a framework and group: computed, typed by nobody. S1-34 S4-28"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.indicators.models import Indicator
from phongtrao.literacy.models.frameworks import SkillFramework, TargetGroup


class Feed(models.Model):
    """``computed_on``: as of which day the numbers of the running year are."""

    indicator = models.OneToOneField(
        Indicator, models.PROTECT, related_name="literacy_feed", verbose_name=_("chỉ số")
    )
    framework = models.ForeignKey(
        SkillFramework, models.PROTECT, related_name="feeds", verbose_name=_("khung kỹ năng")
    )
    group = models.ForeignKey(
        TargetGroup, models.PROTECT, related_name="+", verbose_name=_("nhóm đối tượng")
    )
    computed_on = models.DateField(_("tính đến ngày"))

    class Meta:
        verbose_name = _("chỉ số lấy số từ kỹ năng số")
        ordering = ("group__position", "pk")

    def __str__(self) -> str:
        return f"{self.indicator}: {self.group}"
