"""How many work and learn in a unit, as declared on a day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models.units import Unit


class Headcount(models.Model):
    """Declared numbers of a unit, good from their day until the next ones.

    Without one, staff are counted from full posts; learners are only ever declared. What the posts
    said on the day of declaring is kept beside it, so that the difference stays explained.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="headcounts", verbose_name=_("đơn vị")
    )
    day = models.DateField(_("tính đến ngày"))
    staff = models.PositiveIntegerField(_("số người"))
    frontline = models.PositiveIntegerField(_("trực tiếp làm chuyên môn"))
    learners = models.PositiveIntegerField(_("số người học"), null=True, blank=True)
    counted_staff = models.PositiveIntegerField(editable=False)
    counted_frontline = models.PositiveIntegerField(editable=False)
    reason = models.CharField(_("lý do khác với vị trí công tác"), max_length=300, blank=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    declared_at = models.DateTimeField(_("khai lúc"), auto_now=True)

    class Meta:
        verbose_name = _("số người của đơn vị")
        constraints = [
            models.UniqueConstraint(
                name="orgs_headcount_once_a_day",
                fields=["unit", "day"],
                violation_error_message=_("Đơn vị đã khai số người của ngày này. Hãy sửa số ấy."),
            ),
            models.CheckConstraint(
                name="orgs_headcount_frontline_within",
                condition=Q(frontline__lte=F("staff")),
                violation_error_message=_(
                    "Số người trực tiếp làm chuyên môn không thể lớn hơn số người."
                ),
            ),
            models.CheckConstraint(
                name="orgs_headcount_difference_explained",
                condition=Q(staff=F("counted_staff"), frontline=F("counted_frontline"))
                | ~Q(reason=""),
                violation_error_message=_(
                    "Số khai khác số đếm từ vị trí công tác. Hãy ghi lý do khác nhau."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.day}: {self.staff}"
