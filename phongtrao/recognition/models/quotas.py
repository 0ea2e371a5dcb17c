"""How many recognised initiatives are asked of a unit a year (plan 000, mục III.a: 10 % of its staff). S0-42."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models import Unit


class Quota(models.Model):
    """What an office asks of itself and everybody below it; the nearest one above a unit holds.

    Without any row the shipped one holds (``recognition.law.shipped_quota``).
    """

    class Calendar(models.TextChoices):
        SCHOOL = "school_year", _("Năm học")
        YEAR = "calendar_year", _("Năm dương lịch")

    owner = models.OneToOneField(
        Unit, models.PROTECT, related_name="initiative_quota", verbose_name=_("đơn vị đặt chỉ tiêu")
    )
    percent = models.DecimalField(
        _("tỷ lệ tối thiểu (%)"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    calendar = models.CharField(_("tính theo"), max_length=13, choices=Calendar.choices)
    # “12-31”: the staff of that day of the year; while the day is still to come, of today.
    counted_on = models.CharField(_("số người tính đến ngày (ngày/tháng)"), max_length=5)
    basis = models.CharField(_("căn cứ"), max_length=300)

    class Meta:
        verbose_name = _("chỉ tiêu sáng kiến")
        constraints = [
            models.CheckConstraint(
                name="recognition_quota_percent",
                condition=Q(percent__gt=0, percent__lte=100),
                violation_error_message=_("Tỷ lệ phải lớn hơn 0 và không quá 100."),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
