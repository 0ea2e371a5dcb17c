"""One person takes over at a unit from another: what was open, on a list that both signed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phongtrao.base.workflow import Stateful
from phongtrao.orgs.models.units import Unit


class Takeover(Stateful):
    """``items`` is the list as signed: [{"kind", "text", "moved"}]; ``roles`` what went along, in words."""

    class Status(models.TextChoices):
        GIVEN = "given", _("Chờ ký nhận")
        RECEIVED = "received", _("Đã ký nhận")

    status = models.CharField(
        _("tình trạng"), max_length=8, choices=Status.choices, default=Status.GIVEN
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="takeovers", verbose_name=_("đơn vị")
    )
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="given_takeovers",
        verbose_name=_("bên giao"),
    )
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="received_takeovers",
        verbose_name=_("bên nhận"),
    )
    note = models.TextField(_("dặn dò, hồ sơ kèm theo"), blank=True, default="")
    items = models.JSONField(default=list, editable=False)
    roles = models.JSONField(default=list, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    received_at = models.DateTimeField(_("ký nhận lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("bàn giao")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="orgs_takeover_of_two",
                condition=~Q(giver=F("receiver")),
                violation_error_message=_("Bên giao và bên nhận phải là hai người."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.receiver}"

    @property
    def audit_label(self) -> str:
        """History keeps the number, not the names: names must be erasable."""
        return f"#{self.pk}"
