"""What everybody read of a framework and group in a quarter: kept, so that it never changes in hindsight."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from phongtrao.literacy.models.frameworks import SkillFramework, TargetGroup


class PublishedColumn(models.Model):
    """``rows``: [[key of the unit, name, done, whole], …], two None where hidden; ``total`` alike, without a unit.

    ``hidden``: keys of all units that stood in a hidden row, then or before: where they go, nothing is told.
    """

    framework = models.ForeignKey(SkillFramework, models.CASCADE, related_name="+")
    group = models.ForeignKey(TargetGroup, models.PROTECT, related_name="+")
    since = models.DateTimeField()  # ``public_since`` of then
    day = models.DateField(_("tính đến ngày"))
    rows = models.JSONField()
    hidden = models.JSONField()
    total = models.JSONField()

    class Meta:
        verbose_name = _("số liệu kỹ năng số đã công khai")
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "group", "since", "day"], name="literacy_published_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.framework}, {self.group}, {self.day}"
