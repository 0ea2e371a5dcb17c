"""A paper on its way: the lines of its “Nơi nhận”, and everyone each line reaches."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models.official import OfficialDocument
from phongtrao.documents.models.recipients import Purpose, is_one_recipient
from phongtrao.orgs.models import Unit


class RecipientLine(models.Model):
    """One line of “Nơi nhận” as it is printed; a later change of the group leaves it alone."""

    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="recipient_lines")
    position = models.PositiveIntegerField()
    said = models.CharField(_("nơi nhận"), max_length=200)
    purpose = models.CharField(_("để làm gì"), max_length=10, choices=Purpose.choices)

    class Meta:
        verbose_name = _("dòng nơi nhận")
        ordering = ["document", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "position"], name="documents_line_place_once"
            )
        ]

    def __str__(self) -> str:
        return self.said


class Delivery(models.Model):
    """One paper to one unit, person or outside name; nobody gets the same paper twice. S0-55."""

    Purpose = Purpose

    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="deliveries")
    line = models.ForeignKey(RecipientLine, models.PROTECT, related_name="deliveries")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="deliveries")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    outside = models.CharField(_("nơi ngoài hệ thống"), max_length=200, blank=True, default="")
    purpose = models.CharField(_("để làm gì"), max_length=10, choices=Purpose.choices)
    sent_at = models.DateTimeField(_("gửi lúc"))
    opened_at = models.DateTimeField(_("mở lúc"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reminded_on = models.DateField(_("đôn đốc ngày"), null=True, blank=True)
    # The unit ended and its heir has the same paper: nobody is asked here, it counts there.
    is_joined = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("nơi nhận")
        constraints = [
            models.CheckConstraint(name="documents_delivery_is_one", condition=is_one_recipient()),
            models.UniqueConstraint(
                fields=["document", "unit"], name="documents_delivery_unit_once"
            ),
            models.UniqueConstraint(
                fields=["document", "user"], name="documents_delivery_user_once"
            ),
            models.UniqueConstraint(
                fields=["document", "outside"],
                condition=~Q(outside=""),
                name="documents_delivery_outside_once",
            ),
            models.CheckConstraint(
                name="documents_acknowledged_by_somebody",
                condition=Q(acknowledged_at=None) | Q(acknowledged_by__isnull=False),
            ),
        ]
        indexes = [
            # What still waits, of a unit or a person: small however long the past grows.
            models.Index(
                fields=["unit"],
                name="documents_unit_waiting",
                condition=Q(acknowledged_at=None, unit__isnull=False),
            ),
            models.Index(
                fields=["user"],
                name="documents_user_waiting",
                condition=Q(acknowledged_at=None, user__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit or self.user or self.outside)

    @property
    def audit_label(self) -> str:
        """History keeps no name of a person: it must be erasable."""
        return str(self.unit) if self.unit else f"#{self.pk}"
