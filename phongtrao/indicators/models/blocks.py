"""What a unit measured in a period, in the form totals are added up from.

A block is derived: the accepted wholes of ``Measurement``, or one part of them, nothing else. ``services.blocks.remember`` writes
it in the transaction that changed them; every night it is held against the rows again.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models import Unit


class Block(models.Model):
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.CharField(max_length=21)
    part = models.CharField(max_length=24, blank=True, default="")  # as of Measurement
    cells = models.BinaryField(default=bytes)  # rolling.RECORD, one for each indicator

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "part"], name="indicators_block_once")
        ]

    def __str__(self) -> str:
        return f"#{self.unit_id} {self.period}"


class Difference(models.Model):
    """A night found a block that is not what its rows say. It stays as it is until an office has looked."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    period = models.CharField(_("kỳ số liệu"), max_length=21)
    found_at = models.DateTimeField(_("phát hiện lúc"), auto_now_add=True)
    mended_at = models.DateTimeField(_("tính lại lúc"), null=True, blank=True)
    mended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("số tổng hợp lệch")
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period"],
                condition=Q(mended_at=None),
                name="indicators_difference_told_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}"
