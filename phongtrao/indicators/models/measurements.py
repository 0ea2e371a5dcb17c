"""A number of a unit for a period: numerator and denominator, never the quotient."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import Evidence
from phongtrao.indicators.models.definitions import Indicator
from phongtrao.indicators.models.rounds import UnitReport
from phongtrao.orgs.models import Unit


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def counted(self) -> "MeasurementQuerySet":
        """What totals are made of: the accepted wholes; parts and what waits are left out."""
        return self.filter(is_accepted=True, part="")


class Measurement(models.Model):
    """A row stays with the unit it was measured in; a merger moves none, totals ask the lineage."""

    class Origin(models.TextChoices):
        REPORT = "report", _("Đơn vị báo cáo")
        OFFICE = "office", _("Văn phòng nhập")
        SYSTEM = "system", _("Hệ thống tính")  # indicators.sources; a published campaign

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="measurements")
    period = models.CharField(max_length=21)  # a key of lib.periods
    # "" the whole; else one part of a split: “gender:female”, “level:primary”, “area:hard”.
    part = models.CharField(max_length=24, blank=True, default="")
    numerator = models.DecimalField(max_digits=18, decimal_places=4)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, default="")
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="measurements"
    )
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.REPORT)
    report = models.ForeignKey(
        UnitReport, models.PROTECT, null=True, blank=True, related_name="measurements"
    )
    is_accepted = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "period", "part"], name="indicators_measured_once"
            ),
            models.CheckConstraint(
                name="indicators_denominator_sane",
                condition=Q(denominator=None) | Q(denominator__gt=0) | Q(numerator=0),
            ),
        ]
        indexes = [models.Index(F("indicator"), F("period"), name="indicators_measured_of")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Correction(models.Model):
    """The old value of a number that was changed after it was accepted; the new one stands in the row."""

    measurement = models.ForeignKey(
        Measurement, models.CASCADE, related_name="corrections", verbose_name=_("số liệu")
    )
    old_numerator = models.DecimalField(max_digits=18, decimal_places=4)
    old_denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    new_numerator = models.DecimalField(max_digits=18, decimal_places=4)
    new_denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("đính chính số liệu")
        ordering = ["-corrected_at", "-pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"
